import { expect, test } from 'vitest';
import { madeUp } from '../../core/testing/made-up.ts';
import { ProcessStore } from '../store/process-store.ts';
import { full, zombie } from '../testing/made-up.ts';
import { watchedOf } from './watched.ts';

test('tells who above a zombie was seen to adopt, and whether it was adopted itself', () => {
  const store = new ProcessStore();
  const [supervisor, parent] = [madeUp(2, 1), madeUp(3, 2)];
  const adopted = { originalParent: parent.key };
  store.reset(full(1, madeUp(1, 0), supervisor, parent, zombie(4, 3), zombie(5, 3)));
  const told = () => {
    const row = store.row('4@4');
    return row && watchedOf(store, row);
  };
  expect(told()).toMatchObject({ adopted: false, adopters: [] });
  store.reset(full(2, madeUp(1, 0), supervisor, parent, zombie(4, 3), madeUp(6, 2, adopted)));
  expect(told()).toMatchObject({ adopted: false, adopters: [supervisor.key] });
  // That its own parent adopts tells nothing of who would be next.
  store.reset(full(3, madeUp(1, 0), supervisor, parent, { ...zombie(4, 3), ...adopted, zombieSince: 7 }));
  expect(told()).toEqual({ zombieSince: 7, adopted: true, adopters: [] });
});
