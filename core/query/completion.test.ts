import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKS } from '../marks.ts';
import { parseQuery } from '../query.ts';
import { completionsAt, type Known } from './completion.ts';
import { FIELDS } from './names.ts';
import { anyText } from './testing.ts';

const known: Known = { users: ['root', 'li', 'www data'], containers: ['0123456789ab'], compared: false };

/** The bar is where the caret stands. */
const completions = (marked: string, options = {}, of = known) =>
  completionsAt(marked.replace('|', ''), marked.indexOf('|'), of, options);
const offered = (marked: string, options = {}) =>
  completions(marked, options).offers.map((offer) => offer.text);
/** The text with the first of the offers taken. */
const taken = (marked: string): string => {
  const { from, to, offers } = completions(marked);
  const text = marked.replace('|', '');
  return text.slice(0, from) + offers[0]?.text + text.slice(to);
};

it('offers fields by their beginning, and what stands between terms', () => {
  expect(offered('s|')).toEqual(['state:', 'session:']);
  expect(offered('not (me|')).toEqual(['mem>']);
  expect(offered('n|')).toEqual(['name:', 'nice>', 'not']);
  expect(offered('weather o|')).toEqual(['or']);
  expect(offered('o|')).toEqual([]);
});

it('knows the names of ps(1)', () => {
  expect(offered('pp|')).toEqual(['ppid:']);
  expect(offered('rs|')).toEqual(['rss>']);
  expect(offered('ppid:|')).toEqual([]);
});

it('offers the values that there are, all of them', () => {
  expect(offered('mark:o|')).toEqual(['mark:orphan', 'mark:own']);
  expect(offered('mark:|')).toEqual(MARKS.map((mark) => `mark:${mark}`));
  expect(offered('user:|')).toEqual(['user:me', 'user:root', 'user:li', 'user:"www data"']);
  expect(offered('container:0|')).toEqual(['container:0123456789ab']);
  expect(offered('state:z|')).toEqual(['state:zombie']);
  expect(offered('state: |')).toContain('state: parked');
});

it('goes on within quotes, within a list, and in the middle', () => {
  expect(taken('user:"w|')).toBe('user:"www data"');
  expect(taken('user:"w|" mark:lab')).toBe('user:"www data" mark:lab');
  expect(taken('user:"r|')).toBe('user:root');
  expect(taken('user:"w| mark:lab')).toBe('user:"www data" mark:lab');
  expect(taken('mark:lab,or|')).toBe('mark:lab,orphan');
  expect(taken('mark:or|,lab')).toBe('mark:orphan,lab');
  expect(taken('ma|r weather')).toBe('mark: weather');
  expect(taken('mark:or|xx weather')).toBe('mark:orphan weather');
  expect(taken('sta|:zombie')).toBe('state:zombie');
  expect(taken('mark:| weather')).toBe('mark:zombie weather');
  expect(taken('user != r|')).toBe('user != root');
  // Among several, none can be quoted.
  expect(offered('user:root,w|')).toEqual([]);
});

describe('where nothing is begun', () => {
  it('keeps silent', () => {
    for (const text of ['|', 'weather |', '(|', 'mark:zombie|', '"mar|', 'xyz|', 'user:"li"|', 'foo:|']) {
      expect([text, offered(text)]).toEqual([text, []]);
    }
  });

  it('says on request all that there is', () => {
    const fields = FIELDS.filter((field) => field !== 'change');
    const asked = { asked: true };
    expect(offered('|', asked).map((text) => text.replace(/[:<>]$/, ''))).toEqual([...fields, 'not']);
    expect(offered('weather |', asked).slice(-2)).toEqual(['not', 'or']);
    expect(offered('weather or (|', asked)).toContain('state:');
    expect(offered('weather not|', asked)).toEqual([]);
    expect(offered('|weather', asked)).toEqual([]);
    expect(completions('|', asked, { ...known, compared: true }).offers.map(({ text }) => text)).toContain(
      'change:',
    );
  });
});

it('says what it would replace', () => {
  expect(completions('weather mar|')).toMatchObject({ from: 8, to: 11 });
  expect(completions('weather ma|r:zombie')).toMatchObject({ from: 8, to: 12 });
});

it('never offers what cannot be read, whatever users are called', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('me', 'ME', 'a,b', 'we"ird', '\\"'))),
      (users) => {
        for (const typed of ['user:|', 'user:"|', 'user != |', 'user:root,|']) {
          for (const { text } of completions(typed, {}, { ...known, users }).offers) {
            const query = parseQuery(text);
            const term = query.ok ? query.value.terms.map(({ value }) => value.split(',').at(-1)) : [];
            expect(['me', ...users].map((user) => user.split(',').at(-1))).toContain(term[0]);
            expect(term.length).toBe(1);
          }
        }
      },
    ),
  );
});

it('answers anywhere in whatever is typed, and what it offers stands where it says', () => {
  fc.assert(
    fc.property(anyText, fc.nat(40), fc.boolean(), (text, at, asked) => {
      const caret = Math.min(at, text.length);
      const { from, to, offers } = completionsAt(text, caret, known, { asked });
      expect(from).toBeLessThanOrEqual(caret);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(to).toBeLessThanOrEqual(text.length);
      expect(new Set(offers.map((offer) => offer.text)).size).toBe(offers.length);
      // A value that stood behind one field may be none of another.
      if (!parseQuery(text).ok || /^\S/.test(text.slice(to))) return;
      for (const offer of offers) {
        const value =
          offer.open && !/^(?:state|mark|key|change|container|user|tty)/.test(offer.text) ? '1' : '';
        if (offer.open && value === '') continue;
        const after = parseQuery(`${text.slice(0, from)}${offer.text}${value} ${text.slice(to)}`);
        expect([offer.text, after.ok || after.error.unfinished]).toEqual([offer.text, true]);
      }
    }),
  );
});
