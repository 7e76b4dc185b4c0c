import { STATE_WORDS } from '../process.ts';
import { parseQuery, type Query, type QueryError, type Term } from '../query.ts';
import { statesNamed } from './fields.ts';
import { CONNECTIVES, FIELD_NAMES, fieldNamed } from './names.ts';
import { lacksValue, type TermToken, type Token, tokensOf } from './tokens.ts';
import { inQuotes } from './written.ts';

/** What a text asks for while somebody is still typing it. */
export interface Typed {
  readonly query: Query;
  /** Of the text as it stands, as far as it can be read. */
  readonly terms: readonly Term[];
  /** What is wrong with the text as it stands. */
  readonly error: QueryError | null;
  /** The mistake is where one types, and may be mended by the next letter: it is too early to speak of it. */
  readonly early: boolean;
}

/**
 * The first letters of `state:zombie` are a word, and no process has it; a moment later they are a mistake. So what
 * is begun at the caret counts only when it is clear what it will be, and until then all the rest of the text does.
 * @param inForce - what the text asked for before this letter
 */
export function readTyped(text: string, caret: number, inForce: Query): Typed {
  const tokens = tokensOf(text);
  const begun = begunAt(text, caret, tokens);
  const open = begun !== null && mayBecomeAnother(begun, caret);
  const withoutBegun = (): Query | null =>
    completed(
      text,
      tokens.filter((token) => token !== begun),
    );
  const parsed = parseQuery(text);
  if (parsed.ok) {
    const { value } = parsed;
    const query = (open ? withoutBegun() : null) ?? value;
    return { query, terms: value.terms, error: null, early: false };
  }
  const { error } = parsed;
  const early = error.unfinished || (begun !== null && error.from >= begun.from && error.to <= begun.to);
  const ended = error.unfinished && !open ? completed(text, tokens) : null;
  const kept = begun !== null && isRewritten(text, begun, inForce) ? inForce : null;
  const query = ended ?? kept ?? (early ? withoutBegun() : null) ?? inForce;
  return { query, terms: error.terms, error, early };
}

/** The term at whose end, or in the midst of which, the caret stands; also the name of a field with spaces behind it. */
function begunAt(text: string, caret: number, tokens: readonly Token[]): TermToken | null {
  const last = tokens.findLast((token) => token.from < caret);
  if (last?.kind !== 'term') return null;
  if (caret <= last.to) return last;
  const isName = last.operator === null && last.quotes === 'none' && fieldNamed(last.value) !== null;
  return (isName || lacksValue(last)) && text.slice(last.to, caret).trim() === '' ? last : null;
}

/** Whether more letters may make something of another meaning of it: of `sta` the field `state`, of `state:s` a word. */
function mayBecomeAnother({ field, value, quotes, to, operator }: TermToken, caret: number): boolean {
  if (quotes !== 'none' || caret < to) return false;
  const begins = value.toLowerCase();
  if (operator === null) {
    return (
      begins === '-' || [...FIELD_NAMES.keys(), ...CONNECTIVES.keys()].some((name) => name.startsWith(begins))
    );
  }
  if (field !== 'state') return false;
  const [code, ...others] = statesNamed(value.slice(value.lastIndexOf(',') + 1));
  return (
    code !== undefined &&
    others.length === 0 &&
    Object.entries(STATE_WORDS).some(
      ([other, word]) => other !== code && word !== begins && word.startsWith(begins),
    )
  );
}

/** The value of a term that counted already is being changed: until the new one is there, the old one stays. */
function isRewritten(text: string, { from, field }: TermToken, inForce: Query): boolean {
  return (
    field !== null &&
    inForce.terms.some((term) => term.to > from && term.from <= from && term.field === field) &&
    inForce.text.slice(0, from) === text.slice(0, from)
  );
}

/** What the tokens ask for when whatever has been begun is ended, and what lacks a term is left out. */
function completed(text: string, tokens: readonly Token[]): Query | null {
  const kept = [...tokens];
  for (let at = 0; at < kept.length; ) {
    const lacking = lackingAt(kept, at);
    kept.splice(at, lacking);
    at = lacking === 0 ? at + 1 : Math.max(0, at - 1);
  }
  const opened = kept.filter(({ kind }) => kind === 'open').length;
  const closed = kept.filter(({ kind }) => kind === 'close').length;
  const pieces = kept.map((token) => {
    if (token.kind === 'not') return 'not';
    return token.kind === 'term' && token.quotes === 'open'
      ? text.slice(token.from, token.valueAt.from) + inQuotes(token.value)
      : text.slice(token.from, token.to);
  });
  const query = parseQuery([...pieces, ...Array<string>(Math.max(0, opened - closed)).fill(')')].join(' '));
  return query.ok ? query.value : null;
}

/** How many tokens from here on mean nothing, as there is no term where they need one. */
function lackingAt(tokens: readonly Token[], at: number): number {
  const [before, token, next] = [tokens[at - 1]?.kind, tokens[at]?.kind, tokens[at + 1]?.kind];
  const ends = next === undefined || next === 'close' || next === 'or' || next === 'and';
  switch (token) {
    case 'not':
      return ends ? 1 : 0;
    case 'or':
    case 'and':
      return ends || before === undefined || before === 'open' || before === 'or' || before === 'and' ? 1 : 0;
    case 'open':
      return next === 'close' ? 2 : next === undefined ? 1 : 0;
    default:
      return 0;
  }
}
