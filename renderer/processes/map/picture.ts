import type { ProcessKey } from '../../../core/process.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import type { MapColour } from '../../store/settings.ts';
import type { SelectedRows } from '../selection.ts';
import { type Camera, pointOf, type Size } from './camera.ts';
import { type Layer, layerOf, RING, radiusOf } from './dots.ts';
import { type Frame, moves } from './frame.ts';
import { type Label, withRoom } from './labels.ts';
import { LEVEL, type MapNode, ROW } from './layout.ts';
import { boxOf, type Measure, type Name, type Names, nameOf } from './names.ts';
import type { Box } from './taken.ts';

/** What is pointed out in the picture, and what it is coloured by. */
export interface Emphasis {
  /** The one that the keys move from. */
  readonly current: ProcessKey | null;
  readonly selected: SelectedRows;
  readonly hovered: ProcessKey | null;
  readonly colour: MapColour;
}

export interface Scene extends Emphasis {
  readonly frame: Frame;
  readonly row: (key: ProcessKey) => ProcessRow | undefined;
  readonly camera: Camera;
  /** Those for which there is room as long as nothing is pointed out, the ones that matter first. */
  readonly names: Names;
  /** That those had which go. */
  readonly goneNames: Names;
  readonly measure: Measure;
  readonly size: Size;
}

/** A process in view. */
export interface Seen {
  readonly node: MapNode;
  readonly row: ProcessRow;
  readonly layer: Layer;
  /** In pixels of the view. */
  readonly x: number;
  readonly y: number;
}

/** What there is to be drawn of a scene. */
export interface Picture {
  /** Those that go are among them. */
  readonly seen: readonly Seen[];
  readonly pointedOut: readonly Seen[];
  /** Those that are drawn. */
  readonly names: Names;
}

/** So far beside a node something of it may be drawn, in pixels. */
export const AROUND = 14;

export function pictureOf(scene: Scene): Picture {
  const { frame, camera, size } = scene;
  const left = -camera.x / camera.scale - LEVEL * 2;
  const right = (size.width - camera.x + AROUND) / camera.scale;
  const top = (-camera.y - AROUND) / camera.scale;
  const bottom = (size.height - camera.y + AROUND) / camera.scale;
  const seen: Seen[] = [];
  const see = (node: MapNode): void => {
    if (node.x < left || node.x > right || node.y < top || node.y > bottom) return;
    const row = scene.row(node.row.key);
    if (row !== undefined) seen.push({ node, row, layer: layerOf(row), ...pointOf(node, camera) });
  };
  for (const node of frame.layout.nodes) see(node);
  const staying = seen.length;
  for (const node of frame.going.keys()) see(node);
  const pointedOut = seen
    .slice(0, staying)
    .filter(({ row: { key } }) => rankOf(key, scene) > RANK.other)
    .sort((a, b) => rankOf(b.row.key, scene) - rankOf(a.row.key, scene));
  return { seen, pointedOut, names: namesOf(scene, seen, pointedOut) };
}

/** Whose name has to give way, where there is not room for two. */
const RANK = { current: 3, selected: 2, hovered: 1, other: 0 } as const;

const rankOf = (key: ProcessKey, { selected, hovered, current }: Emphasis): number => {
  if (key === current) return RANK.current;
  if (selected.has(key)) return RANK.selected;
  return key === hovered ? RANK.hovered : RANK.other;
};

/**
 * What is pointed out has its name in full, and what would lie below that has none. While something moves, names
 * that meet give way too.
 */
function namesOf(scene: Scene, seen: readonly Seen[], pointedOut: readonly Seen[]): Names {
  const { names, goneNames, camera, measure, colour } = scene;
  if (pointedOut.length === 0 && !moves(scene.frame)) return names;
  const wanted = new Map<ProcessKey, Name>();
  const labels: Label[] = [];
  for (const each of pointedOut) {
    const { key } = each.row;
    // Where one only passes over, what lies below can still be pointed at.
    const name = { ...nameOf(each.row, camera.scale, measure), over: rankOf(key, scene) > RANK.hovered };
    wanted.set(key, name);
    labels.push({ key, box: pillOf(each, name, colour, camera.scale) });
  }
  const places = new Map(seen.map(({ row, x, y }) => [row.key, { x, y }]));
  for (const [key, name] of [...names, ...goneNames]) {
    const at = places.get(key);
    if (at === undefined || wanted.has(key)) continue;
    wanted.set(key, name);
    labels.push({ key, box: boxOf(name, at.x, at.y) });
  }
  const drawn = withRoom(labels);
  return new Map([...wanted].filter(([key]) => drawn.has(key)));
}

/** What a process that is pointed out takes of the picture; without a name, its dot alone. */
export function pillOf(
  { row, layer, x, y }: Seen,
  name: Name | undefined,
  colour: MapColour,
  scale: number,
): Box {
  const reach = radiusOf(row, colour, scale) + RING.gap + (layer === 'holder' ? RING.width : 0) + 3;
  const half = name === undefined ? reach : halfBeside(name.height, scale);
  return {
    left: x - reach,
    right: x + (name === undefined ? reach : name.end + 6),
    top: y - half,
    bottom: y + half,
  };
}

/** It takes no room from the names of the rows above and below it, as long as these can be told apart. */
const halfBeside = (height: number, scale: number): number =>
  Math.max(height / 2, Math.min(height / 2 + 3, ROW * scale - height / 2 - 0.5));
