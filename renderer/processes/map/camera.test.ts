import { expect, it } from 'vitest';
import { begin, follow, reveal, SCALE, whole, zoom } from './camera.ts';
import type { MapLayout, MapNode } from './layout.ts';

const node = (x: number, y: number): MapNode => ({
  row: { key: '1@1', level: 1, posInSet: 1, setSize: 1, hasChildren: false, expanded: false, dimmed: false },
  x,
  y,
  parent: null,
});
const layout = (right: number, bottom: number): MapLayout => ({
  nodes: [node(0, bottom / 2)],
  blocks: [],
  byKey: new Map(),
  left: 0,
  top: 0,
  right,
  bottom,
});
const size = { width: 1_000, height: 600 };

it('shows all of it, and never larger than life', () => {
  expect(whole(layout(500, 200), size).scale).toBe(1);
  const { scale, y } = whole(layout(500, 6_000), size);
  expect(6_000 * scale).toBeLessThanOrEqual(600);
  expect(y).toBeGreaterThanOrEqual(0);
});

it('begins where names can be read', () => {
  expect(begin(layout(500, 90_000), size, null).scale).toBe(SCALE.fromWhichNamesCanBeRead);
});

it('zooms around the pointer, within bounds', () => {
  const zoomed = zoom({ x: 10, y: 20, scale: 1 }, 2, { x: 110, y: 120 });
  expect(zoomed).toEqual({ scale: 2, x: -90, y: -80 });
  expect(zoom(zoomed, 100, { x: 0, y: 0 }).scale).toBe(SCALE.most);
});

it('follows what was looked at, and moves no further than it has to', () => {
  expect(follow({ x: 0, y: 0, scale: 2 }, node(5, 5), node(5, 25))).toEqual({ scale: 2, x: 0, y: -40 });
  const camera = { x: 0, y: 0, scale: 1 };
  expect(reveal(camera, node(300, 300), size)).toEqual(camera);
  expect(reveal(camera, node(300, 900), size)).toEqual({ scale: 1, x: 0, y: -328 });
});
