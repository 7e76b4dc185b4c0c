import { beforeEach, expect, it, vi } from 'vitest';
import { madeUp } from '../../core/testing/made-up.ts';
import { ProcessStore } from '../store/process-store.ts';
import { delta, full, zombie } from '../testing/made-up.ts';
import { SubtreeTotals } from './subtree-totals.ts';

let store: ProcessStore;
let totals: SubtreeTotals;

beforeEach(() => {
  store = new ProcessStore();
  totals = new SubtreeTotals(store);
  store.reset(full(1, madeUp(1, 0), madeUp(2, 1), madeUp(3, 2), zombie(4, 2), madeUp(5, 1)));
});

it('are the same for as long as nothing below is different', () => {
  const told = vi.fn();
  totals.subscribe('2@2', told);
  const before = totals.of('2@2');
  store.apply(delta(2, { changed: [['5@5', { cpuPercent: 7 }]] }));
  expect(totals.of('2@2')).toBe(before);
  store.apply(delta(3, { changed: [['3@3', { cpuPercent: 7 }]] }));
  expect(totals.of('2@2')).toMatchObject({ cpuPercent: 7, below: 2, zombies: 1 });
  expect(told).toHaveBeenCalledTimes(1);
});

it('count what is deeper, what came, and no longer what has ended', () => {
  totals.subscribe('1@1', () => {});
  store.apply(delta(2, { added: [madeUp(6, 3, { rssBytes: 10 })] }));
  expect(totals.of('1@1').below).toBe(5);
  store.apply(delta(3, { removed: ['3@3'] }));
  expect(totals.of('1@1').below).toBe(4);
  store.apply(delta(4, { changed: [['6@6', { marks: ['zombie'] }]] }));
  expect(totals.of('1@1').zombies).toBe(2);
});

it('are known of one that nobody watches, too', () => {
  expect(totals.of('2@2').cpuPercent).toBe(0);
  store.apply(delta(2, { changed: [['3@3', { cpuPercent: 7 }]] }));
  expect(totals.of('2@2').cpuPercent).toBe(7);
  store.apply(delta(3));
  store.apply(delta(4, { changed: [['3@3', { cpuPercent: 9 }]] }));
  expect(totals.of('2@2').cpuPercent).toBe(9);
});
