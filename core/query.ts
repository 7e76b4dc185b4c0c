import type { ProcessInfo } from './process.ts';
import type { Need, QueryContext, Wrong } from './query/fields.ts';
import { Mistake, Parser, type Term } from './query/parser.ts';
import { tokensOf } from './query/tokens.ts';
import { ok, type Result } from './result.ts';

export type { Need, QueryContext } from './query/fields.ts';
export { FIELD_GUIDE, FIELDS, type Field } from './query/names.ts';
export type { Term } from './query/parser.ts';
export type { Span } from './query/tokens.ts';

/**
 * What one types to find processes; all fields are in `FIELD_GUIDE`, the whole language is told by query/guide.ts:
 *
 *     chrome                 a word: in the name, the command or the user, or the beginning of the pid
 *     "two words"            quoted, it may hold anything
 *     state:zombie  mark:orphan  user:me  parent:42  under:42  pid:42,43
 *     cpu>5  mem > 200M  age<1h30m   with <, <=, >, >=
 *     not mark:kernel, !mark:kernel, -mark:kernel, mark!=kernel     the opposite
 *     a or b, a || b, (a or b) c     either; parentheses bind first, then “not”, then side by side, then “or”
 *
 * Terms that stand side by side must all hold.
 */
export interface Query {
  readonly text: string;
  readonly terms: readonly Term[];
  /** The columns that the answer depends on: a change elsewhere cannot change it. */
  readonly reads: ReadonlySet<keyof ProcessInfo>;
  /** What else it depends on. */
  readonly needs: ReadonlySet<Need>;
  /** Without a context no age is known, nobody is “me”, and nothing is under anything. */
  matches(process: ProcessInfo, context?: QueryContext): boolean;
}

export interface QueryError extends Wrong {
  /** What could be read before it. */
  readonly terms: readonly Term[];
}

const NO_CONTEXT: QueryContext = { now: Number.NaN, uid: null, isUnder: () => false };

/** What nothing was typed into. */
export const EVERYTHING: Query = {
  text: '',
  terms: [],
  reads: new Set(),
  needs: new Set(),
  matches: () => true,
};

export function parseQuery(text: string): Result<Query, QueryError> {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return ok({ ...EVERYTHING, text });
  const parser = new Parser(tokens);
  const { terms, meanings, naming } = parser;
  try {
    const test = parser.whole();
    return ok({
      text,
      terms,
      reads: new Set(meanings.flatMap(({ reads }) => reads)),
      needs: new Set(meanings.flatMap(({ needs }) => needs)),
      matches: (process, context = NO_CONTEXT) => {
        const named = context.isAsking !== undefined && naming.some((names) => names(process, context));
        return test(process, named ? { ...context, isAsking: undefined } : context);
      },
    });
  } catch (mistake) {
    if (mistake instanceof Mistake) return { ok: false, error: { ...mistake.wrong, terms } };
    throw mistake;
  }
}
