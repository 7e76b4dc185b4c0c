import { ok, type Result } from '../result.ts';

/** A piece of the text, as `text.slice(from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface QueryError extends Span {
  readonly message: string;
}

export const OPERATORS = [':', '<=', '>=', '<', '>', '='] as const;
export type Operator = (typeof OPERATORS)[number];

export interface TermToken extends Span {
  readonly kind: 'term';
  /** The letters before an operator, where there is one that is not quoted. */
  readonly field: string | null;
  /** `null` for a word. */
  readonly operator: Operator | null;
  readonly value: string;
  readonly quoted: boolean;
}

export type Token =
  | TermToken
  | (Span & { readonly kind: 'not' | 'or' | 'and' | 'open' | 'close'; readonly value: string });

const CONNECTIVES: Readonly<Record<string, 'not' | 'or' | 'and'>> = { not: 'not', or: 'or', and: 'and' };

/** Splits at white space and parentheses outside of quotes; an operator after plain letters parts a field from its value. */
export function tokensOf(text: string): Result<Token[], QueryError> {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = /^\s+/.exec(text.slice(at));
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const from = at;
    const mark = text[at];
    if (mark === '(' || mark === ')') {
      tokens.push({ kind: mark === '(' ? 'open' : 'close', from, to: from + 1, value: mark });
      at += 1;
      continue;
    }
    const [head = '', field = null, operator = null] = /^([a-z]+)(:|<=|>=|<|>|=)/i.exec(text.slice(at)) ?? [];
    at += head.length;
    if (text[at] === '"') {
      const end = text.indexOf('"', at + 1);
      if (end === -1) {
        return { ok: false, error: { from: at, to: text.length, message: 'This quote is not closed.' } };
      }
      const value = text.slice(at + 1, end);
      tokens.push({
        kind: 'term',
        from,
        to: end + 1,
        field,
        operator: operator as Operator | null,
        value,
        quoted: true,
      });
      at = end + 1;
      continue;
    }
    const value = /^[^\s()]*/.exec(text.slice(at))?.[0] ?? '';
    at += value.length;
    const connective = field === null ? CONNECTIVES[value.toLowerCase()] : undefined;
    tokens.push(
      connective === undefined
        ? {
            kind: 'term',
            from,
            to: at,
            field,
            operator: operator as Operator | null,
            value,
            quoted: false,
          }
        : { kind: connective, from, to: at, value },
    );
  }
  return ok(tokens);
}
