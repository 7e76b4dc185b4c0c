import { beforeEach, expect, it } from 'vitest';
import { parseQuery } from '../../core/query.ts';
import { madeUp } from '../../core/testing/made-up.ts';
import { SubtreeTotals } from '../processes/subtree-totals.ts';
import { TreeView } from '../processes/tree-view.ts';
import { ProcessStore } from '../store/process-store.ts';
import { SettingsStore } from '../store/settings.ts';
import { full, zombie } from '../testing/made-up.ts';
import { orderOf } from './part.ts';

let settings: SettingsStore;
let tree: TreeView;

beforeEach(() => {
  const store = new ProcessStore();
  settings = new SettingsStore();
  tree = new TreeView(store, settings, new SubtreeTotals(store));
  store.reset(full(1, madeUp(1, 0), madeUp(2, 1), madeUp(3, 2), zombie(4, 2)));
});

const shown = () => orderOf('shown', { tree, settings });

it('is a part only where something is left out, or something is selected', () => {
  expect(shown()).toBeNull();
  expect(orderOf('selected', { tree, settings })).toBeNull();
  expect(orderOf('everything', { tree, settings })?.query).toBe('');
});

it('asks for what is shown as one would type it', () => {
  tree.find('state:zombie or cpu>5');
  expect(shown()).toEqual({ query: 'state:zombie or cpu>5', ancestors: true, below: false });
  tree.focusOn(['2@2']);
  settings.change({ hideOwn: true, layout: 'list', subtrees: true });
  const order = shown();
  expect(order).toEqual({
    query: '(pid:2 or under:2) (state:zombie or cpu>5) not mark:own',
    ancestors: false,
    below: true,
  });
  expect(parseQuery(order?.query ?? '').ok).toBe(true);
});

it('takes the last search that could be read', () => {
  tree.find('mark:zombie');
  tree.find('mark:zombi');
  expect(shown()?.query).toBe('mark:zombie');
});

it('takes what is below the selected ones', () => {
  tree.selection.only('2@2');
  tree.selection.toggle('1@1');
  expect(orderOf('selected', { tree, settings })?.query).toBe('pid:2 or under:2 or pid:1 or under:1');
});
