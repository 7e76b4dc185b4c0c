import { type Meaning, meaningOf, meaningOfWord, type Test, type Wrong } from './fields.ts';
import { FIELD_NAMES, FIELDS, type Field } from './names.ts';
import { nearest } from './near.ts';
import type { SignToken, Span, TermToken, Token } from './tokens.ts';

export interface Term extends Span {
  readonly negated: boolean;
  /** `null` for a word. */
  readonly field: Field | null;
  readonly value: string;
}

/** Deeper parentheses are nobody's wish. */
const DEEPEST = 50;

/** Ends the descent of the parser, wherever it is, and is caught by whoever began it. */
export class Mistake extends Error {
  readonly wrong: Wrong;

  constructor({ from, to }: Span, message: string, { unfinished = false } = {}) {
    super(message);
    this.wrong = { from, to, message, unfinished };
  }
}

/** Parentheses bind first, then “not”, then side by side, then “or”. Throws a {@link Mistake}. */
export class Parser {
  readonly terms: Term[] = [];
  readonly meanings: Meaning[] = [];
  /** Those that point at somebody by name. */
  readonly naming: Test[] = [];
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
        if (tests.length === 0) throw new Mistake(token, `“${token.value}” needs a term before it.`);
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
    const end = { unfinished: next === undefined };
    if (before?.kind === 'open') throw new Mistake(before, 'There is nothing in these parentheses.', end);
    const { value } = at;
    const such = `${value}${/^[!-]$/.test(value) ? '' : ' '}mark:kernel`;
    throw new Mistake(at, `“${value}” needs a term after it, such as ${such}.`, end);
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
      case 'stray':
        throw new Mistake(
          token,
          `“${token.value}” needs a field before it, as in cpu>5 or state=zombie. Put it in quotes to search for the text itself.`,
        );
      default:
        throw new Mistake(token, `“${token.value}” needs a term before it.`);
    }
  }

  #opposite(first: SignToken): Test {
    let negated = true;
    let last = first;
    for (let next = this.#tokens[this.#at]; next?.kind === 'not'; next = this.#tokens[this.#at]) {
      negated = !negated;
      last = next;
      this.#at += 1;
    }
    this.#needTerm(last);
    const token = this.#tokens[this.#at];
    if (token?.kind === 'term') {
      this.#at += 1;
      return this.#term(token, negated, first.from);
    }
    const test = this.#one();
    return negated ? (process, context) => !test(process, context) : test;
  }

  #group(open: SignToken): Test {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new Mistake(open, 'These parentheses are too deep.');
    const test = this.#either();
    this.#depth -= 1;
    if (this.#tokens[this.#at]?.kind !== 'close') {
      throw new Mistake(open, 'This “(” is not closed.', { unfinished: true });
    }
    this.#at += 1;
    return test;
  }

  #term(token: TermToken, opposite: boolean, from: number): Test {
    const { field, name, operator, value, valueAt, to } = token;
    if (token.quotes === 'open') {
      throw new Mistake(valueAt, 'This quote is not closed.', { unfinished: true });
    }
    if (name !== null && field === null) throw unknownField(token, name);
    const negated = opposite !== (operator === '!=');
    const meaning =
      field === null || operator === null ? meaningOfWord(value) : meaningOf(field, operator, token);
    if ('message' in meaning) {
      const atEnd = this.#at === this.#tokens.length;
      throw new Mistake(meaning, meaning.message, { unfinished: meaning.unfinished && atEnd });
    }
    this.meanings.push(meaning);
    this.terms.push({ from, to, negated, field, value });
    if (meaning.names && !negated) this.naming.push(meaning.test);
    return negated ? (process, context) => !meaning.test(process, context) : meaning.test;
  }
}

function unknownField({ from, valueAt, operator }: TermToken, name: string): Mistake {
  const near = nearest(name, FIELD_NAMES.keys());
  const advice = near === null ? `Fields are ${FIELDS.join(', ')}.` : `Did you mean ${near}${operator}?`;
  return new Mistake(
    { from, to: valueAt.from },
    `There is no “${name}${operator}”. ${advice} Put it in quotes to search for the text itself.`,
  );
}
