import { expect, it } from 'vitest';
import { grown } from './leak-line.ts';

it('a line grows, and loses what is not shown any more but for the last point before', () => {
  const before = { times: [1, 5, 9], held: [1, 2, 3] };
  expect(grown(before, { times: [12], held: [4] }, 0)).toEqual({ times: [1, 5, 9, 12], held: [1, 2, 3, 4] });
  expect(grown(before, { times: [12], held: [4] }, 6)).toEqual({ times: [5, 9, 12], held: [2, 3, 4] });
  expect(grown(before, { times: [], held: [] }, 20)).toEqual(before);
});
