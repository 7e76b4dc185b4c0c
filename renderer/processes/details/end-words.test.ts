import { expect, it } from 'vitest';
import { madeUp } from '../../../core/testing/made-up.ts';
import { ProcessStore } from '../../store/process-store.ts';
import { delta, full, zombie } from '../../testing/made-up.ts';
import { endWords } from './end-words.ts';

function after(...change: Parameters<typeof delta>[1][]): string {
  const store = new ProcessStore();
  store.reset(full(1, madeUp(1, 0, { name: 'init' }), madeUp(2, 1, { name: 'shell' }), zombie(3, 2)));
  const row = store.row('3@3');
  if (row === undefined) throw new Error('it has no zombie');
  for (const [index, one] of change.entries()) store.apply(delta(index + 2, one));
  return endWords(store, row);
}

it('names the parent that collected a zombie', () => {
  expect(after({ removed: ['3@3'] })).toBe('shell (2) collected it');
});

it('names who adopted it, where that was seen', () => {
  expect(after({ changed: [['3@3', { ppid: 1 }]], removed: ['2@2'] }, { removed: ['3@3'] })).toBe(
    'init (1) collected it',
  );
});

it('says that it was not the parent, where that had ended before', () => {
  const words = 'its parent shell (2) ended, and whoever adopted it collected it';
  expect(after({ removed: ['2@2'] }, { removed: ['3@3'] })).toBe(words);
  expect(after({ changed: [['2@2', { state: 'Z', marks: ['zombie'] }]], removed: ['3@3'] })).toBe(words);
});

it('does not know which of them it was, where both were gone at once', () => {
  expect(after({ removed: ['2@2', '3@3'] })).toBe(
    'its parent shell (2) ended too, and that or whoever adopted it collected it',
  );
});

it('says of what was no zombie that it has ended', () => {
  expect(after({ changed: [['3@3', { marks: [] }]], removed: ['3@3'] })).toBe('it has ended');
});
