import { expect, it } from 'vitest';
import { madeUp } from '../../../core/testing/made-up.ts';
import { ProcessStore } from '../../store/process-store.ts';
import { delta, full, zombie } from '../../testing/made-up.ts';
import { childrenOf } from './children.ts';

function family(): ProcessStore {
  const store = new ProcessStore();
  store.reset(full(1, madeUp(1, 0), madeUp(2, 1), madeUp(3, 1), zombie(4, 1), madeUp(5, 3), zombie(6, 1)));
  return store;
}

const pids = (store: ProcessStore, most: number) => {
  const row = store.row('1@1');
  if (row === undefined) throw new Error('it has no root');
  const { first, ...counts } = childrenOf(store, row, most);
  return { ...counts, pids: first.map(({ process }) => process.pid) };
};

it('counts the children alone, and names the zombies first', () => {
  expect(pids(family(), 50)).toEqual({ count: 4, zombies: 2, pids: [4, 6, 2, 3] });
});

it('names no more than are asked for', () => {
  expect(pids(family(), 3)).toEqual({ count: 4, zombies: 2, pids: [4, 6, 2] });
  expect(pids(family(), 1)).toEqual({ count: 4, zombies: 2, pids: [4] });
});

it('leaves out those that have ended, though they can still be seen in the tree', () => {
  const store = family();
  store.apply(delta(2, { removed: ['2@2', '4@4'] }));
  expect(pids(store, 50)).toEqual({ count: 2, zombies: 1, pids: [6, 3] });
});
