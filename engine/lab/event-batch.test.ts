import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyLabEvents, CALLS_KEPT, emptyLab, type LabEvent, type LabParentFacts } from '../../core/lab.ts';
import { keyOf } from '../../core/process.ts';
import { EventBatch } from './event-batch.ts';

const parent: LabParentFacts = {
  key: keyOf(100, 1),
  pid: 100,
  blockedIn: null,
  stopped: false,
  reaping: 'none',
  looksEveryMs: null,
};

const child = (pid: number, state: 'alive' | 'ended' | 'reaped'): LabEvent => ({
  kind: 'child',
  parent: parent.key,
  child: {
    key: keyOf(pid, 1),
    pid,
    plan: { afterMs: 0, exitCode: 0 },
    name: '',
    by: 100,
    family: parent.key,
    forkedAt: 0,
    state,
    endedAt: null,
    exit: null,
  },
});

const call = (seq: number): LabEvent => ({
  kind: 'call',
  call: {
    seq,
    call: seq,
    at: 0,
    pid: 100,
    role: 'parent',
    name: 'fork',
    args: '',
    outcome: { kind: 'returned', value: 101, errno: null },
    status: null,
    ppid: null,
  },
});

describe('EventBatch', () => {
  let given: (readonly LabEvent[])[];
  let batch: EventBatch;

  beforeEach(() => {
    vi.useFakeTimers();
    given = [];
    batch = new EventBatch((events) => given.push(events));
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives what comes within a frame in one piece', () => {
    batch.add({ kind: 'parent', parent });
    vi.advanceTimersByTime(10);
    batch.add(call(1));
    expect(given).toEqual([]);
    vi.advanceTimersByTime(10);
    expect(given).toHaveLength(1);
    vi.advanceTimersByTime(100);
    batch.flush();
    expect(given).toHaveLength(1);
  });

  it('gives only the last news of each child and parent', () => {
    const events: LabEvent[] = [
      { kind: 'parent', parent },
      child(101, 'alive'),
      child(102, 'alive'),
      child(101, 'ended'),
      { kind: 'parent', parent: { ...parent, blockedIn: 'wait(&status)' } },
      child(101, 'reaped'),
    ];
    for (const event of events) batch.add(event);
    batch.flush();
    expect(given[0]).toHaveLength(3);
    expect(applyLabEvents(emptyLab, given[0] ?? [])).toEqual(applyLabEvents(emptyLab, events));
  });

  it('moves nothing past the end of a parent or of a helper', () => {
    const events: LabEvent[] = [
      { kind: 'parent', parent },
      child(101, 'alive'),
      { kind: 'parent-gone', key: parent.key },
      child(101, 'reaped'),
      { kind: 'helper', helper: { kind: 'idle' } },
      { kind: 'parent', parent },
    ];
    for (const event of events) batch.add(event);
    batch.flush();
    expect(given).toEqual([events]);
  });

  it('takes its time while there is very much, and no longer', () => {
    for (let seq = 0; seq < 500; seq++) batch.add(call(seq));
    vi.advanceTimersByTime(20);
    batch.add(call(500));
    vi.advanceTimersByTime(50);
    expect(given).toHaveLength(1);
    vi.advanceTimersByTime(100);
    expect(given).toHaveLength(2);
    batch.add(call(501));
    vi.advanceTimersByTime(20);
    expect(given).toHaveLength(3);
  });

  it('gives no more of the transcript than is kept', () => {
    for (let seq = 0; seq < CALLS_KEPT + 100; seq++) batch.add(call(seq));
    batch.add(child(101, 'alive'));
    batch.flush();
    expect(given[0]?.[0]).toEqual(call(100));
    expect(given[0]).toHaveLength(CALLS_KEPT + 1);
  });
});
