import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../core/process.ts';
import { madeUp } from '../../../core/testing/made-up.ts';
import { ProcessStore } from '../../store/process-store.ts';
import { full, zombie } from '../../testing/made-up.ts';
import { layoutOf } from './layout.ts';
import { placeNames, sizeAt } from './names.ts';
import { family } from './testing.ts';

const measure = (text: string): number => text.length * 7;
const LEAVES = 60;
const layout = layoutOf(family(LEAVES));
const processes = new ProcessStore();
processes.reset(
  full(
    1,
    madeUp(1, 0, { name: 'parent' }),
    ...Array.from({ length: LEAVES }, (_, at) =>
      at % 2 === 0 ? zombie(at + 2, 1) : madeUp(at + 2, 1, { name: 'leaf' }),
    ),
  ),
);

describe('the names', () => {
  it('are all there as long as there is room, and never too small to be read', () => {
    expect(placeNames(layout, processes, 0.6, measure).size).toBe(LEAVES + 1);
    expect(sizeAt(0.05)).toBeGreaterThanOrEqual(11);
  });

  it('are fewer further out, and none lies on another', () => {
    const scale = 0.4;
    const names = placeNames(layout, processes, scale, measure);
    expect(names.size).toBeLessThan(LEAVES);
    expect(names.size).toBeGreaterThan(10);
    const boxes = [...names].map(([key, { start, end, height }]) => {
      const { x = 0, y = 0 } = layout.byKey.get(key) ?? {};
      return { left: x * scale + start, right: x * scale + end, y: y * scale, height };
    });
    for (const [at, one] of boxes.entries()) {
      for (const other of boxes.slice(at + 1)) {
        const apart = one.right <= other.left || other.right <= one.left;
        if (!apart) expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(0.89 * one.height);
      }
    }
  });

  it('from afar say who holds zombies, even over dots', () => {
    const name = placeNames(layout, processes, 0.05, measure).get(keyOf(1, 1));
    expect(name).toMatchObject({ text: 'parent', held: '30 zombies', over: true });
  });
});
