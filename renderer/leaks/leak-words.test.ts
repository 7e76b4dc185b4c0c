import { expect, it } from 'vitest';
import { rateWords } from './leak-words.ts';

it.each([
  [null, 3, 'how fast it leaks is not known yet'],
  [0, 3, 'not growing'],
  [2, 3, 'one more every 30 s'],
  [0.1, 3, 'one more every 10 min'],
  [30.4, 3, '30 more per minute'],
  [0, 0, 'it has collected them all'],
] as const)('%s a minute, %s held', (perMinute, held, words) => {
  expect(rateWords({ perMinute, held })).toBe(words);
});
