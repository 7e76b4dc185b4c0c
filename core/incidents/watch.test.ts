import { beforeEach, describe, expect, it } from 'vitest';
import { applyDelta, type Delta } from '../delta.ts';
import type { ProcessInfo, ProcessKey } from '../process.ts';
import { madeUp } from '../testing/made-up.ts';
import { programOf } from './incident.ts';
import { IncidentWatch } from './watch.ts';

const rows = new Map<ProcessKey, ProcessInfo>();
let watch: IncidentWatch;

const dead = (pid: number, ppid: number, since: number | null = null): ProcessInfo =>
  madeUp(pid, ppid, { state: 'Z', marks: ['zombie'], zombieSince: since, exit: { code: 3 } });

function take(takenAt: number, change: Partial<Pick<Delta, 'added' | 'changed' | 'removed'>> = {}) {
  const delta = { facts: { takenAt } as Delta['facts'], added: [], changed: [], removed: [], ...change };
  applyDelta(rows, delta);
  return watch.take(delta);
}

beforeEach(() => {
  rows.clear();
  watch = new IncidentWatch(
    { row: (key) => rows.get(key), at: (pid) => [...rows.values()].findLast((row) => row.pid === pid) },
    2_000,
  );
  take(1_000, { added: [madeUp(1, 0), madeUp(2, 1), madeUp(3, 2)] });
});

const diesAt = (takenAt: number) =>
  take(takenAt, {
    changed: [['3@3', { state: 'Z', marks: ['zombie'], zombieSince: takenAt, exit: { code: 7 } }]],
  });

describe('an incident', () => {
  it('begins when a zombie has been left for longer than the grace', () => {
    expect(diesAt(2_000)).toBeNull();
    expect(take(3_900)).toBeNull();
    expect(take(4_000)).toMatchObject({
      opened: [
        {
          key: '3@3',
          name: 'process-3',
          command: '/usr/bin/process-3',
          parent: { key: '2@2', name: 'process-2', command: '/usr/bin/process-2' },
          firstSeen: 2_000,
          since: 2_000,
          exit: { code: 7 },
          end: null,
        },
      ],
      aliveAt: 4_000,
    });
    expect(take(5_000)).toBeNull();
    expect(take(304_000)).toEqual({ opened: [], closed: [], aliveAt: 304_000 });
  });

  it('says what the first look at its machine had left to the second', () => {
    const parent = { ...madeUp(8, 1), command: '', user: null };
    take(2_000, { added: [parent, { ...dead(9, 8), user: null }] });
    take(2_500, {
      changed: [
        ['8@8', { command: 'leaky --serve', user: 'li' }],
        ['9@9', { user: 'li' }],
      ],
    });
    expect(take(4_000)).toMatchObject({
      opened: [{ key: '9@9', user: 'li', parent: { key: '8@8', command: 'leaky --serve' } }],
    });
  });

  it('is none where the parent collects in time', () => {
    diesAt(2_000);
    expect(take(3_000, { removed: ['3@3'] })).toBeNull();
    expect(take(9_000)).toBeNull();
  });

  it('is none where other threads of the process still run', () => {
    take(2_000, { changed: [['3@3', { state: 'Z', marks: ['leader-exited'] }]] });
    expect(take(9_000)).toBeNull();
  });

  it('is none where it was made in the lab', () => {
    take(2_000, { added: [{ ...dead(9, 2), marks: ['zombie', 'lab'] }] });
    expect(take(9_000)).toBeNull();
  });

  it('counts those that were dead before anybody looked', () => {
    take(2_000, { added: [dead(9, 2)] });
    expect(take(4_000)?.opened).toMatchObject([{ pid: 9, since: null, firstSeen: 2_000 }]);
  });
});

describe('its end', () => {
  beforeEach(() => {
    diesAt(2_000);
    take(4_000);
  });

  const endAt = (takenAt: number, change: Parameters<typeof take>[1]) => take(takenAt, change)?.closed[0];

  it('is the doing of its parent where that is still there', () => {
    expect(endAt(9_000, { removed: ['3@3'] })).toEqual({
      key: '3@3',
      exit: { code: 7 },
      end: { at: 9_000, by: 'parent', pid: 2, name: 'process-2', strategy: null },
    });
  });

  it('is that of whoever adopted it', () => {
    take(8_000, { removed: ['2@2'], changed: [['3@3', { ppid: 1 }]] });
    expect(endAt(9_000, { removed: ['3@3'] })?.end).toMatchObject({
      by: 'adopter',
      pid: 1,
      name: 'process-1',
    });
  });

  it('is that of an adopter that nobody saw where it goes with its parent', () => {
    expect(endAt(9_000, { removed: ['2@2', '3@3'] })?.end).toMatchObject({
      by: 'adopter',
      pid: null,
      name: null,
    });
  });

  it('is that of an adopter where the pid of the parent has been given away', () => {
    take(8_000, { removed: ['2@2'], added: [{ ...madeUp(2, 1), key: '2@88' }] });
    expect(endAt(9_000, { removed: ['3@3'] })?.end).toMatchObject({ by: 'adopter', pid: null });
  });

  it('is not known where the parent could not be seen', () => {
    take(10_000, { added: [dead(9, 77)] });
    take(20_000);
    expect(endAt(21_000, { removed: ['9@9'] })?.end).toMatchObject({ by: 'unknown', pid: null });
  });
});

it.each([
  [{ name: 'python3', command: '/usr/bin/python3 -m pool' }, '/usr/bin/python3'],
  [{ name: 'kworker', command: '' }, 'kworker'],
  [null, '(not seen)'],
])('calls a program by what it was started with', (parent, program) => {
  expect(programOf(parent)).toBe(program);
});
