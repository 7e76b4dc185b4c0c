import type { ProcessKey } from '../../../core/process.ts';
import type { Family, MapLayout, MapNode } from './layout.ts';

/** Where everything is at a moment, and how much of what comes and goes is to be seen: from 0 to 1. */
export interface Frame {
  readonly layout: MapLayout;
  /** What it comes to. */
  readonly target: MapLayout;
  readonly coming: ReadonlyMap<ProcessKey, number>;
  /** The lines of families, by their heads. */
  readonly comingLines: ReadonlyMap<ProcessKey | null, number>;
  /** What is no longer in the layout. */
  readonly going: ReadonlyMap<MapNode, number>;
  readonly goingLines: ReadonlyMap<Family, number>;
}

/** Nothing moves. */
export const resting = (layout: MapLayout): Frame => ({
  layout,
  target: layout,
  coming: new Map(),
  comingLines: new Map(),
  going: new Map(),
  goingLines: new Map(),
});

/** Whether not everything is in the place where it stays. */
export const moves = ({ layout, target, coming, going }: Frame): boolean =>
  layout !== target || coming.size > 0 || going.size > 0;

/** What of a frame is there as much, and is drawn together. */
export interface Layered<Each> {
  readonly opacity: number;
  readonly families: Iterable<Family>;
  readonly nodes: Iterable<MapNode>;
  readonly seen: readonly Each[];
}

/** Finer ones could not be told apart. */
const STEPS = 16;
const stepOf = (opacity: number): number => Math.ceil(opacity * STEPS) / STEPS;

/** From the palest on: what is there in full lies on top. */
export function layersOf<Each extends { readonly node: MapNode }>(
  { layout, coming, comingLines, going, goingLines }: Frame,
  seen: readonly Each[],
): readonly Layered<Each>[] {
  const { nodes, families } = layout;
  if (coming.size + comingLines.size + going.size + goingLines.size === 0) {
    return [{ opacity: 1, families: families.values(), nodes, seen }];
  }
  const layers = new Map<number, { families: Family[]; nodes: MapNode[]; seen: Each[] }>();
  const layer = (opacity = 1) => {
    const step = stepOf(opacity);
    const found = layers.get(step) ?? { families: [], nodes: [], seen: [] };
    layers.set(step, found);
    return found;
  };
  for (const [family, opacity] of goingLines) layer(opacity).families.push(family);
  for (const [key, family] of families) layer(comingLines.get(key)).families.push(family);
  for (const [node, opacity] of going) layer(opacity).nodes.push(node);
  for (const node of nodes) layer(coming.get(node.row.key)).nodes.push(node);
  for (const each of seen) layer(going.get(each.node) ?? coming.get(each.node.row.key)).seen.push(each);
  return [...layers].sort(([a], [b]) => a - b).map(([opacity, parts]) => ({ opacity, ...parts }));
}
