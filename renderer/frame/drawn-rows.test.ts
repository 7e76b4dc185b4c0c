import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawnRows, OVERSCAN } from './drawn-rows.ts';

const range = fc.tuple(fc.nat(20_000), fc.nat(60), fc.nat(60)).map(([startIndex, seen, behind]) => ({
  startIndex,
  endIndex: startIndex + seen,
  overscan: OVERSCAN,
  count: startIndex + seen + 1 + behind,
}));

test('all that is in view is drawn, and as many around it as there are', () => {
  fc.assert(
    fc.property(range, (one) => {
      const drawn = drawnRows(one);
      expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
      expect(drawn[0]).toBeLessThanOrEqual(Math.max(0, one.startIndex - OVERSCAN));
      expect(drawn.at(-1)).toBeGreaterThanOrEqual(Math.min(one.count - 1, one.endIndex + OVERSCAN));
      expect(drawn.at(-1)).toBeLessThan(one.count);
      expect(new Set(drawn).size).toBe(drawn.length);
    }),
  );
});

test('scrolled by a row, most times it is the same rows that are drawn', () => {
  const sets = Array.from({ length: 81 }, (_one, startIndex) =>
    drawnRows({ startIndex, endIndex: startIndex + 30, overscan: OVERSCAN, count: 1_000 }).join(),
  );
  const changes = sets.filter((set, index) => index > 0 && set !== sets[index - 1]);
  expect(changes.length).toBeLessThanOrEqual(21);
});

test('the first time only what is seen', () => {
  expect(drawnRows({ startIndex: 3, endIndex: 6, overscan: 0, count: 5 })).toEqual([3, 4]);
  expect(drawnRows({ startIndex: 0, endIndex: 0, overscan: 0, count: 0 })).toEqual([]);
});
