import { MARK_MEANINGS, MARKS } from '../marks.ts';
import { STATE_WORDS } from '../process.ts';
import { CHANGE_KINDS, CHANGE_MEANINGS } from '../snapshot/compare.ts';
import { ANY_CHANGE } from './fields.ts';
import { FIELD_GUIDE, FIELDS, type Field } from './names.ts';
import { lacksValue, type Span, type TermToken, tokensOf } from './tokens.ts';
import { inQuotes, writtenValue } from './written.ts';

/** One way to go on: `text` takes the place of the span that it was offered for. */
export interface Completion {
  readonly text: string;
  readonly about: string;
  /** There is still a value to be typed after it. */
  readonly open: boolean;
}

export interface Completions extends Span {
  readonly offers: readonly Completion[];
}

/** What is known of the processes there are, to offer what can be found. */
export interface Known {
  readonly users: readonly string[];
  readonly containers: readonly string[];
  /** Two snapshots are compared: only then is there something to ask of changes. */
  readonly compared: boolean;
}

/** Of one kind: on a machine with thousands of users nobody reads on. */
const MOST = 100;

/** Those of which one mostly wants more, or less, and seldom one value. */
const COMPARED: Readonly<Partial<Record<Field, '<' | '>'>>> = {
  cpu: '>',
  mem: '>',
  virt: '>',
  age: '<',
  time: '>',
  threads: '>',
  nice: '>',
  priority: '<',
};

/** From so many letters on, the other names of a field are thought of as well. */
const ALIAS_FROM = 2;

/**
 * What could be meant by what is begun at the caret.
 * @param asked - somebody wants to know what there is, also where nothing is begun
 */
export function completionsAt(
  text: string,
  caret: number,
  known: Known,
  { asked = false }: { readonly asked?: boolean } = {},
): Completions {
  const tokens = tokensOf(text);
  const at = tokens.findLastIndex((token) => token.from < caret);
  const last = tokens[at];
  const begun = last !== undefined && (caret <= last.to || lacksValue(last)) ? last : undefined;
  const [before, next] = [tokens[begun?.kind === 'term' ? at - 1 : at]?.kind, tokens[at + 1]?.kind];
  const connects =
    (before === 'term' || before === 'close') && next !== 'or' && next !== 'and' && next !== 'close';
  const begins = (prefix: string): Completion[] => beginnings(prefix, known, connects);
  const offering = ({ from, to }: Span, offers: readonly Completion[]): Completions => ({
    from,
    to,
    offers: offers.filter((offer) => offer.text !== text.slice(from, to)),
  });

  if (begun?.kind !== 'term') {
    // Directly behind a word, or before one, nothing can begin.
    const apart = begun === undefined || !/[a-z]$/i.test(begun.value);
    const room = apart && /^(?:[\s)]|$)/.test(text.slice(caret));
    return offering({ from: caret, to: caret }, asked && room ? begins('') : []);
  }
  const { from, to, name, field, valueAt, quotes } = begun;
  if (name === null) {
    return offering({ from, to }, quotes === 'none' ? begins(text.slice(from, caret)) : []);
  }
  if (caret <= from + name.length) {
    return offering({ from, to: valueAt.from }, begins(text.slice(from, caret)));
  }
  if (field === null || (quotes === 'closed' && caret === to)) return offering({ from, to }, []);
  const { head, typed, tail, ends } = partsAt(text, caret, begun);
  const listed = head.endsWith(',') || tail !== '';
  const offers = valuesLike(field, typed.toLowerCase(), known).flatMap(({ value, about, written }) => {
    const shown = written ?? writtenValue(value);
    // Among several, none can be quoted.
    return listed && shown.startsWith('"') ? [] : [{ text: head + shown + tail, about, open: false }];
  });
  return offering({ from, to: ends }, offers);
}

/** What is being typed of the value at the caret, and what stands before and behind that, other values included. */
function partsAt(
  text: string,
  caret: number,
  { from, to, valueAt, quotes }: TermToken,
): { readonly head: string; readonly typed: string; readonly tail: string; readonly ends: number } {
  // Before the value, or where there is none yet.
  if (caret <= valueAt.from || caret > to) {
    const ends = caret === valueAt.from ? to : caret;
    return { head: text.slice(from, caret), typed: '', tail: '', ends };
  }
  const before = text.slice(valueAt.from, caret);
  if (quotes !== 'none') {
    const typed = before.slice(1).replace(/\\(["\\])/g, '$1');
    // Without a second quote, all that follows is within it, whatever it was meant for.
    return { head: text.slice(from, valueAt.from), typed, tail: '', ends: quotes === 'open' ? caret : to };
  }
  const typedFrom = valueAt.from + before.lastIndexOf(',') + 1;
  const comma = text.slice(caret, to).indexOf(',');
  return {
    head: text.slice(from, typedFrom),
    typed: text.slice(typedFrom, caret),
    tail: comma === -1 ? '' : text.slice(caret + comma, to),
    ends: to,
  };
}

/** What a term can begin with. */
function beginnings(typed: string, { compared }: Known, connects: boolean): Completion[] {
  const wanted = typed.toLowerCase();
  const fields = FIELDS.filter((field) => compared || field !== 'change').flatMap((field) => {
    const { about, example, aliases } = FIELD_GUIDE[field];
    const others = wanted.length < ALIAS_FROM ? [] : aliases;
    const name = [field, ...others].find((one) => one.startsWith(wanted));
    return name === undefined
      ? []
      : [{ text: `${name}${COMPARED[field] ?? ':'}`, about: `${about}, as in ${example}`, open: true }];
  });
  const words = [
    { text: 'not', about: 'the opposite of what comes behind it', open: false },
    ...(connects
      ? [{ text: 'or', about: 'what stands before it, or what comes behind it', open: false }]
      : []),
  ];
  return [...fields, ...words.filter(({ text }) => text.startsWith(wanted))];
}

interface Value {
  readonly value: string;
  readonly about: string;
  /** How it is written, where that is not the usual way. */
  readonly written?: string;
}

function valuesLike(field: Field, wanted: string, known: Known): Value[] {
  const like = (values: readonly Value[]): Value[] =>
    values.filter(({ value }) => value.toLowerCase().startsWith(wanted)).slice(0, MOST);
  switch (field) {
    case 'state':
      return like(
        Object.entries(STATE_WORDS).map(([letter, value]) => ({ value, about: `${letter} in ps and top` })),
      );
    case 'mark':
      return like(MARKS.map((mark) => ({ value: mark, about: MARK_MEANINGS[mark] })));
    case 'user':
      return like([
        { value: 'me', about: 'your own' },
        ...known.users.map((user) => ({
          value: user,
          about: 'a user with processes',
          ...(user.toLowerCase() === 'me' ? { written: inQuotes(user) } : {}),
        })),
      ]);
    case 'change':
      return known.compared
        ? like([
            ...CHANGE_KINDS.map((kind) => ({ value: kind, about: CHANGE_MEANINGS[kind] })),
            { value: ANY_CHANGE, about: 'is not as it was' },
          ])
        : [];
    case 'container':
      return like(
        known.containers.map((container) => ({ value: container, about: 'a container with processes' })),
      );
    default:
      return [];
  }
}
