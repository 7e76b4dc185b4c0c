import { CONNECTIVES, FIELD_GUIDE, type Field, fieldNamed } from './names.ts';

/** A piece of the text, as `text.slice(from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const OPERATORS = [':', '=', '!=', '<', '<=', '>', '>='] as const;
export type Operator = (typeof OPERATORS)[number];

export interface TermToken extends Span {
  readonly kind: 'term';
  /** As it was written, where there is an operator behind it: it need not be one that is known. */
  readonly name: string | null;
  readonly field: Field | null;
  /** `null` for a word. */
  readonly operator: Operator | null;
  /** Without quotes and escapes, and with its unit. */
  readonly value: string;
  /** Where the value stands, quotes included; behind the operator where there is none. */
  readonly valueAt: Span;
  /** `open`: the second quote is missing. */
  readonly quotes: 'none' | 'closed' | 'open';
}

/** What stands between terms. `stray` is an operator that no field stands before. */
export interface SignToken extends Span {
  readonly kind: 'not' | 'or' | 'and' | 'open' | 'close' | 'stray';
  readonly value: string;
}

export type Token = TermToken | SignToken;

/** `state: `: what stands there next will be its value. */
export const lacksValue = (token: Token): boolean =>
  token.kind === 'term' && token.operator !== null && token.value === '' && token.quotes === 'none';

const SPACE = /\s*/y;
const NAME = /[a-z]+/iy;
const OPERATOR = /\s*(!=|<=|>=|==|[:=<>])/y;
/** An address, and no question about a field `http`. */
const ADDRESS = /[a-z]+:\/\//iy;
const SIGN = /\|\|?|&&|[()!]|-(?=[^\s\-)])/y;
const STRAY = /!=|<=|>=|=+|[<>]/y;
/** Up to what ends it; a single `&` is a part of it. */
const PLAIN_VALUE = /(?:(?!&&)[^\s()|])*/y;
const QUOTED = /"((?:\\["\\]|[^"])*?)("|$)/y;
const NEXT_WORD = /\s+([^\s()|&]+)(?=[\s()|&]|$)/y;

const SIGNS: Readonly<Record<string, SignToken['kind']>> = {
  '|': 'or',
  '||': 'or',
  '&&': 'and',
  '(': 'open',
  ')': 'close',
  '!': 'not',
  '-': 'not',
};

/** What the pattern finds at this very place. */
function found(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Splits at white space, parentheses, `|` and `&&` outside of quotes. Whatever is wrong with it, there are tokens. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += found(SPACE, text, at)?.[0].length ?? 0;
    if (at >= text.length) return tokens;
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.to;
  }
}

function tokenAt(text: string, from: number): Token {
  const stray = found(STRAY, text, from)?.[0];
  if (stray !== undefined) return { kind: 'stray', from, to: from + stray.length, value: stray };
  const sign = found(SIGN, text, from)?.[0];
  const kind = sign === undefined ? undefined : SIGNS[sign];
  if (sign !== undefined && kind !== undefined) return { kind, from, to: from + sign.length, value: sign };

  const head = headAt(text, from);
  if (head?.field) return questionAt(text, head, head.field);
  const begins = head?.to ?? from;
  const valueAt = valueSpan(text, begins);
  const { to } = valueAt;
  const { value, quotes } = wordIn(text, valueAt);
  if (head !== null && !head.sign.startsWith('=')) {
    const { name, operator } = head;
    return { kind: 'term', from, to, name, field: null, operator, value, valueAt, quotes };
  }
  const connective = quotes === 'none' && head === null ? CONNECTIVES.get(value.toLowerCase()) : undefined;
  if (connective !== undefined) return { kind: connective, from, to, value };
  // `a=b` is more often a piece of a command line than a question.
  const word = text.slice(from, begins) + value;
  return {
    kind: 'term',
    from,
    to,
    name: null,
    field: null,
    operator: null,
    value: word,
    valueAt: { from, to },
    quotes,
  };
}

/** A name with an operator behind it. */
interface Head extends Span {
  readonly name: string;
  readonly field: Field | null;
  readonly operator: Operator;
  /** As it was written. */
  readonly sign: string;
}

/** Around the operator of a field that is known there may be spaces. */
function headAt(text: string, from: number): Head | null {
  const name = found(NAME, text, from)?.[0];
  if (name === undefined) return null;
  const field = fieldNamed(name);
  if (field === null && found(ADDRESS, text, from) !== null) return null;
  const [all, sign] = found(OPERATOR, text, from + name.length) ?? [];
  if (all === undefined || sign === undefined || (field === null && all !== sign)) return null;
  const operator = OPERATORS.find((one) => one === sign) ?? '=';
  return { name, field, operator, sign, from, to: from + name.length + all.length };
}

function questionAt(text: string, head: Head, field: Field): TermToken {
  const { from, name, operator } = head;
  const question = { kind: 'term', from, name, field, operator } as const;
  const begins = head.to + (found(SPACE, text, head.to)?.[0].length ?? 0);
  if (begins > head.to && !mayBeValue(text, begins)) {
    return { ...question, to: head.to, value: '', valueAt: { from: head.to, to: head.to }, quotes: 'none' };
  }
  const valueAt = valueSpan(text, begins);
  const { value, quotes } = wordIn(text, valueAt);
  const unit = quotes === 'none' ? unitBehind(text, valueAt.to, field, value) : null;
  const to = unit?.to ?? valueAt.to;
  return {
    ...question,
    to,
    value: value + (unit?.text ?? ''),
    valueAt: { from: begins, to },
    quotes,
  };
}

/** Behind a space: neither another question nor what stands between terms, so that `mark: or x` lacks a value. */
function mayBeValue(text: string, at: number): boolean {
  const { to } = valueSpan(text, at);
  return to > at && !CONNECTIVES.has(text.slice(at, to).toLowerCase()) && !headAt(text, at)?.field;
}

function valueSpan(text: string, from: number): Span {
  const value = found(QUOTED, text, from) ?? found(PLAIN_VALUE, text, from);
  return { from, to: from + (value?.[0].length ?? 0) };
}

function wordIn(text: string, { from, to }: Span): Pick<TermToken, 'value' | 'quotes'> {
  const [, inside, end] = found(QUOTED, text, from) ?? [];
  if (inside === undefined) return { value: text.slice(from, to), quotes: 'none' };
  return { value: inside.replace(/\\(["\\])/g, '$1'), quotes: end === '"' ? 'closed' : 'open' };
}

/** `200 M`: a unit that stands behind a number without one belongs to it. */
function unitBehind(
  text: string,
  at: number,
  field: Field,
  value: string,
): { readonly text: string; readonly to: number } | null {
  const { scale } = FIELD_GUIDE[field];
  if (scale === null || !/^[\d.]+$/.test(value)) return null;
  const [all, unit] = found(NEXT_WORD, text, at) ?? [];
  return all !== undefined && unit !== undefined && scale.isUnit(unit)
    ? { text: unit, to: at + all.length }
    : null;
}
