import type { ProcessInfo } from './process.ts';
import {
  FIELDS,
  type Field,
  isField,
  type Meaning,
  meaningOf,
  meaningOfWord,
  type Need,
  type QueryContext,
  type Test,
} from './query/fields.ts';
import { type QueryError, type Span, type TermToken, type Token, tokensOf } from './query/tokens.ts';
import { ok, type Result } from './result.ts';

export { FIELD_GUIDE, FIELDS, type Field, type Need, type QueryContext } from './query/fields.ts';
export type { QueryError, Span } from './query/tokens.ts';

/**
 * What one types to find processes:
 *
 *     chrome                 a word: in the name, the command or the user, or the beginning of the pid
 *     "two words"            quoted, it may hold anything
 *     state:zombie  mark:orphan  user:me  parent:42  under:42
 *     cpu>5  mem>200M  age<10m   with <, <=, >, >=
 *     not mark:kernel        the opposite of what comes after it
 *     a or b, (a or b) c     either; parentheses bind first, then “not”, then side by side, then “or”
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

export interface Term extends Span {
  readonly negated: boolean;
  /** `null` for a word. */
  readonly field: Field | null;
  readonly value: string;
}

/** Deeper parentheses are nobody's wish. */
const DEEPEST = 50;

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
  if (!tokens.ok) return tokens;
  if (tokens.value.length === 0) return ok({ ...EVERYTHING, text });
  const parser = new Parser(tokens.value);
  try {
    const test = parser.whole();
    return ok({
      text,
      terms: parser.terms,
      reads: new Set(parser.meanings.flatMap(({ reads }) => reads)),
      needs: new Set(parser.meanings.flatMap(({ needs }) => needs)),
      matches: (process, context = NO_CONTEXT) => test(process, context),
    });
  } catch (mistake) {
    if (mistake instanceof Mistake) return { ok: false, error: mistake.error };
    throw mistake;
  }
}

/** Ends the descent of the parser, wherever it is; it never leaves this file. */
class Mistake extends Error {
  readonly error: QueryError;

  constructor({ from, to }: Span, message: string) {
    super(message);
    this.error = { from, to, message };
  }
}

class Parser {
  readonly terms: Term[] = [];
  readonly meanings: Meaning[] = [];
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Test {
    const test = this.#either();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw new Mistake(rest, 'There is no “(” for this one to close.');
    return test;
  }

  #either(): Test {
    const tests = [this.#all()];
    while (this.#tokens[this.#at]?.kind === 'or') {
      this.#at += 1;
      tests.push(this.#all());
    }
    const [only, ...others] = tests;
    if (only !== undefined && others.length === 0) return only;
    return (process, context) => tests.some((test) => test(process, context));
  }

  #all(): Test {
    const tests: Test[] = [];
    for (let token = this.#tokens[this.#at]; token !== undefined; token = this.#tokens[this.#at]) {
      if (token.kind === 'or' || token.kind === 'close') break;
      if (token.kind === 'and') {
        // It says what standing side by side says already, but it needs something on both sides.
        if (tests.length === 0) throw new Mistake(token, '“and” needs a term before it.');
        this.#at += 1;
        this.#needTerm(token);
      }
      tests.push(this.#one());
    }
    if (tests.length === 0) this.#needTerm(this.#tokens[this.#at - 1] ?? this.#tokens[this.#at]);
    const [only, ...others] = tests;
    if (only !== undefined && others.length === 0) return only;
    return (process, context) => tests.every((test) => test(process, context));
  }

  /** Complains where a term should come and does not. */
  #needTerm(before: Token | undefined): void {
    const next = this.#tokens[this.#at];
    if (next !== undefined && next.kind !== 'or' && next.kind !== 'close' && next.kind !== 'and') return;
    const at = before ?? next;
    if (at === undefined) return;
    if (next !== undefined && before === next)
      throw new Mistake(next, `“${next.value}” needs a term before it.`);
    if (before?.kind === 'open') throw new Mistake(before, 'There is nothing in these parentheses.');
    throw new Mistake(at, `“${at.value}” needs a term after it, such as ${at.value} mark:kernel.`);
  }

  #one(): Test {
    const token = this.#tokens[this.#at];
    if (token === undefined) return () => true;
    this.#at += 1;
    switch (token.kind) {
      case 'not':
        return this.#opposite(token);
      case 'open':
        return this.#group(token);
      case 'term':
        return this.#term(token, false, token.from);
      default:
        throw new Mistake(token, `“${token.value}” needs a term before it.`);
    }
  }

  #opposite(first: Token): Test {
    let negated = true;
    let last = first;
    for (let next = this.#tokens[this.#at]; next?.kind === 'not'; next = this.#tokens[this.#at]) {
      negated = !negated;
      last = next;
      this.#at += 1;
    }
    this.#needTerm(last);
    const token = this.#tokens[this.#at];
    if (token === undefined) {
      throw new Mistake(first, '“not” needs a term after it, such as not mark:kernel.');
    }
    this.#at += 1;
    if (token.kind === 'term') {
      return this.#term(token, negated, first.from);
    }
    const group = this.#group(token);
    return negated ? (process, context) => !group(process, context) : group;
  }

  #group(open: Token): Test {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new Mistake(open, 'These parentheses are too deep.');
    const test = this.#either();
    this.#depth -= 1;
    if (this.#tokens[this.#at]?.kind !== 'close') throw new Mistake(open, 'This “(” is not closed.');
    this.#at += 1;
    return test;
  }

  #term(token: TermToken, negated: boolean, from: number): Test {
    const named = token.field?.toLowerCase() ?? '';
    const field = isField(named) ? named : null;
    // `a=b` is more often a piece of a command line than a question.
    if (token.field !== null && field === null && token.operator !== '=') {
      const known = FIELDS.slice(0, 6).map((name) => `${name}:`);
      throw new Mistake(
        token,
        `There is no “${token.field}${token.operator}”. Known are ${known.join(', ')}, cpu>, mem>, age< and others; put it in quotes to search for the text itself.`,
      );
    }
    const value = token.field !== null && field === null ? `${token.field}=${token.value}` : token.value;
    const meaning = field === null ? meaningOfWord(value) : meaningOf(field, token);
    if ('message' in meaning) throw new Mistake(meaning, meaning.message);
    this.meanings.push(meaning);
    this.terms.push({ from, to: token.to, negated, field, value });
    return negated ? (process, context) => !meaning.test(process, context) : meaning.test;
  }
}
