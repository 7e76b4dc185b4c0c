import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Due } from './due.ts';

const happened: string[][] = [];
let due: Due<string>;

beforeEach(() => {
  vi.useFakeTimers();
  happened.length = 0;
  due = new Due((some) => happened.push([...some]));
});

afterEach(() => {
  vi.useRealTimers();
});

it('does together what falls due shortly after one another', () => {
  due.put('one', 1_000);
  due.put('two', 1_300);
  due.put('three', 3_000);
  due.run();
  vi.advanceTimersByTime(1_000);
  expect(happened).toEqual([['one', 'two']]);
  vi.advanceTimersByTime(2_000);
  expect(happened).toEqual([['one', 'two'], ['three']]);
});

it('waits until nobody holds it any more', () => {
  due.put('one', 1_000);
  due.run();
  due.hold('a', true);
  due.hold('b', true);
  vi.advanceTimersByTime(5_000);
  due.hold('a', false);
  vi.advanceTimersByTime(5_000);
  expect(happened).toEqual([]);
  due.hold('b', false);
  vi.advanceTimersByTime(1);
  expect(happened).toEqual([['one']]);
});
