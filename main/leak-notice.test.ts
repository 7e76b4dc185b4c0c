import { expect, it } from 'vitest';
import type { Leak } from '../core/history.ts';
import { LeakNotice, type Notice } from './leak-notice.ts';

const leak = (held: number): Leak => ({
  key: '7@7',
  pid: 7,
  name: 'waybar',
  command: 'waybar -c bar.json',
  held,
  left: held,
  pace: { kind: 'resting', since: 0 },
  oldestSince: null,
  end: null,
});

function watching(preferences: LeakNotice['preferences']) {
  const told: Notice[] = [];
  const notice = new LeakNotice((one) => told.push(one));
  notice.preferences = preferences;
  return { notice, told };
}

it('says nothing unless it is asked to', () => {
  const { notice } = watching({ notifyLeaks: false, leakThreshold: 1 });
  expect(notice.cares(100)).toBe(false);
});

it('says it once, at the threshold, and again after all were collected', () => {
  const { notice, told } = watching({ notifyLeaks: true, leakThreshold: 3 });
  notice.look([leak(2)]);
  expect(told).toEqual([]);
  notice.look([leak(3)]);
  notice.look([leak(4)]);
  expect(told).toEqual([
    {
      title: 'waybar leaks zombies',
      body: 'waybar (7) holds 3 zombies and does not collect them.',
      about: '7@7',
    },
  ]);
  notice.look([leak(0)]);
  notice.look([leak(3)]);
  expect(told).toHaveLength(2);
});
