import { beforeEach, expect, it } from 'vitest';
import { madeUp } from '../../core/testing/made-up.ts';
import { ProcessStore } from '../store/process-store.ts';
import { full } from '../testing/made-up.ts';
import { Focus } from './focus.ts';

let store: ProcessStore;
let focus: Focus;

const processes = [madeUp(1, 0), madeUp(2, 1), madeUp(3, 2), madeUp(4, 2), madeUp(5, 1)];

beforeEach(() => {
  store = new ProcessStore();
  store.reset(full(1, ...processes));
  focus = new Focus(store);
});

it('is everything, until there is one', () => {
  expect(focus.roots).toBeNull();
  expect(focus.inside).toBeNull();
  focus.add(['5@5']);
  focus.end();
  expect(focus.inside).toBeNull();
});

it('holds what is below, and begins nowhere twice', () => {
  focus.add(['3@3', '5@5']);
  focus.add(['2@2']);
  expect(focus.get()).toEqual(['3@3', '5@5', '2@2']);
  expect(focus.roots?.map(({ key }) => key)).toEqual(['5@5', '2@2']);
  expect(focus.inside).toEqual(new Set(['5@5', '2@2', '3@3', '4@4']));
  focus.remove('2@2');
  expect(focus.inside).toEqual(new Set(['3@3', '5@5']));
});

it('takes whom it does not know yet, and nobody who is not there', () => {
  expect(focus.add(['2@2', '9@9'])).toBe(true);
  expect(focus.add(['2@2', '9@9'])).toBe(false);
  expect(focus.get()).toEqual(['2@2']);
});

it('lets go of those that have gone', () => {
  focus.add(['2@2', '5@5']);
  expect(focus.dropGone()).toBe(false);
  store.reset(full(2, ...processes.slice(0, 4)));
  expect(focus.dropGone()).toBe(true);
  expect(focus.get()).toEqual(['2@2']);
});
