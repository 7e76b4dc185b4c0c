import { beforeEach, describe, expect, it } from 'vitest';
import type { Delta } from '../../core/delta.ts';
import type { ProcessEvent } from '../../core/events.ts';
import { keyOf, type ProcessInfo } from '../../core/process.ts';
import { madeUp } from '../../core/testing/made-up.ts';
import { EventHistory } from './event-history.ts';
import { History } from './history.ts';
import { Living } from './living.ts';

const started = (pid: number, ppid: number, name = `p${pid}`): ProcessEvent => ({
  at: pid,
  key: keyOf(pid, pid),
  pid,
  name,
  kind: 'started',
  ppid,
  parent: keyOf(ppid, ppid),
  command: `/bin/${name}`,
});

const ended = (pid: number): ProcessEvent => ({
  at: pid,
  key: keyOf(pid, pid),
  pid,
  name: `p${pid}`,
  kind: 'ended',
  exit: { code: 0 },
});

const sample = (at: number, change: Partial<Delta>): Delta => ({
  kind: 'delta',
  seq: at,
  facts: {
    takenAt: at,
    costMs: 1,
    processes: 0,
    zombies: 0,
    orphans: 0,
    cpuPercent: null,
    memoryUsedBytes: null,
    precision: 'exact',
  },
  added: [],
  changed: [],
  removed: [],
  events: [],
  ...change,
});

const dead = (pid: number, ppid: number): ProcessInfo =>
  madeUp(pid, ppid, { state: 'Z', marks: ['zombie'], zombieSince: pid });

describe('events', () => {
  let history: History;
  beforeEach(() => {
    history = new History();
    history.take(
      sample(1, {
        added: [madeUp(1, 0), madeUp(2, 1)],
        events: [started(10, 2, 'make'), started(11, 10, 'cc'), started(12, 1, 'sh'), ended(11), ended(10)],
      }),
    );
  });

  const pids = (filter: Parameters<History['events']>[0]['filter']) =>
    history.events({ filter, limit: 100 }).entries.map(({ event }) => `${event.kind} ${event.pid}`);

  it('come latest first', () => {
    expect(pids({})).toEqual(['ended 10', 'ended 11', 'started 12', 'started 11', 'started 10']);
  });

  it('answer what happened to a pid that is long gone', () => {
    expect(pids({ text: '11' })).toEqual(['ended 11', 'started 11']);
    expect(pids({ key: '12@12' })).toEqual(['started 12']);
  });

  it('are found by name and by kind', () => {
    expect(pids({ text: 'MAK' })).toEqual(['started 10']);
    expect(pids({ kinds: ['ended'] })).toEqual(['ended 10', 'ended 11']);
  });

  it('are found by who started them, at any depth, though nobody of it lives', () => {
    expect(pids({ under: '10@10' })).toEqual(['ended 10', 'ended 11', 'started 11', 'started 10']);
    expect(pids({ under: '2@2' })).toHaveLength(4);
    expect(pids({ under: '1@1' })).toHaveLength(5);
  });

  it('are told from a number on, and as many as are wanted', () => {
    const page = history.events({ filter: {}, after: 3, limit: 1 });
    expect(page.entries.map(({ seq }) => seq)).toEqual([5]);
    expect(page).toMatchObject({ more: true, last: 5, kept: 5 });
  });
});

it('keeps the latest in a ring', () => {
  const history = new EventHistory(new Living(), 3);
  for (let pid = 1; pid <= 8; pid += 1) history.take({ added: [], events: [ended(pid)] });
  const page = history.ask({ filter: {}, limit: 10 });
  expect(page.entries.map(({ event }) => event.pid)).toEqual([8, 7, 6]);
  expect(page).toMatchObject({ kept: 3, last: 8, more: false });
});

describe('leaks', () => {
  let history: History;
  beforeEach(() => {
    history = new History();
    history.take(sample(60_000, { added: [madeUp(1, 0), madeUp(2, 1), madeUp(3, 1), dead(4, 2)] }));
  });

  it('ranks parents by what they hold', () => {
    history.take(sample(61_000, { added: [dead(5, 3), dead(6, 3)] }));
    history.take(sample(63_000, {}));
    expect(history.leaks().map(({ pid, held }) => [pid, held])).toEqual([
      [3, 2],
      [2, 1],
    ]);
  });

  it('counts what came since it looked, not what was there before', () => {
    history.take(sample(90_000, { changed: [], added: [dead(5, 3), dead(6, 3), dead(7, 3)] }));
    history.take(sample(120_000, {}));
    expect(history.leaks().map(({ pid, perMinute }) => [pid, perMinute])).toEqual([
      [3, 3],
      [2, 0],
    ]);
  });

  it('draws the course, and remembers for a while who has collected them all', () => {
    history.take(sample(60_500, {}));
    expect(history.leaks()).toHaveLength(1);
    history.take(sample(61_000, { removed: ['4@4'] }));
    expect(history.leaks()).toMatchObject([
      {
        pid: 2,
        name: 'process-2',
        held: 0,
        course: [
          [60_000, 1],
          [61_000, 0],
        ],
      },
    ]);
    history.take(sample(61_000 + 11 * 60_000, {}));
    expect(history.leaks()).toEqual([]);
  });

  it('sees a living child die, and forgets a parent that has ended', () => {
    history.take(sample(61_000, { added: [madeUp(8, 3)] }));
    history.take(
      sample(62_000, { changed: [['8@8', { state: 'Z', marks: ['zombie'], zombieSince: 61_500 }]] }),
    );
    expect(history.leaks()).toMatchObject([{ pid: 2 }]);
    history.take(sample(64_000, {}));
    expect(history.leaks()).toMatchObject([{ pid: 2 }, { pid: 3, held: 1, oldestSince: 61_500 }]);
    history.take(sample(65_000, { removed: ['3@3', '8@8'] }));
    expect(history.leaks().map(({ pid }) => pid)).toEqual([2]);
  });
});
