import { beforeEach, describe, expect, it } from 'vitest';
import type { Delta } from '../../core/delta.ts';
import type { ProcessEvent } from '../../core/events.ts';
import { type HistoryFilter, newLife } from '../../core/history.ts';
import { HISTORY } from '../../core/limits.ts';
import { keyOf, type ProcessInfo } from '../../core/process.ts';
import { madeUp } from '../../core/testing/made-up.ts';
import { EndedLives } from './ended-lives.ts';
import { EventHistory } from './event-history.ts';
import { History } from './history.ts';
import { Lives } from './lives.ts';
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

const ended = (pid: number, name = `p${pid}`): ProcessEvent => ({
  at: pid,
  key: keyOf(pid, pid),
  pid,
  name,
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

  it('are found by name, by command line and by kind, under whatever name they were told', () => {
    expect(pids({ text: 'MAK' })).toEqual(['ended 10', 'started 10']);
    expect(pids({ text: 'bin/CC' })).toEqual(['ended 11', 'started 11']);
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

  it('name who did it as it was called then, whoever has the pid now', () => {
    history.take(
      sample(2, {
        // The pid of the first `make` was given away again, and the new one renames itself.
        added: [{ ...madeUp(10, 1, { name: 'other' }), key: '10@99' }],
        changed: [['2@2', { name: 'renamed' }]],
      }),
    );
    const started = history.events({ filter: { kinds: ['started'] }, limit: 100 }).entries;
    expect(started.map(({ by }) => by)).toEqual(['process-1', 'make', 'process-2']);
  });

  it('have the command line that it had then, where they do not tell one themselves', () => {
    const exec: ProcessEvent = { ...started(12, 1, 'ls'), kind: 'exec', command: 'ls -l' };
    history.take(sample(2, { events: [exec, ended(12, 'ls')] }));
    const { entries } = history.events({ filter: { key: '12@12' }, limit: 100 });
    expect(entries.map(({ event, command }) => [event.kind, command])).toEqual([
      ['ended', 'ls -l'],
      ['exec', ''],
      ['started', ''],
    ]);
  });

  it('lead upwards from one that is gone', () => {
    expect(history.above('11@11')).toEqual(['10@10', '2@2', '1@1']);
    expect(history.above('1@1')).toEqual([]);
  });

  it('say since when all of them are kept', () => {
    const events = new EventHistory(new Living(), 3);
    const since = () => events.ask({ filter: {}, limit: 1 }).since;
    expect(since()).toBeNull();
    events.begin(5);
    const take = (pid: number) => events.take({ added: [], changed: [], events: [ended(pid)] });
    for (const pid of [10, 20, 30]) take(pid);
    expect(since()).toBe(5);
    take(40);
    expect(since()).toBe(20);
  });
});

describe('lives', () => {
  let history: History;
  beforeEach(() => {
    history = new History();
    history.reset({
      kind: 'full',
      seq: 1,
      source: 'procfs',
      host: {} as never,
      facts: sample(100, {}).facts,
      processes: [madeUp(1, 0, { command: 'init' }), madeUp(2, 1), dead(3, 2), madeUp(7, 8), madeUp(8, 1)],
    });
  });
  const lives = (filter: HistoryFilter) => history.events({ filter, limit: 1 }).lives;

  it('name a parent that is met only after its child', () => {
    expect(lives({ text: '7' })[0]?.parent).toEqual({ pid: 8, key: '8@8', name: 'process-8' });
  });

  it('of one that was there at the first look, and still is', () => {
    expect(lives({ text: ' 2 ' })).toEqual([
      {
        ...newLife('2@2', 2),
        name: 'process-2',
        command: '/usr/bin/process-2',
        startedAt: 2,
        parent: { pid: 1, key: '1@1', name: 'process-1' },
      },
    ]);
    expect(lives({ text: '1' })).toMatchObject([{ command: 'init', parent: null }]);
    expect(lives({ text: 'process-2' })).toEqual([]);
  });

  it('from birth by one parent over adoption by another to the grave', () => {
    const base = { key: '12@12', pid: 12 } as const;
    history.take(
      sample(200, {
        events: [
          started(12, 2, 'sh'),
          { ...base, at: 210, name: 'ls', kind: 'exec', command: 'ls -l' },
          { ...base, at: 220, name: 'ls', kind: 'zombie', exit: { code: 3 } },
          {
            ...base,
            at: 230,
            name: 'ls',
            kind: 'reparented',
            from: 2,
            to: 1,
            formerParent: '2@2',
            adopter: '1@1',
          },
          { ...base, at: 240, name: 'ls', kind: 'reaped', by: 1, reaper: '1@1', exit: null },
        ],
      }),
    );
    const init = { pid: 1, key: '1@1', name: 'process-1' };
    expect(lives({ key: '12@12' })).toEqual([
      {
        ...base,
        name: 'ls',
        command: 'ls -l',
        startedAt: 12,
        born: true,
        parent: { pid: 2, key: '2@2', name: 'process-2' },
        adopter: init,
        adoptedAt: 230,
        diedAt: 220,
        exit: { code: 3 },
        goneAt: 240,
        reaper: init,
      },
    ]);
    expect(lives({ under: '12@12' })).toHaveLength(1);
  });

  it('of all who had the pid, the latest first', () => {
    const later = (event: ProcessEvent): ProcessEvent => ({ ...event, key: '12@99', at: 99 });
    history.take(
      sample(200, { events: [started(12, 2), ended(12), later(started(12, 2)), later(ended(12))] }),
    );
    history.take(sample(201, { added: [{ ...madeUp(12, 1), key: '12@200' }] }));
    expect(lives({ text: '12' }).map(({ key, goneAt }) => [key, goneAt])).toEqual([
      ['12@200', null],
      ['12@99', 99],
      ['12@12', 12],
    ]);
    expect(lives({ key: '12@99' }).map(({ key }) => key)).toEqual(['12@99']);
  });

  it('do not keep the whole of a command line that is very long', () => {
    history.take(sample(200, { added: [madeUp(12, 1, { command: 'x'.repeat(30_000) })] }));
    expect(lives({ text: '12' })[0]?.command).toBe(`${'x'.repeat(HISTORY.command)}…`);
  });

  it('reach much further back than single events, within their room', () => {
    const ended = new EndedLives(20_000);
    const events = new EventHistory(new Living(), 100, new Lives(ended));
    events.begin(1);
    for (let pid = 1; pid <= 5_000; pid += 1) {
      const key = keyOf(pid, pid);
      const told = { ...started(pid, 1, `program-${pid % 7}`), key };
      events.take({
        added: [],
        changed: [],
        events: [told, { ...told, kind: 'ended', exit: { code: pid % 2 } }],
      });
    }
    expect(ended.bytes).toBeLessThanOrEqual(20_000);
    const ask = (text: string) => events.ask({ filter: { text }, limit: 100 });
    const { since, livesSince, entries } = ask('4500');
    expect(entries).toEqual([]);
    expect(since).toBe(4_951);
    expect(livesSince).toBeGreaterThan(1);
    expect(livesSince).toBeLessThan(4_500);
    expect(ask('4500').lives).toMatchObject([
      { key: '4500@4500', command: '/bin/program-6', parent: { pid: 1 }, exit: { code: 0 }, goneAt: 4_500 },
    ]);
    // Each of those that are said to be kept, and none before.
    for (let pid = 1; pid <= 5_000; pid += 37) {
      expect(ask(String(pid)).lives).toHaveLength(pid > (livesSince ?? 0) ? 1 : 0);
    }
  });

  it('forget who is neither among the events nor alive, and keep who is above them', () => {
    const living = new Living();
    const known = new Lives();
    const events = new EventHistory(living, 10, known);
    living.apply({ added: [madeUp(1, 0)], changed: [], removed: [] });
    events.begin(0, [madeUp(1, 0)]);
    events.take({ added: [], changed: [], events: [started(2, 1)] });
    for (let pid = 3; pid < 200; pid += 1) {
      events.take({ added: [], changed: [], events: [started(pid, 2), ended(pid)] });
    }
    expect(known.size).toBeLessThan(30);
    expect(events.above('199@199')).toEqual(['2@2', '1@1']);
    expect(known.get('3@3')).toBeUndefined();
  });
});

it('keeps the latest in a ring', () => {
  const history = new EventHistory(new Living(), 3);
  for (let pid = 1; pid <= 8; pid += 1) history.take({ added: [], changed: [], events: [ended(pid)] });
  const page = history.ask({ filter: {}, limit: 10 });
  expect(page.entries.map(({ event }) => event.pid)).toEqual([8, 7, 6]);
  expect(page).toMatchObject({ kept: 3, last: 8, more: false });
});
