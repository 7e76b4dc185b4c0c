import { describe, expect, it } from 'vitest';
import type { ProcessInfo } from '../../../core/process.ts';
import { keyOf } from '../../../core/process.ts';
import { madeUp } from '../../../core/testing/made-up.ts';
import { ProcessStore } from '../../store/process-store.ts';
import { full, zombie } from '../../testing/made-up.ts';
import { type Camera, pointOf, whole } from './camera.ts';
import { layerOf, nodeAt, type Pointed } from './dots.ts';
import { layoutOf, type MapLayout } from './layout.ts';
import { placeNames } from './placing-names.ts';
import { rowsOf } from './testing.ts';

const store = (...all: ProcessInfo[]): ProcessStore => {
  const processes = new ProcessStore();
  processes.reset(full(1, ...all));
  return processes;
};

const measure = (text: string): number => text.length * 7;
const on = (layout: MapLayout, processes: ProcessStore, camera: Camera): Pointed => ({
  layout,
  row: (key) => processes.row(key),
  camera,
  colour: 'marks',
  names: placeNames(layout, processes, camera.scale, measure),
});

describe('what is pointed at', () => {
  // 400 parents, each with a leaf and a zombie.
  const places: [number, number][] = [[1, 1]];
  const all: ProcessInfo[] = [madeUp(1, 0)];
  for (let parent = 10; parent < 10 + 400 * 3; parent += 3) {
    places.push([parent, 2], [parent + 1, 3], [parent + 2, 3]);
    all.push(madeUp(parent, 1), madeUp(parent + 1, parent), zombie(parent + 2, parent));
  }
  const layout = layoutOf(rowsOf(...places));
  const processes = store(...all);
  const camera = whole(layout, { width: 1_000, height: 700 });
  const scene = on(layout, processes, camera);

  it('is, with all of it in view, what is drawn there: each zombie and each holder at its own place', () => {
    expect(camera.scale).toBeLessThan(0.3);
    for (const node of layout.nodes) {
      const row = processes.row(node.row.key);
      if (row === undefined || layerOf(row) === 'other') continue;
      const { x, y } = pointOf(node, camera);
      expect(nodeAt(scene, x, y)?.row.key).toBe(node.row.key);
    }
  });

  it('is nothing where nothing is drawn', () => {
    expect(nodeAt(scene, 2, 2)).toBeNull();
    expect(nodeAt(scene, 998, 690)).toBeNull();
  });
});

describe('where two are as near', () => {
  const layout = layoutOf(rowsOf([1, 1], [2, 2], [3, 2]));
  const camera = { x: 0, y: 0, scale: 0.5 };
  const between = (processes: ProcessStore) => {
    const [, upper, lower] = layout.nodes.map((node) => pointOf(node, camera));
    if (upper === undefined || lower === undefined) throw new Error('no nodes');
    const scene = { ...on(layout, processes, camera), names: new Map() };
    return nodeAt(scene, upper.x, (upper.y + lower.y) / 2)?.row.key;
  };

  it('the zombie is meant, wherever it stands', () => {
    expect(between(store(madeUp(1, 0), zombie(2, 1), madeUp(3, 1)))).toBe(keyOf(2, 2));
    expect(between(store(madeUp(1, 0), madeUp(2, 1), zombie(3, 1)))).toBe(keyOf(3, 3));
  });
});

it('takes a name for its process, and the space around a dot', () => {
  const layout = layoutOf(rowsOf([1, 1], [2, 2]));
  const processes = store(madeUp(1, 0), madeUp(2, 1));
  const scene = on(layout, processes, { x: 100, y: 100, scale: 1 });
  const [first] = layout.nodes;
  if (first === undefined) throw new Error('no node');
  const { x, y } = pointOf(first, scene.camera);
  expect(nodeAt(scene, x + 40, y + 4)).toBe(first);
  expect(nodeAt(scene, x, y - 8)).toBe(first);
  expect(nodeAt(scene, x, y - 30)).toBeNull();
});
