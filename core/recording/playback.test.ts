import { expect, it } from 'vitest';
import type { ProcessHappening } from '../events.ts';
import { momentAt, momentOf } from './playback.ts';

const times = [1_000, 2_000, 3_000, 4_000];

it('finds the last moment that is not later than a time', () => {
  expect([0, 1_000, 2_999, 9_000].map((time) => momentAt(times, time))).toEqual([0, 0, 1, 3]);
});

it('finds the moment at which an event is seen: the first one after it, or before an end the last one', () => {
  const at = (moment: number, at: number, happening: ProcessHappening) => ({
    moment,
    event: { at, key: '7@7' as const, pid: 7, name: 'p', ...happening },
  });
  const told = [
    at(1, 1_400, { kind: 'started', ppid: 1, parent: null, command: '' }),
    at(3, 4_000, { kind: 'ended', exit: null }),
    at(3, 2_300, { kind: 'ended', exit: { code: 3 } }),
  ];
  const find = (kind: 'started' | 'ended', time: number) =>
    momentOf({ times, told }, { key: '7@7', kind, at: time });
  expect(find('started', 1_400)).toBe(1);
  expect(find('ended', 4_000)).toBe(2);
  expect(find('ended', 2_300)).toBe(1);
  // Of those that were too many to be told, only the time is known.
  expect(find('started', 2_500)).toBe(1);
  expect(find('ended', 500)).toBe(0);
});
