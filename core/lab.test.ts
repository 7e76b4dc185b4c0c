import { describe, expect, it } from 'vitest';
import {
  applyLabEvent,
  applyLabEvents,
  CALLS_KEPT,
  emptyLab,
  type LabCall,
  type LabChild,
  type LabEvent,
  type LabParentFacts,
  REAPED_KEPT,
} from './lab.ts';
import { keyOf } from './process.ts';

const parent: LabParentFacts = {
  key: keyOf(100, 1),
  pid: 100,
  blockedIn: null,
  stopped: false,
  reaping: 'none',
  looksEveryMs: null,
};
const other: LabParentFacts = {
  key: keyOf(200, 1),
  pid: 200,
  blockedIn: null,
  stopped: false,
  reaping: 'none',
  looksEveryMs: null,
};

const child = (pid: number, changes: Partial<LabChild> = {}): LabChild => ({
  key: keyOf(pid, 2),
  pid,
  plan: { afterMs: 1_000, exitCode: 3 },
  name: '',
  by: 100,
  family: keyOf(100, 1),
  forkedAt: 0.5,
  state: 'alive',
  endedAt: null,
  exit: null,
  ...changes,
});

const call = (seq: number): LabCall => ({
  seq,
  call: seq,
  at: seq / 1_000,
  pid: 100,
  role: 'parent',
  name: 'fork',
  args: '',
  outcome: { kind: 'returned', value: 101, errno: null },
  status: null,
  ppid: null,
});

const born = (pid: number, changes: Partial<LabChild> = {}): LabEvent => ({
  kind: 'child',
  parent: parent.key,
  child: child(pid, changes),
});

const family: readonly LabEvent[] = [
  { kind: 'helper', helper: { kind: 'running', pid: 99 } },
  { kind: 'parent', parent },
  { kind: 'parent', parent: other },
  born(101),
  born(102),
];

describe('applyLabEvents', () => {
  it('builds the family in the order of births', () => {
    const state = applyLabEvents(emptyLab, family);
    expect(state.helper).toEqual({ kind: 'running', pid: 99 });
    expect(state.parents.map((one) => one.pid)).toEqual([100, 200]);
    expect(state.parents[0]?.children.map((one) => one.pid)).toEqual([101, 102]);
  });

  it('replaces a child in place and keeps its siblings the same objects', () => {
    const before = applyLabEvents(emptyLab, family);
    const after = applyLabEvent(before, born(101, { state: 'ended', endedAt: 2, exit: { code: 3 } }));
    expect(after.parents[0]?.children.map((one) => one.state)).toEqual(['ended', 'alive']);
    expect(after.parents[0]?.children[1]).toBe(before.parents[0]?.children[1]);
    expect(after.parents[1]).toBe(before.parents[1]);
    expect(before.parents[0]?.children[0]?.state).toBe('alive');
  });

  it('changes a parent without its children', () => {
    const before = applyLabEvents(emptyLab, family);
    const after = applyLabEvent(before, {
      kind: 'parent',
      parent: { ...parent, blockedIn: 'wait(&status)' },
    });
    expect(after.parents[0]?.blockedIn).toBe('wait(&status)');
    expect(after.parents[0]?.children).toBe(before.parents[0]?.children);
  });

  it('makes orphans of what a parent leaves, until they are reaped', () => {
    const reaped = child(102, { state: 'reaped' });
    const left = applyLabEvents(emptyLab, [
      ...family,
      { kind: 'child', parent: parent.key, child: reaped },
      { kind: 'parent-gone', key: parent.key },
    ]);
    expect(left.parents.map((one) => one.pid)).toEqual([200]);
    expect(left.orphans.map((one) => one.pid)).toEqual([101]);
    const ended = applyLabEvent(left, born(101, { state: 'ended' }));
    expect(ended.orphans.map((one) => one.state)).toEqual(['ended']);
    expect(applyLabEvent(ended, born(101, { state: 'reaped' })).orphans).toEqual([]);
  });

  it.each([
    { kind: 'idle' },
    { kind: 'ended', why: 'it was killed' },
    { kind: 'missing', why: 'no compiler' },
  ] as const)('takes everyone along when the helper is $kind', (helper) => {
    const state = applyLabEvents(emptyLab, [...family, { kind: 'call', call: call(1) }]);
    const after = applyLabEvent(state, { kind: 'helper', helper });
    expect(after.parents).toEqual([]);
    expect(after.orphans).toEqual([]);
    expect(after.calls).toHaveLength(1);
  });

  it('keeps the newest lines of the transcript', () => {
    const calls = Array.from(
      { length: CALLS_KEPT + 10 },
      (_, n) => ({ kind: 'call', call: call(n) }) as const,
    );
    const state = applyLabEvents(applyLabEvents(emptyLab, calls.slice(0, 5)), calls.slice(5));
    expect(state.calls).toHaveLength(CALLS_KEPT);
    expect(state.calls[0]?.seq).toBe(10);
  });

  it('keeps the newest of the reaped and everyone else', () => {
    const many = Array.from({ length: REAPED_KEPT + 5 }, (_, n) => born(1_000 + n, { state: 'reaped' }));
    const state = applyLabEvents(emptyLab, [...family, ...many]);
    const pids = state.parents[0]?.children.map((one) => one.pid) ?? [];
    expect(pids).toHaveLength(REAPED_KEPT + 2);
    expect(pids.slice(0, 3)).toEqual([101, 102, 1_005]);
  });

  it('gives the same whether one by one or in a batch', () => {
    const events: readonly LabEvent[] = [
      ...family,
      { kind: 'call', call: call(1) },
      born(101, { state: 'ended' }),
      { kind: 'parent', parent: { ...parent, stopped: true } },
      { kind: 'parent-gone', key: parent.key },
      born(102, { state: 'reaped' }),
      { kind: 'parent', parent },
    ];
    expect(applyLabEvents(emptyLab, events)).toEqual(events.reduce(applyLabEvent, emptyLab));
  });

  it('changes nothing where nothing happened', () => {
    const state = applyLabEvents(emptyLab, family);
    expect(applyLabEvents(state, [])).toBe(state);
  });
});
