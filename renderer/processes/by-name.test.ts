import { expect, it } from 'vitest';
import { placeByName } from './by-name.ts';

const NAMES = ['init', 'bash', 'Python3', 'node', 'bash'];

it('goes on from a place, both ways, and around', () => {
  expect(placeByName(NAMES, 'ba', 0, 1)).toBe(1);
  expect(placeByName(NAMES, 'ba', 2, 1)).toBe(4);
  expect(placeByName(NAMES, 'ba', 5, 1)).toBe(1);
  expect(placeByName(NAMES, 'ba', 0, -1)).toBe(4);
  expect(placeByName(NAMES, 'ba', -1, -1)).toBe(4);
});

it('prefers what begins so to what has it somewhere, in small letters or large', () => {
  expect(placeByName(NAMES, 'n', 0, 1)).toBe(3);
  expect(placeByName(NAMES, 'THON', 0, 1)).toBe(2);
  expect(placeByName(NAMES, 'perl', 0, 1)).toBe(-1);
  expect(placeByName(NAMES, '', 0, 1)).toBe(-1);
  expect(placeByName([], 'a', 0, 1)).toBe(-1);
});
