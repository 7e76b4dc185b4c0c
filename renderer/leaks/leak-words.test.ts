import { expect, it } from 'vitest';
import type { Leak, LeakEnd } from '../../core/history.ts';
import { paceWords } from './leak-words.ts';

const NOW = 1_000_000;

const holding = (change: Partial<Leak>) =>
  paceWords({ pace: { kind: 'unknown' }, held: 3, left: 3, end: null, ...change }, NOW);

it.each<[string, Partial<Leak>]>([
  ['as they were at that moment', {}],
  [
    'one, 18 s ago',
    { held: 1, left: 1, pace: { kind: 'once', at: NOW - 18_000, count: 1, collected: false } },
  ],
  ['one more, 18 s ago', { pace: { kind: 'once', at: NOW - 18_000, count: 1, collected: false } }],
  ['3 at once, 2 min ago', { pace: { kind: 'once', at: NOW - 120_000, count: 3, collected: false } }],
  [
    '3 at once, 2 min ago, collected since',
    { pace: { kind: 'once', at: NOW - 120_000, count: 3, collected: true } },
  ],
  ['one more every 30 s', { pace: { kind: 'growing', perMinute: 2 } }],
  ['one more every 10 min', { pace: { kind: 'growing', perMinute: 0.1 } }],
  ['30 more per minute', { pace: { kind: 'growing', perMinute: 30.4 } }],
  ['leaves one every 20 s, and collects it later', { pace: { kind: 'late', perMinute: 3 } }],
  ['leaves 120 per minute, and collects them later', { pace: { kind: 'late', perMinute: 120 } }],
  ['not growing for 9 min', { pace: { kind: 'resting', since: NOW - 9 * 60_000 } }],
  ['it has collected them all', { held: 0, pace: { kind: 'growing', perMinute: 30 } }],
])('%s', (words, leak) => {
  expect(holding(leak)).toBe(words);
});

const heir = { key: '9@9', pid: 9, name: 'dumb-init' } as const;

it.each<[string, Partial<LeakEnd>]>([
  ['ended 12 s ago; its 4 zombies went to dumb-init (9)', { still: 4, heir }],
  ['ended 12 s ago; its 4 zombies went to dumb-init (9), which has collected 3 of them', { still: 1, heir }],
  ['ended 12 s ago; its 4 zombies were collected by dumb-init (9)', { heir }],
  ['ended 12 s ago; its zombie was collected by dumb-init (9)', { zombies: 1, heir }],
  ['ended 12 s ago; its 4 zombies were adopted', { still: 4 }],
  ['ended 12 s ago; its 4 zombies were collected with it', {}],
  [
    'ended 12 s ago, and is a zombie itself; its zombie went to dumb-init (9)',
    { zombie: true, zombies: 1, still: 1, heir },
  ],
  ['ended 12 s ago; it had collected them all', { zombies: 0 }],
])('%s', (words, change) => {
  const end: LeakEnd = { at: NOW - 12_000, zombie: false, zombies: 4, still: 0, heir: null, ...change };
  expect(holding({ held: 0, end })).toBe(words);
});
