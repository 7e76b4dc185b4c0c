import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERYTHING, parseQuery, type Query } from '../query.ts';
import { anyText } from './testing.ts';
import { readTyped, type Typed } from './typing.ts';

const query = (text: string): Query => {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
};

/** What is asked for after each letter, where that is another than before. */
function course(text: string, from = ''): string[] {
  let typed: Typed = { query: query(from), terms: [], error: null, early: false };
  const asked: string[] = [];
  for (let end = from.length + 1; end <= text.length; end++) {
    const { query: before } = typed;
    typed = readTyped(text.slice(0, end), end, before);
    if (typed.query.text.trim() !== before.text.trim()) asked.push(typed.query.text.trim());
  }
  return asked;
}

/** The bar is where the caret stands. */
const typed = (marked: string, inForce: Query = EVERYTHING): Typed =>
  readTyped(marked.replace('|', ''), marked.indexOf('|'), inForce);

describe('what is asked for while one types', () => {
  it('is nothing else until a field has its value', () => {
    expect(course('state:zombie')).toEqual(['state:z', 'state:zombie']);
    expect(course('mark:orphan')).toEqual(['mark:orphan']);
    expect(course('cpu>5')).toEqual(['cpu>5']);
    expect(course('cpu > 5')).toEqual(['cpu > 5']);
    expect(course('mem >= 200M')).toEqual(['mem >= 2', 'mem >= 20', 'mem >= 200', 'mem >= 200M']);
  });

  it('is a word as soon as it cannot become anything else', () => {
    expect(course('node')).toEqual(['nod', 'node']);
    expect(course('weather')).toEqual(['we', 'wea', 'weat', 'weath', 'weathe', 'weather']);
  });

  it('is no letter of a state that may become a word', () => {
    expect(course('state:stopped')).toEqual(['state:stopped']);
    expect(course('state:dead')).toEqual(['state:dead']);
    expect(course('state:running')).toEqual(['state:r', 'state:running']);
  });

  it('keeps what stands before', () => {
    expect(course('weather state:zombie', 'weather')).toEqual(['weather state:z', 'weather state:zombie']);
    expect(course('weather or mark:lab', 'weather')).toEqual(['weather or mark:lab']);
    expect(course('mark:lab not nod', 'mark:lab')).toEqual(['mark:lab not nod']);
    expect(course('mark:lab -nod', 'mark:lab')).toEqual(['mark:lab -nod']);
    expect(course('mark:lab !mark:own', 'mark:lab')).toEqual(['mark:lab !mark:own']);
  });

  it('goes back to what was before a word that becomes a mistake', () => {
    expect(typed('state:|', query('state')).query.text).toBe('');
    expect(typed('weather state:|', query('weather state')).query.text).toBe('weather');
    expect(typed('weather state:zo|', query('weather state')).query.text).toBe('weather');
  });

  it('stays with a term whose value is being changed', () => {
    const zombies = query('weather mark:zombie');
    expect(typed('weather mark:zombi|', zombies).query).toBe(zombies);
    expect(typed('weather mark:|', zombies).query).toBe(zombies);
    expect(typed('weather not mark:|', query('weather not mark:zombie')).query.text).toBe(
      'weather not mark:zombie',
    );
  });

  it('takes quotes and parentheses for closed', () => {
    expect(typed('"My Scr|').query.text).toBe('"My Scr"');
    expect(typed('user:"li|').query.text).toBe('user:"li"');
    expect(typed('(mark:lab or weather|').query.text).toBe('( mark:lab or weather )');
    expect(typed('weather (mark:lab or |').query.text).toBe('weather ( mark:lab )');
    expect(typed('weather or (|').query.text).toBe('weather');
  });

  it('is what was before where a mistake stands elsewhere', () => {
    const before = query('weather');
    expect(typed('foo:1 weather nod|', before).query).toBe(before);
  });
});

describe('it is too early to speak of a mistake', () => {
  it('where one types, and where the end is missing', () => {
    const early = [
      'state:|',
      'state:zo|',
      'statu:|',
      'cpu>|',
      'cpu >|',
      'weather or |',
      '(weather|',
      '"wea|',
      'mark:| or lab',
    ];
    expect(early.map((marked) => typed(marked).early)).toEqual(early.map(() => true));
  });

  it('but not elsewhere', () => {
    const late = ['foo:1 weather|', 'state:zo weather|', 'or |', 'weather)|', 'weather > |'];
    expect(late.map((marked) => typed(marked).early)).toEqual(late.map(() => false));
    expect(typed('weather|')).toMatchObject({ error: null, early: false });
  });
});

it('answers anywhere in whatever is typed, by what can be read again', () => {
  fc.assert(
    fc.property(anyText, fc.nat(40), (text, at) => {
      const caret = Math.min(at, text.length);
      const { query: asked, terms, error } = readTyped(text, caret, EVERYTHING);
      for (const { to } of terms) expect(to).toBeLessThanOrEqual(text.length);
      expect(parseQuery(asked.text)).toMatchObject({ ok: true, value: { terms: asked.terms } });
      expect(error === null).toBe(parseQuery(text).ok);
    }),
  );
});
