import { beforeEach, expect, it } from 'vitest';
import { Searching } from './searching.ts';

/** What can be found. */
const THERE = new Set(['', 'nod', 'node', 'state:z', 'state:zombie', 'weather', 'weather state:zombie']);

let searching: Searching;
let sought: string[];

beforeEach(() => {
  sought = [];
  searching = new Searching({
    seek: ({ text }) => sought.push(text),
    finds: ({ text }) => THERE.has(text),
  });
});

/** Letter by letter. */
function type(text: string): void {
  const { length } = searching.now.get().text;
  for (let end = length + 1; end <= text.length; end++) searching.type(text.slice(0, end), end);
}

const now = () => {
  const { text, query, error, early } = searching.now.get();
  return { text, asked: query.text, wrong: error !== null, early };
};

it('shows no field half typed', () => {
  type('state:zombie');
  expect(sought).toEqual(['state:z', 'state:zombie']);
});

it('shows nothing in place of something only when one is done typing', () => {
  type('noder');
  expect(sought).toEqual(['nod', 'node']);
  expect(now()).toEqual({ text: 'noder', asked: 'node', wrong: false, early: false });
  searching.rest();
  expect(sought).toEqual(['nod', 'node', 'noder']);
});

it('takes the first letters of a field for a word when one is done typing', () => {
  type('sta');
  expect(sought).toEqual([]);
  searching.rest();
  expect(now()).toEqual({ text: 'sta', asked: 'sta', wrong: false, early: false });
  type('state:');
  expect(now()).toEqual({ text: 'state:', asked: '', wrong: true, early: true });
});

it('speaks of a mistake when one is done typing, and stays with what could be read', () => {
  searching.find('weather');
  type('weather state:zo');
  expect(now()).toEqual({ text: 'weather state:zo', asked: 'weather', wrong: true, early: true });
  searching.rest();
  expect(now()).toEqual({ text: 'weather state:zo', asked: 'weather', wrong: true, early: false });
  type('weather state:zombie');
  expect(now()).toEqual({
    text: 'weather state:zombie',
    asked: 'weather state:zombie',
    wrong: false,
    early: false,
  });
});

it('comes to rest once, and not after a text that is whole', () => {
  type('sta');
  searching.find('node');
  searching.rest();
  expect(sought).toEqual(['node']);
  searching.find('state:zomby');
  expect(now()).toEqual({ text: 'state:zomby', asked: 'node', wrong: true, early: false });
});
