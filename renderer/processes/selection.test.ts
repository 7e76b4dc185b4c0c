import { beforeEach, describe, expect, it } from 'vitest';
import { madeUp } from '../../core/testing/made-up.ts';
import { ProcessStore } from '../store/process-store.ts';
import { SettingsStore } from '../store/settings.ts';
import { delta, full, zombie } from '../testing/made-up.ts';
import { SubtreeTotals } from './subtree-totals.ts';
import { TreeView, ZOMBIES_ONLY } from './tree-view.ts';

let store: ProcessStore;
let settings: SettingsStore;
let view: TreeView;

beforeEach(() => {
  store = new ProcessStore();
  settings = new SettingsStore();
  view = new TreeView(store, settings, new SubtreeTotals(store));
  store.reset(full(1, madeUp(1, 0), madeUp(2, 1), zombie(3, 2), madeUp(4, 1), zombie(5, 4), madeUp(6, 1)));
});

const plain = { ctrlKey: false, metaKey: false, shiftKey: false };
const pids = () => [...view.selection.rows.get().values()].map(({ process }) => process.pid);
const current = () => view.selection.current.get()?.process.pid ?? null;

it('is restored as far as it is still there', () => {
  view.selection.restore(['2@2', '9@9', '4@4'], '4@4');
  expect([pids(), current()]).toEqual([[2, 4], 4]);
  view.selection.restore(['9@9'], '9@9');
  expect([pids(), current()]).toEqual([[], null]);
});

describe('clicks', () => {
  it('select alone, beside others, and up to there', () => {
    view.selection.click('2@2', plain);
    view.selection.click('4@4', { ...plain, ctrlKey: true });
    expect([pids(), current()]).toEqual([[2, 4], 4]);
    view.selection.click('6@6', { ...plain, shiftKey: true });
    expect([pids(), current()]).toEqual([[4, 5, 6], 6]);
    view.selection.click('2@2', { ...plain, shiftKey: true, ctrlKey: true });
    expect(pids().sort()).toEqual([2, 3, 4, 5, 6]);
    view.selection.click('2@2', { ...plain, metaKey: true });
    expect(pids()).not.toContain(2);
    view.selection.click('1@1', plain);
    expect(pids()).toEqual([1]);
  });

  it('for a menu leave a selection as it is, where they are on it', () => {
    view.selection.only('2@2');
    view.selection.toggle('4@4');
    view.selection.pointAt('2@2');
    expect([pids(), current()]).toEqual([[2, 4], 2]);
    view.selection.pointAt('6@6');
    expect(pids()).toEqual([6]);
  });
});

describe('all', () => {
  it('is what the query finds, without the ancestors that only show where it belongs', () => {
    view.find(ZOMBIES_ONLY);
    expect(view.rows.get().list).toHaveLength(5);
    view.selection.all();
    expect([pids(), current()]).toEqual([[3, 5], 3]);
  });

  it('is all that is drawn, and what is folded is not', () => {
    view.setExpanded('4@4', false);
    view.selection.only('6@6');
    view.selection.all();
    expect([pids(), current()]).toEqual([[1, 2, 3, 4, 6], 6]);
  });

  it('of a list is the same', () => {
    settings.change({ layout: 'list' });
    view.find(ZOMBIES_ONLY);
    view.selection.all();
    expect(pids()).toEqual([3, 5]);
  });

  it('of a range that ancestors lie in are the matches', () => {
    view.find(ZOMBIES_ONLY);
    view.selection.only('3@3');
    view.selection.extendTo('5@5');
    expect(pids()).toEqual([3, 5]);
  });
});

describe('what is selected', () => {
  beforeEach(() => {
    view.selection.only('2@2');
    view.selection.toggle('6@6');
  });

  it('stays so while rows come, go and move', () => {
    settings.change({ sort: { column: 'cpu', reversed: false } });
    store.apply(delta(2, { added: [madeUp(7, 1)], changed: [['6@6', { cpuPercent: 90 }]] }));
    expect(pids()).toEqual([2, 6]);
  });

  it('stays so when it ends, and can be told from what lives', () => {
    store.apply(delta(2, { removed: ['6@6'] }));
    const rows = [...view.selection.rows.get().values()];
    expect(rows.map(({ key, endedAt }) => [key, endedAt !== null])).toEqual([
      ['2@2', false],
      ['6@6', true],
    ]);
  });

  it('is not another process that got its pid', () => {
    store.apply(delta(2, { removed: ['6@6'] }));
    store.apply(delta(3, { added: [{ ...madeUp(6, 1), key: '6@99' }] }));
    expect(view.selection.has('6@6')).toBe(true);
    expect(view.selection.has('6@99')).toBe(false);
  });

  it('is no longer what was folded away, but who stands for it where it was the current one', () => {
    view.selection.toggle('5@5');
    view.setExpanded('4@4', false);
    expect([pids(), current()]).toEqual([[2, 6, 4], 4]);
  });

  it('is only the current one after Escape', () => {
    expect(view.selection.reduce()).toBe(true);
    expect(pids()).toEqual([6]);
    expect(view.selection.reduce()).toBe(false);
  });

  it('is all that the drawing is confined to', () => {
    view.focusOn(pids().map((pid) => `${pid}@${pid}` as const));
    expect(view.rows.get().list.map(({ key }) => key)).toEqual(['2@2', '3@3', '6@6']);
  });
});

it('is of the same processes when another moment is shown, and knows who is not there', () => {
  view.selection.click('2@2', plain);
  view.selection.click('4@4', { ...plain, ctrlKey: true });
  store.clear();
  store.reset(full(2, madeUp(1, 0), madeUp(2, 1, { name: 'earlier' })));
  view.selection.renew();
  expect(pids()).toEqual([2, 4]);
  expect(view.selection.rows.get().get('2@2')).toBe(store.row('2@2'));
  expect(view.selection.current.get()).toMatchObject({ key: '4@4', endedAt: 1_000 });
});
