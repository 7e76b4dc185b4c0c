import type { Camera } from './draw.ts';
import type { MapLayout, MapNode } from './layout.ts';

export const SCALE = { least: 0.01, most: 3, fromWhichNamesCanBeRead: 0.8 } as const;
const MARGIN = 28;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** So that all of it is in view. */
export function whole({ left, top, right, bottom }: MapLayout, { width, height }: Size): Camera {
  const scale = Math.min(
    1,
    Math.max(
      SCALE.least,
      Math.min((width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / (bottom - top)),
    ),
  );
  return {
    scale,
    x: MARGIN - left * scale,
    y: (height - (bottom - top) * scale) / 2 - top * scale,
  };
}

/** All of it where it can be read then, else the beginning of it. */
export function begin(layout: MapLayout, size: Size, selected: MapNode | null): Camera {
  const all = whole(layout, size);
  if (all.scale >= SCALE.fromWhichNamesCanBeRead) return all;
  const scale = SCALE.fromWhichNamesCanBeRead;
  const centre = selected ?? layout.nodes[0];
  const x = selected === null ? MARGIN : size.width / 3 - selected.x * scale;
  return { scale, x: Math.min(MARGIN, x), y: size.height / 2 - (centre?.y ?? 0) * scale };
}

/** The point under the pointer stays under it. */
export function zoom(camera: Camera, factor: number, at: { readonly x: number; readonly y: number }): Camera {
  const scale = Math.min(SCALE.most, Math.max(SCALE.least, camera.scale * factor));
  const by = scale / camera.scale;
  return { scale, x: at.x - (at.x - camera.x) * by, y: at.y - (at.y - camera.y) * by };
}

/** After the map was laid out anew: what was looked at stays where it was. */
export function follow(camera: Camera, before: MapNode, after: MapNode): Camera {
  return {
    ...camera,
    x: camera.x + (before.x - after.x) * camera.scale,
    y: camera.y + (before.y - after.y) * camera.scale,
  };
}

/** Moves just so far that a node is in view. */
export function reveal(camera: Camera, node: MapNode, { width, height }: Size): Camera {
  const x = node.x * camera.scale + camera.x;
  const y = node.y * camera.scale + camera.y;
  const within = (at: number, least: number, most: number): number =>
    Math.min(Math.max(at, least), Math.max(least, most));
  return {
    ...camera,
    x: camera.x + within(x, MARGIN, width - 160) - x,
    y: camera.y + within(y, MARGIN, height - MARGIN) - y,
  };
}
