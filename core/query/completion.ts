import { MARK_MEANINGS, MARKS } from '../marks.ts';
import { STATE_WORDS } from '../process.ts';
import { CHANGE_KINDS, CHANGE_MEANINGS } from '../snapshot/compare.ts';
import { ANY_CHANGE, FIELD_GUIDE, FIELDS, type Field } from './fields.ts';
import type { Span } from './tokens.ts';

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

const MOST = 8;

const COMPARED: ReadonlySet<Field> = new Set(['cpu', 'mem', 'virt', 'age', 'time', 'threads', 'nice']);

/** What could be meant by what stands before the caret; nothing where a term is whole, or inside quotes. */
export function completionsAt(text: string, caret: number, known: Known): Completions {
  const before = text.slice(0, caret);
  const none: Completions = { from: caret, to: caret, offers: [] };
  if ((before.split('"').length - 1) % 2 === 1) return none;
  const typed = /[^\s()]*$/.exec(before)?.[0] ?? '';
  const from = caret - typed.length;
  // In the middle of a word one goes on typing it.
  if (typed === '' || /^[^\s()]/.test(text.slice(caret))) return none;

  const [, name = null, value = ''] = /^([a-z]+):(.*)$/i.exec(typed) ?? [];
  const offers =
    name === null ? fieldsLike(typed, known) : valuesLike(name.toLowerCase(), value.toLowerCase(), known);
  const useful = offers.filter((offer) => offer.text !== typed).slice(0, MOST);
  return { from, to: caret, offers: useful };
}

function fieldsLike(typed: string, { compared }: Known): Completion[] {
  const wanted = typed.toLowerCase();
  const fields = FIELDS.filter((field) => compared || field !== 'change');
  return fields
    .filter((field) => field.startsWith(wanted))
    .map((field) => ({
      text: COMPARED.has(field) ? `${field}${field === 'age' ? '<' : '>'}` : `${field}:`,
      about: `${FIELD_GUIDE[field].about}, as in ${FIELD_GUIDE[field].example}`,
      open: true,
    }));
}

function valuesLike(field: string, wanted: string, known: Known): Completion[] {
  const offer = (values: readonly (readonly [value: string, about: string])[]): Completion[] =>
    values
      .filter(([value]) => value.toLowerCase().startsWith(wanted))
      .map(([value, about]) => ({
        text: `${field}:${/[\s()"]/.test(value) ? `"${value}"` : value}`,
        about,
        open: false,
      }));
  switch (field) {
    case 'state':
      return offer(Object.entries(STATE_WORDS).map(([letter, word]) => [word, `${letter} in ps and top`]));
    case 'mark':
      return offer(MARKS.map((mark) => [mark, MARK_MEANINGS[mark]]));
    case 'user':
      return offer([
        ['me', 'your own'],
        ...known.users.map((user) => [user, 'a user with processes'] as const),
      ]);
    case 'change':
      return known.compared
        ? offer([
            ...CHANGE_KINDS.map((kind) => [kind, CHANGE_MEANINGS[kind]] as const),
            [ANY_CHANGE, 'is not as it was'],
          ])
        : [];
    case 'container':
      return offer(known.containers.map((container) => [container, 'a container with processes']));
    default:
      return [];
  }
}
