import { beforeEach, describe, expect, it, vi } from 'vitest';
import { madeUp } from '../../core/testing/made-up.ts';
import { ProcessStore } from '../store/process-store.ts';
import { SettingsStore } from '../store/settings.ts';
import { full } from '../testing/made-up.ts';
import { SubtreeTotals } from './subtree-totals.ts';
import { takeTreeKey } from './tree-keys.ts';
import { TreeView } from './tree-view.ts';

let view: TreeView;
const openDetails = vi.fn();
const openMenu = vi.fn();

beforeEach(() => {
  const store = new ProcessStore();
  view = new TreeView(store, new SettingsStore(), new SubtreeTotals(store));
  store.reset(full(1, madeUp(1, 0), madeUp(2, 1), madeUp(3, 2), madeUp(4, 1), madeUp(5, 4), madeUp(6, 1)));
});

const press = (key: string, { shiftKey = false, ctrlKey = false, lastPlace = 0 } = {}): boolean =>
  takeTreeKey(
    { key, shiftKey, ctrlKey, metaKey: false, altKey: false },
    { view, page: 3, lastPlace, openDetails, openMenu },
  );

const selected = () => view.selection.current.get()?.process.pid ?? null;
const allSelected = () => [...view.selection.rows.get().values()].map(({ process }) => process.pid);

describe('moving', () => {
  it('begins at the first row', () => {
    press('ArrowDown');
    expect(selected()).toBe(1);
  });

  it.each([
    ['ArrowDown', 2, 3],
    ['ArrowUp', 2, 1],
    ['ArrowUp', 1, 1],
    ['ArrowDown', 6, 6],
    ['Home', 5, 1],
    ['End', 1, 6],
    ['PageDown', 1, 4],
    ['PageDown', 5, 6],
    ['PageUp', 5, 2],
  ] as const)('%s from %i to %i', (key, from, to) => {
    view.selection.only(`${from}@${from}`);
    expect(press(key)).toBe(true);
    expect(selected()).toBe(to);
  });

  it('goes on where the selected process stood before it went', () => {
    press('ArrowDown', { lastPlace: 3 });
    expect(selected()).toBe(4);
  });
});

describe('selecting several', () => {
  it('takes what Shift passes, and lets go of it on the way back', () => {
    view.selection.only('2@2');
    press('ArrowDown', { shiftKey: true });
    press('ArrowDown', { shiftKey: true });
    expect([allSelected(), selected()]).toEqual([[2, 3, 4], 4]);
    press('Home', { shiftKey: true });
    expect([allSelected(), selected()]).toEqual([[1, 2], 1]);
    press('ArrowDown');
    expect(allSelected()).toEqual([2]);
  });

  it('goes on by Ctrl without them, and takes or leaves one by Ctrl and Space', () => {
    view.selection.only('2@2');
    press('End', { ctrlKey: true });
    expect([allSelected(), selected()]).toEqual([[2], 6]);
    press(' ', { ctrlKey: true });
    expect(allSelected()).toEqual([2, 6]);
    press(' ', { ctrlKey: true });
    expect([allSelected(), selected()]).toEqual([[2], 6]);
  });

  it('adds a range to the others by Ctrl and Shift', () => {
    view.selection.only('1@1');
    view.selection.toggle('5@5');
    press('ArrowDown', { ctrlKey: true, shiftKey: true });
    expect(allSelected()).toEqual([1, 5, 6]);
  });
});

describe('folding', () => {
  it('of all below is Shift and an arrow', () => {
    view.selection.only('1@1');
    press('ArrowLeft', { shiftKey: true });
    expect(view.rows.get().list).toHaveLength(1);
    press('ArrowRight', { shiftKey: true });
    expect(view.rows.get().list).toHaveLength(6);
  });

  it('collapses, then goes to the parent', () => {
    view.selection.only('2@2');
    press('ArrowLeft');
    expect([selected(), view.rows.get().list.length]).toEqual([2, 5]);
    press('ArrowLeft');
    expect(selected()).toBe(1);
  });

  it('expands, then goes to the first child', () => {
    view.setExpanded('2@2', false);
    view.selection.only('2@2');
    press('ArrowRight');
    expect([selected(), view.rows.get().list.length]).toEqual([2, 6]);
    press('ArrowRight');
    expect(selected()).toBe(3);
    press('ArrowRight');
    expect(selected()).toBe(3);
  });

  it('expands all siblings', () => {
    view.setExpanded('2@2', false);
    view.setExpanded('4@4', false);
    view.selection.only('6@6');
    press('*');
    expect(view.rows.get().list).toHaveLength(6);
  });
});

it('opens the details and the menu of the selected row', () => {
  view.selection.only('3@3');
  press('Enter');
  expect(openDetails).toHaveBeenCalled();
  press('F10', { shiftKey: true });
  press('ContextMenu');
  expect(openMenu.mock.calls).toEqual([['3@3'], ['3@3']]);
});

it('leaves other keys to others', () => {
  view.selection.only('3@3');
  expect(press('k')).toBe(false);
  expect(press('F10')).toBe(false);
});
