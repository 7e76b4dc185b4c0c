import { expect, it } from 'vitest';
import { completionsAt } from './completion.ts';

const known = { users: ['root', 'li', 'www data'], containers: ['0123456789ab'], compared: false };
const offered = (text: string, caret = text.length) =>
  completionsAt(text, caret, known).offers.map((offer) => offer.text);

it('offers fields by their beginning', () => {
  expect(offered('s')).toEqual(['state:', 'session:']);
  expect(offered('not (me')).toEqual(['mem>']);
});

it('offers the values that there are', () => {
  expect(offered('mark:o')).toEqual(['mark:orphan', 'mark:own']);
  expect(offered('user:')).toEqual(['user:me', 'user:root', 'user:li', 'user:"www data"']);
  expect(offered('container:0')).toEqual(['container:0123456789ab']);
  expect(offered('state:z')).toEqual(['state:zombie']);
});

it('says what it would replace', () => {
  expect(completionsAt('weather mar', 11, known)).toMatchObject({ from: 8, to: 11 });
});

it('keeps silent where there is nothing to add', () => {
  expect(offered('')).toEqual([]);
  expect(offered('mark:zombie')).toEqual([]);
  expect(offered('"mar')).toEqual([]);
  expect(offered('mark', 2)).toEqual([]);
  expect(offered('xyz')).toEqual([]);
});
