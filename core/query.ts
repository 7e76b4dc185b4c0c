import { MARKS, type Mark } from './marks.ts';
import { isStateCode, type ProcessInfo, STATE_WORDS, type StateCode } from './process.ts';
import { ok, type Result } from './result.ts';

/**
 * What one types to find processes:
 *
 *     chrome                 a word: in the name, the command or the user, or the beginning of the pid
 *     "two words"            quoted, it may hold anything
 *     state:zombie  mark:orphan  user:root  pid:42  parent:42
 *     not mark:kernel        the opposite of the term after it
 *
 * Terms that stand side by side must all hold.
 */
export interface Query {
  readonly text: string;
  readonly terms: readonly Term[];
  /** The columns that the answer depends on: a change elsewhere cannot change it. */
  readonly reads: ReadonlySet<keyof ProcessInfo>;
  matches(process: ProcessInfo): boolean;
}

/** A piece of the text, as `text.slice(from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface QueryError extends Span {
  readonly message: string;
}

export interface Term extends Span {
  readonly negated: boolean;
  /** `null` for a word. */
  readonly field: Field | null;
  readonly value: string;
}

export const FIELDS = ['state', 'mark', 'user', 'pid', 'parent'] as const;
export type Field = (typeof FIELDS)[number];

const isField = (text: string): text is Field => (FIELDS as readonly string[]).includes(text);

type Test = (process: ProcessInfo) => boolean;

interface Meaning {
  readonly reads: readonly (keyof ProcessInfo)[];
  readonly test: Test;
}

interface Token extends Span {
  /** The text before the colon, where there is one that is not quoted. */
  readonly field: string | null;
  readonly value: string;
  readonly quoted: boolean;
}

export function parseQuery(text: string): Result<Query, QueryError> {
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;

  const terms: Term[] = [];
  const meanings: Meaning[] = [];
  let nots: Token[] = [];
  for (const token of tokens.value) {
    if (isNot(token)) {
      nots.push(token);
      continue;
    }
    const field = token.field?.toLowerCase() ?? null;
    if (field !== null && !isField(field)) {
      return wrong(
        token,
        `There is no “${token.field}:”. Known are ${FIELDS.map((name) => `${name}:`).join(', ')}; put it in quotes to search for the text itself.`,
      );
    }
    const negated = nots.length % 2 === 1;
    const meaning = field === null ? meaningOfWord(token.value) : meaningOf(field, token);
    if ('message' in meaning) return { ok: false, error: meaning };
    meanings.push(negated ? { ...meaning, test: (process) => !meaning.test(process) } : meaning);
    terms.push({ from: nots[0]?.from ?? token.from, to: token.to, negated, field, value: token.value });
    nots = [];
  }
  const dangling = nots[0];
  if (dangling !== undefined) return wrong(dangling, '“not” needs a term after it, such as not mark:kernel.');

  return ok({
    text,
    terms,
    reads: new Set(meanings.flatMap((meaning) => meaning.reads)),
    matches: (process) => meanings.every((meaning) => meaning.test(process)),
  });
}

/** What nothing was typed into. */
export const EVERYTHING: Query = { text: '', terms: [], reads: new Set(), matches: () => true };

const isNot = (token: Token): boolean =>
  !token.quoted && token.field === null && token.value.toLowerCase() === 'not';

const wrong = ({ from, to }: Span, message: string): Result<never, QueryError> => ({
  ok: false,
  error: { from, to, message },
});

/** Splits at white space outside of quotes; a colon after plain letters parts a field from its value. */
function tokensOf(text: string): Result<Token[], QueryError> {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = /^\s+/.exec(text.slice(at));
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const from = at;
    const field = /^([a-z]+):/i.exec(text.slice(at))?.[1] ?? null;
    if (field !== null) at += field.length + 1;
    if (text[at] === '"') {
      const end = text.indexOf('"', at + 1);
      if (end === -1) return wrong({ from: at, to: text.length }, 'This quote is not closed.');
      tokens.push({ from, to: end + 1, field, value: text.slice(at + 1, end), quoted: true });
      at = end + 1;
      continue;
    }
    const value = /^\S*/.exec(text.slice(at))?.[0] ?? '';
    at += value.length;
    tokens.push({ from, to: at, field, value, quoted: false });
  }
  return ok(tokens);
}

function meaningOfWord(word: string): Meaning {
  const wanted = word.toLowerCase();
  return {
    reads: ['name', 'command', 'user'],
    test: (process) =>
      process.name.toLowerCase().includes(wanted) ||
      process.command.toLowerCase().includes(wanted) ||
      (process.user?.toLowerCase().includes(wanted) ?? false) ||
      String(process.pid).startsWith(wanted),
  };
}

const EXAMPLES: Readonly<Record<Field, string>> = {
  state: 'state:zombie',
  mark: 'mark:orphan',
  user: 'user:root',
  pid: 'pid:42',
  parent: 'parent:42',
};

function meaningOf(field: Field, token: Token): Meaning | QueryError {
  const { from, to, value } = token;
  const error = (message: string): QueryError => ({ from, to, message });
  if (value === '') return error(`“${field}:” needs a value, such as ${EXAMPLES[field]}.`);
  switch (field) {
    case 'state': {
      const codes = statesNamed(value);
      if (codes.length === 0) {
        return error(`There is no state “${value}”. States are ${Object.values(STATE_WORDS).join(', ')}.`);
      }
      return { reads: ['state'], test: (process) => codes.includes(process.state) };
    }
    case 'mark': {
      const mark = MARKS.find((known): known is Mark => known === value.toLowerCase());
      if (mark === undefined) {
        return error(`There is no mark “${value}”. Marks are ${MARKS.join(', ')}.`);
      }
      return { reads: ['marks'], test: (process) => process.marks.includes(mark) };
    }
    case 'user':
      return {
        reads: ['user', 'uid'],
        test: (process) =>
          process.user?.toLowerCase() === value.toLowerCase() || String(process.uid) === value,
      };
    case 'pid':
    case 'parent': {
      if (!/^\d{1,10}$/.test(value)) return error(`“${field}:” needs a number, such as ${EXAMPLES[field]}.`);
      const number = Number(value);
      return field === 'pid'
        ? { reads: [], test: (process) => process.pid === number }
        : { reads: ['ppid'], test: (process) => process.ppid === number };
    }
  }
}

/** A word as it is shown, or the letter that ps shows, where upper and lower case differ. */
function statesNamed(text: string): StateCode[] {
  if (isStateCode(text)) return [text];
  return Object.entries(STATE_WORDS)
    .filter(([, word]) => word === text.toLowerCase())
    .map(([code]) => code)
    .filter(isStateCode);
}
