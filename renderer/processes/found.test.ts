import { beforeEach, expect, it } from 'vitest';
import { parseQuery } from '../../core/query.ts';
import { madeUp } from '../../core/testing/made-up.ts';
import { ProcessStore } from '../store/process-store.ts';
import { delta, full } from '../testing/made-up.ts';
import { Focus } from './focus.ts';
import { FoundCount } from './found.ts';
import { Matches } from './matches.ts';

let store: ProcessStore;
let matches: Matches;
let focus: Focus;
let found: FoundCount;

const counting = (live: boolean) => {
  store = new ProcessStore();
  store.reset(full(1, madeUp(1, 0), madeUp(2, 1), madeUp(3, 2), madeUp(4, 1)));
  matches = new Matches(store, live);
  focus = new Focus(store);
  found = new FoundCount(store, matches, focus, live);
};

beforeEach(() => counting(true));

const find = (text: string) => {
  const query = parseQuery(text);
  if (!query.ok) throw new Error(query.error.message);
  matches.query = query.value;
  matches.anew();
  found.anew();
};

it('is nothing while nothing is searched for', () => {
  found.anew();
  expect(found.get()).toBeNull();
});

it('tells apart what is in the focus and what is not', () => {
  find('pid:2 or pid:3 or pid:4');
  expect(found.get()).toEqual({ count: 3, outside: [] });
  focus.add(['4@4']);
  found.anew();
  expect(found.get()).toEqual({ count: 1, outside: ['2@2', '3@3'] });
  expect(found.topmostOutside).toEqual(['2@2']);
});

it('wakes nobody where it comes to the same', () => {
  focus.add(['4@4']);
  find('pid:2 or pid:4');
  const before = found.get();
  let woken = 0;
  found.subscribe(() => {
    woken += 1;
  });
  found.anew();
  expect(found.get()).toBe(before);
  expect(woken).toBe(0);
});

it.each([
  [true, 1],
  [false, 2],
])('counts what has ended only where it was kept (live: %s)', (live, count) => {
  counting(live);
  find('pid:3 or pid:4');
  store.apply(delta(2, { removed: ['3@3'] }));
  found.anew();
  expect(found.get()).toEqual({ count, outside: [] });
});
