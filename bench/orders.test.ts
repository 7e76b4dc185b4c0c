import { expect, test } from 'vitest';
import { readOrders } from './orders.mjs';

const read = (...words: string[]) => readOrders(words, ['render', 'sampler']);

test('a name is enough', () => {
  expect(read('render')).toEqual({
    kind: 'orders',
    orders: { name: 'render', processes: 3_000, seconds: 20, json: false },
  });
});

test('all of it', () => {
  expect(read('sampler', '--processes', '15000', '--seconds=5', '--json')).toEqual({
    kind: 'orders',
    orders: { name: 'sampler', processes: 15_000, seconds: 5, json: true },
  });
});

test.each([
  [[], 'Which one?'],
  [['fast'], 'There is no benchmark fast.'],
  [['toString'], 'There is no benchmark toString.'],
  [['render', 'sampler'], 'One at a time'],
  [['render', '--processes', 'many'], '--processes: 1 to'],
  [['render', '--processes', '100000'], '--processes: 1 to'],
  [['render', '--seconds=0'], '--seconds: 1 to'],
  [['render', '--loud'], '--loud'],
])('%j is answered in words', (words, says) => {
  expect(read(...words)).toEqual({ kind: 'wrong', says: expect.stringContaining(says) });
});

test('help is no mistake', () => expect(read('--help')).toEqual({ kind: 'help' }));
