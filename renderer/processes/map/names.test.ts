import { describe, expect, it } from 'vitest';
import { keyOf, type ProcessKey } from '../../../core/process.ts';
import { madeUp } from '../../../core/testing/made-up.ts';
import { ProcessStore } from '../../store/process-store.ts';
import { full, zombie } from '../../testing/made-up.ts';
import { layoutOf } from './layout.ts';
import { boxOf, sizeAt } from './names.ts';
import { placeNames } from './placing-names.ts';
import { family, rowsOf } from './testing.ts';

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

  it('are fewer further out, and some are shortened', () => {
    const names = placeNames(layout, processes, 0.4, measure);
    expect(names.size).toBeLessThan(LEAVES);
    expect(names.size).toBeGreaterThan(10);
  });

  it('from afar say who holds zombies, even over dots', () => {
    const name = placeNames(layout, processes, 0.05, measure).get(keyOf(1, 1));
    expect(name).toMatchObject({ text: 'parent', held: '30 zombies', over: true });
  });
});

describe('however far out', () => {
  // Pollers with some dead each, close to one another.
  const places: [number, number][] = [[1, 1]];
  const all = [madeUp(1, 0, { name: 'systemd' })];
  for (let parent = 10; parent < 10 + 30 * 10; parent += 10) {
    places.push([parent, 2]);
    all.push(madeUp(parent, 1, { name: parent % 20 === 0 ? 'a-very-long-poller' : 'poller' }));
    for (let child = parent + 1; child < parent + 6; child += 1) {
      places.push([child, 3]);
      all.push(child % 3 === 0 ? madeUp(child, parent, { name: 'fetch' }) : zombie(child, parent));
    }
  }
  const crowd = layoutOf(rowsOf(...places));
  const store = new ProcessStore();
  store.reset(full(1, ...all));
  const dotOf = (key: ProcessKey, scale: number): { x: number; y: number } => {
    const { x = 0, y = 0 } = crowd.byKey.get(key) ?? {};
    return { x: x * scale, y: y * scale };
  };

  it.each([0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.8, 1, 2])(
    'no name or count lies on another: %f',
    (scale) => {
      const names = [...placeNames(crowd, store, scale, measure)];
      expect(names.length).toBeGreaterThan(3);
      const boxes = names.map(([key, name]) => {
        const { x, y } = dotOf(key, scale);
        return { key, name, dot: { x, y }, ...boxOf(name, x, y) };
      });
      for (const [at, one] of boxes.entries()) {
        for (const other of boxes.slice(at + 1)) {
          const beside = one.right <= other.left || other.right <= one.left;
          const apart = beside || one.bottom <= other.top || other.bottom <= one.top;
          expect(apart, `${one.name.text} ${one.name.held} | ${other.name.text} ${other.name.held}`).toBe(
            true,
          );
        }
        // Nor is one without its dot, as it would be taken for a part of what lies on that.
        for (const { key, dot } of boxes) {
          if (key === one.key || !one.name.over) continue;
          const on = dot.x > one.left && dot.x < one.right && dot.y > one.top && dot.y < one.bottom;
          expect(on).toBe(false);
        }
      }
    },
  );

  it('a parent of dead says how many, by the number alone where there is no room for words', () => {
    const name = (pid: number, scale: number) =>
      placeNames(crowd, store, scale, measure).get(keyOf(pid, pid));
    expect(name(10, 1.4)).toMatchObject({ text: 'poller', held: '3 zombies' });
    expect(name(10, 0.6)).toMatchObject({ text: 'poller', held: '3' });
    expect(name(20, 0.6)).toMatchObject({ text: 'a-very-…', held: '3' });
  });
});
