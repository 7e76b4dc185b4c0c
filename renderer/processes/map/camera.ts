import type { ProcessKey } from '../../../core/process.ts';
import type { Family, MapLayout, MapNode } from './layout.ts';

/** Where the map is looked at: a point of the map `p` is drawn at `p * scale + (x, y)`. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** `mostFitting`: a few processes need not fill the view. */
export const SCALE = { most: 3, mostFitting: 1.4, comfortable: 0.9, fromWhichAllNamesFit: 0.6 } as const;
/** Below what says who is pointed at, and above the tools. */
const INSETS = { left: 24, top: 46, right: 16, bottom: 60 } as const;
/** A name beside a dot is in view with it. */
const NAME = 140;
/** So much is drawn around a dot, at most. */
const NEAR = 14;

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const roomOf = ({ width, height }: Size): Size => ({
  width: Math.max(1, width - INSETS.left - INSETS.right),
  height: Math.max(1, height - INSETS.top - INSETS.bottom),
});

/** How wide what fills a view is for its height: without the names of those at the right. */
export function aspectOf(size: Size): number {
  const { width, height } = roomOf(size);
  return Math.min(4, Math.max(0.5, (width - NAME / 2) / height));
}

/** The largest scale at which a part of the map is in view as a whole. */
function fitting({ left, top, right, bottom }: Box, size: Size): number {
  const room = roomOf(size);
  return Math.min(
    SCALE.mostFitting,
    room.width / Math.max(1, right - left),
    room.height / Math.max(1, bottom - top),
  );
}

/** So that all of it is in view, in the middle. */
export function whole(layout: MapLayout, view: Size): Camera {
  const near = fitting(layout, view);
  // Names do not shrink with the map: far out those at the right need room of their own.
  const size = near < SCALE.fromWhichAllNamesFit ? { ...view, width: view.width - NAME * (1 - near) } : view;
  const scale = fitting(layout, size);
  const room = roomOf(size);
  return {
    scale,
    x: INSETS.left + (room.width - (layout.right - layout.left) * scale) / 2 - layout.left * scale,
    y: INSETS.top + (room.height - (layout.bottom - layout.top) * scale) / 2 - layout.top * scale,
  };
}

/**
 * All of it where its names can be read then, else what matters: the given one with what is below it as far as
 * there is room, or the beginning.
 */
export function begin(layout: MapLayout, size: Size, about: MapNode | null): Camera {
  const all = whole(layout, size);
  if (all.scale >= SCALE.fromWhichAllNamesFit) return all;
  const node = about ?? layout.nodes[0];
  if (node === undefined) return all;
  const family = layout.families.get(node.row.key);
  const box = family === undefined ? null : boxOf(node, family);
  const scale =
    box === null
      ? SCALE.comfortable
      : Math.min(SCALE.comfortable, Math.max(SCALE.fromWhichAllNamesFit, fitting(box, size)));
  // Its surroundings are half of what it means: what is before it is in view too, as far as there is room.
  const room = roomOf(size);
  const spare = {
    x: Math.max(0, room.width - ((box?.right ?? node.x + NAME) - node.x) * scale) / 2,
    y: Math.max(0, room.height - ((box?.bottom ?? node.y) - node.y) * scale) / 2,
  };
  return within(
    layout,
    {
      scale,
      x: INSETS.left + Math.min(room.width / 3, spare.x) - node.x * scale,
      y: INSETS.top + Math.min(room.height / 2, spare.y) - node.y * scale,
    },
    size,
  );
}

const boxOf = ({ x, y }: MapNode, { right, bottom }: Family): Box => ({ left: x, top: y, right, bottom });

/** Nothing empty is in view before the map as long as something of it is behind. */
function within(layout: MapLayout, camera: Camera, size: Size): Camera {
  const room = roomOf(size);
  const along = (at: number, start: number, length: number, inset: number, view: number): number =>
    Math.min(inset - start, Math.max(at, Math.min(inset - start, inset + view - start - length)));
  const { scale } = camera;
  return {
    scale,
    x: along(camera.x, layout.left * scale, (layout.right - layout.left) * scale, INSETS.left, room.width),
    y: along(camera.y, layout.top * scale, (layout.bottom - layout.top) * scale, INSETS.top, room.height),
  };
}

/** The point under the pointer stays under it; further out than all of the map there is nothing to see. */
export function zoom(
  camera: Camera,
  factor: number,
  at: { readonly x: number; readonly y: number },
  least: number,
): Camera {
  const scale = Math.min(SCALE.most, Math.max(Math.min(least, camera.scale), camera.scale * factor));
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

/** Where a node is drawn, in pixels of the view. */
export const pointOf = ({ x, y }: MapNode, camera: Camera): { readonly x: number; readonly y: number } => ({
  x: x * camera.scale + camera.x,
  y: y * camera.scale + camera.y,
});

export function inView(node: MapNode, camera: Camera, { width, height }: Size): boolean {
  const { x, y } = pointOf(node, camera);
  return x >= 0 && x <= width && y >= 0 && y <= height;
}

/** Whether something of what is drawn at a place of the map, its name included, may be in view. */
export function nearView(
  { x, y }: { readonly x: number; readonly y: number },
  { x: left, y: top, scale }: Camera,
  { width, height }: Size,
): boolean {
  const right = x * scale + left;
  const down = y * scale + top;
  return right > -NAME && right < width + NEAR && down > -NEAR && down < height + NEAR;
}

/** Moves just so far that a node is in view. */
export function reveal(camera: Camera, node: MapNode, { width, height }: Size): Camera {
  const { x, y } = pointOf(node, camera);
  const between = (at: number, least: number, most: number): number =>
    Math.min(Math.max(at, least), Math.max(least, most));
  return {
    ...camera,
    x: camera.x + between(x, INSETS.left, width - INSETS.right - NAME) - x,
    y: camera.y + between(y, INSETS.top, height - INSETS.bottom) - y,
  };
}

/**
 * What stays in its place on the screen when the map is laid out anew: the first of those named that is in view
 * and remains, else what is nearest to the middle.
 */
export function heldIn(
  shown: MapLayout,
  next: MapLayout,
  named: readonly (ProcessKey | null)[],
  camera: Camera,
  size: Size,
): MapNode | undefined {
  for (const key of named) {
    const node = key === null ? undefined : shown.byKey.get(key);
    if (node !== undefined && next.byKey.has(node.row.key) && inView(node, camera, size)) return node;
  }
  return middleOf(
    shown.nodes.filter(({ row }) => next.byKey.has(row.key)),
    camera,
    size,
  );
}

/** The node that is nearest to the middle of the view. */
function middleOf(
  nodes: readonly MapNode[],
  { x, y, scale }: Camera,
  { width, height }: Size,
): MapNode | undefined {
  const centreX = (width / 2 - x) / scale;
  const centreY = (height / 2 - y) / scale;
  let nearest: MapNode | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const away = Math.hypot(node.x - centreX, node.y - centreY);
    if (away < least) {
      least = away;
      nearest = node;
    }
  }
  return nearest;
}
