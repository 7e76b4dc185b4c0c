import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProcessKey } from '../../core/process.ts';
import { madeUp } from '../../core/testing/made-up.ts';
import { delta, full, zombie } from '../testing/made-up.ts';
import { ProcessStore } from './process-store.ts';

let store: ProcessStore;

beforeEach(() => {
  vi.useFakeTimers();
  store = new ProcessStore();
  store.reset(full(1, madeUp(1, 0), madeUp(2, 1), madeUp(3, 2)));
});

afterEach(() => {
  vi.useRealTimers();
});

const woken = (key: ProcessKey) => {
  const listener = vi.fn();
  store.row(key)?.subscribe(listener);
  return listener;
};

describe('an update', () => {
  it('wakes those who watch what changed, and nobody else', () => {
    const changed = woken('2@2');
    const other = woken('3@3');
    store.apply(delta(2, { changed: [['2@2', { cpuPercent: 5 }]] }));
    expect(changed).toHaveBeenCalledTimes(1);
    expect(other).not.toHaveBeenCalled();
    expect(store.row('2@2')?.process).toMatchObject({ cpuPercent: 5, name: 'process-2' });
  });

  it('says whether the tree has another shape', () => {
    const shapes: boolean[] = [];
    store.onApplied(({ shape }) => shapes.push(shape));
    store.apply(delta(2, { changed: [['2@2', { cpuPercent: 5 }]] }));
    store.apply(delta(3, { added: [madeUp(4, 2)] }));
    store.apply(delta(4, { changed: [['4@4', { ppid: 1 }]] }));
    expect(shapes).toEqual([false, true, true]);
  });
});

describe('what began', () => {
  it('is fresh for a while', () => {
    store.apply(delta(2, { added: [madeUp(4, 1)] }));
    expect(store.row('4@4')?.fresh).toBe(true);
    vi.advanceTimersByTime(5_100);
    expect(store.row('4@4')?.fresh).toBe(false);
  });

  it('is not fresh where it was there at first sight', () => {
    expect(store.row('2@2')?.fresh).toBe(false);
  });
});

describe('what ended', () => {
  it('keeps its place for a while, then goes', () => {
    store.apply(delta(2, { removed: ['3@3'] }));
    expect(store.row('3@3')?.endedAt).toBe(1_002);
    expect(store.tree.node('3@3')?.parent?.key).toBe('2@2');
    vi.advanceTimersByTime(4_100);
    expect(store.row('3@3')).toBeUndefined();
    expect(store.tree.node('3@3')).toBeUndefined();
  });

  it('stays for as long as nothing is sampled', () => {
    store.apply(delta(2, { removed: ['3@3'] }));
    store.hold('pause', true);
    vi.advanceTimersByTime(60_000);
    expect(store.row('3@3')).toBeDefined();
    store.hold('pause', false);
    vi.advanceTimersByTime(100);
    expect(store.row('3@3')).toBeUndefined();
  });

  it('is known as ended to whoever still holds its row', () => {
    const row = store.row('3@3');
    store.reset(full(9, madeUp(1, 0)));
    expect(row?.endedAt).not.toBeNull();
    expect(store.row('3@3')).toBeUndefined();
  });
});

describe('zombies', () => {
  it('are counted with the parent that holds them', () => {
    store.apply(delta(2, { added: [zombie(5, 2), zombie(6, 2)] }));
    expect(store.row('2@2')?.zombiesHeld).toBe(2);
    store.apply(delta(3, { removed: ['5@5'] }));
    expect(store.row('2@2')?.zombiesHeld).toBe(1);
    store.apply(delta(4, { changed: [['6@6', { ppid: 1 }]] }));
    expect([store.row('2@2')?.zombiesHeld, store.row('1@1')?.zombiesHeld]).toEqual([0, 1]);
  });

  it('wake their parent when they become one', () => {
    const parent = woken('2@2');
    store.apply(delta(2, { changed: [['3@3', { state: 'Z', marks: ['zombie'] }]] }));
    expect(parent).toHaveBeenCalledTimes(1);
    expect(store.row('2@2')?.zombiesHeld).toBe(1);
  });
});
