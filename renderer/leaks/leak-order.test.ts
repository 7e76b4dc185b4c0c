import { expect, it } from 'vitest';
import type { Leak } from '../../core/history.ts';
import type { LeakPace } from '../../core/leak-pace.ts';
import { inOrder, inPlace } from './leak-order.ts';

const leak = (pid: number, held: number, pace: LeakPace, endedAt: number | null = null): Leak => ({
  key: `${pid}@${pid}`,
  pid,
  name: `parent-${pid}`,
  command: '',
  held,
  left: Math.max(1, held),
  pace,
  oldestSince: null,
  end: endedAt === null ? null : { at: endedAt, zombie: false, zombies: 1, still: 0, heir: null },
});

const growing = (perMinute: number): LeakPace => ({ kind: 'growing', perMinute });

const LEAKS = [
  leak(1, 0, growing(60), 500),
  leak(2, 0, growing(60), 900),
  leak(3, 0, { kind: 'resting', since: 10 }),
  leak(4, 5, { kind: 'once', at: 700, count: 1, collected: false }),
  leak(5, 9, { kind: 'resting', since: 600 }),
  leak(6, 5, growing(30)),
  leak(7, 5, { kind: 'late', perMinute: 500 }),
  leak(8, 1, growing(60.1)),
  leak(9, 1, growing(59.9)),
];

const pids = (leaks: readonly Leak[]): number[] => leaks.map(({ pid }) => pid);

it('those that hold most come first, and of equals those that leak faster, then who did so last', () => {
  expect(pids(inOrder(LEAKS, 'held'))).toEqual([5, 6, 7, 4, 8, 9, 3, 2, 1]);
});

it('those that leak fastest come first, not those that collect late, and last those that hold none', () => {
  expect(pids(inOrder(LEAKS, 'pace'))).toEqual([8, 9, 6, 7, 4, 5, 3, 2, 1]);
});

it('equal ones do not change places with each sample', () => {
  const other = [leak(8, 1, growing(59.8)), leak(9, 1, growing(60.2))];
  expect(pids(inOrder(other, 'pace'))).toEqual([8, 9]);
});

it('places are kept while somebody points at one: who is new comes last', () => {
  const before = [leak(1, 1, growing(1)), leak(2, 2, growing(1)), leak(3, 3, growing(1))];
  const now = [leak(3, 9, growing(9)), leak(4, 5, growing(9)), leak(1, 1, growing(1))];
  expect(pids(inPlace(now, before))).toEqual([1, 3, 4]);
  expect(inPlace(now, before)[1]).toBe(now[0]);
});
