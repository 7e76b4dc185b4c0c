import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from './query.ts';
import { madeUp } from './testing/made-up.ts';

const process = madeUp(4242, 17, {
  state: 'Z',
  name: 'weather.sh',
  command: '/bin/sh /home/li/My Scripts/weather.sh 127.0.0.1:6379',
  marks: ['zombie', 'lab'],
});

const finds = (text: string): boolean => {
  const query = parseQuery(text);
  if (!query.ok) throw new Error(query.error.message);
  return query.value.matches(process);
};

const errorOf = (text: string) => {
  const query = parseQuery(text);
  if (query.ok) throw new Error(`“${text}” is no error`);
  return { at: text.slice(query.error.from, query.error.to), message: query.error.message };
};

describe('what matches', () => {
  it.each([
    '',
    '   ',
    'weather',
    'WEATHER',
    'home/li',
    'li',
    '42',
    '4242',
    '"My Scripts"',
    '127.0.0.1:6379',
    'state:zombie',
    'state:Z',
    'STATE:Zombie',
    'mark:lab',
    'user:li',
    'user:1000',
    'user:"li"',
    'pid:4242',
    'parent:17',
    'not mark:orphan',
    'not not mark:zombie',
    'weather mark:zombie not user:root',
    'not "not"',
  ])('%s', (text) => expect(finds(text)).toBe(true));
});

describe('what does not match', () => {
  it.each([
    'firefox',
    '242',
    'state:running',
    'state:t',
    'mark:orphan',
    'user:l',
    'pid:42',
    'parent:1',
    'not weather',
    'weather mark:orphan',
    '"not"',
  ])('%s', (text) => expect(finds(text)).toBe(false));
});

describe('what is wrong, and where', () => {
  it.each([
    ['mark:zombie stat:zombie', 'stat:zombie', /no “stat:”/],
    ['state:zomby', 'state:zomby', /States are running/],
    ['mark:undead', 'mark:undead', /Marks are zombie/],
    ['state:', 'state:', /needs a value, such as state:zombie/],
    ['pid:abc', 'pid:abc', /needs a number/],
    ['parent:-1', 'parent:-1', /needs a number/],
    ['weather "My Scr', '"My Scr', /not closed/],
    ['user:"li', '"li', /not closed/],
    ['weather not', 'not', /needs a term after it/],
  ])('%s', (text, at, message) => {
    expect(errorOf(text)).toEqual({ at, message: expect.stringMatching(message) });
  });
});

it('says which columns its answer depends on', () => {
  const query = parseQuery('mark:zombie not state:R');
  expect(query.ok && [...query.value.reads].sort()).toEqual(['marks', 'state']);
});

it('says where its terms are, each with its “not”', () => {
  const text = 'weather  not  mark:zombie';
  const query = parseQuery(text);
  expect(query.ok && query.value.terms.map((term) => text.slice(term.from, term.to))).toEqual([
    'weather',
    'not  mark:zombie',
  ]);
});

it('answers to anything that can be typed, and never outside of the text', () => {
  const piece = fc.oneof(
    fc.constantFrom('not', 'state:', 'mark:', 'pid:', '"', ':', ' ', '\t', 'zombie', '42'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      const query = parseQuery(text);
      const spans = query.ok ? query.value.terms : [query.error];
      for (const { from, to } of spans) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
      }
      if (query.ok) query.value.matches(process);
    }),
  );
});
