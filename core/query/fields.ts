import { containerOf } from '../container.ts';
import { MARKS } from '../marks.ts';
import { isProcessKey, isStateCode, type ProcessInfo, STATE_WORDS, type StateCode } from '../process.ts';
import { CHANGE_KINDS, type ChangeKind } from '../snapshot/compare.ts';
import { FIELD_GUIDE, type Field } from './names.ts';
import { nearest } from './near.ts';
import type { Operator, Span, TermToken } from './tokens.ts';
import { PLAIN } from './units.ts';

/** What an answer may rest on besides the process itself. */
export interface QueryContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Who asks: what `user:me` means. */
  readonly uid: number | null;
  /** Whether the process is somewhere below the one with that pid, at any depth. */
  isUnder(process: ProcessInfo, pid: number): boolean;
  /** What became of it, where two snapshots are compared; nothing anywhere else. */
  changesOf?(process: ProcessInfo): readonly ChangeKind[];
  /** Whether the process is there only to ask this: then every word of the question is in its command line. */
  readonly isAsking?: ((process: ProcessInfo) => boolean) | undefined;
}

/** What a query has to be asked anew for, besides a change of the columns that it reads. */
export type Need = 'time' | 'tree';

export type Test = (process: ProcessInfo, context: QueryContext) => boolean;

export interface Meaning {
  readonly reads: readonly (keyof ProcessInfo)[];
  readonly needs: readonly Need[];
  readonly test: Test;
  /** It points at what it finds by name, so that also who asks may be meant. */
  readonly names: boolean;
}

/** What cannot be read, and why. */
export interface Wrong extends Span {
  readonly message: string;
  /** More text at its end may mend it. */
  readonly unfinished: boolean;
}

/** Stands for every kind of change. */
export const ANY_CHANGE = 'any';
export const CHANGED_ONLY = `change:${ANY_CHANGE}`;

/** A field whose values can be more or less. */
interface Measure {
  readonly reads: readonly (keyof ProcessInfo)[];
  readonly needs?: readonly Need[];
  value(process: ProcessInfo, context: QueryContext): number | null;
  /** What is asked for exactly: any whole number, or nothing but 0, which is what is below this. */
  readonly exact: 'whole' | { readonly zeroBelow: number } | null;
  readonly signed?: true;
}

const whole = (reads: keyof ProcessInfo, value: Measure['value']): Measure => ({
  reads: [reads],
  value,
  exact: 'whole',
});

const MEASURES: Readonly<Partial<Record<Field, Measure>>> = {
  uid: whole('uid', (process) => process.uid),
  pid: { ...whole('pid', (process) => process.pid), reads: [] },
  parent: whole('ppid', (process) => process.ppid),
  group: whole('pgid', (process) => process.pgid),
  session: whole('sid', (process) => process.sid),
  threads: whole('threads', (process) => process.threads),
  nice: { ...whole('nice', (process) => process.nice), signed: true },
  priority: { ...whole('priority', (process) => process.priority), signed: true },
  // What is shown as nothing.
  cpu: { reads: ['cpuPercent'], value: (process) => process.cpuPercent, exact: { zeroBelow: 0.05 } },
  mem: { reads: ['rssBytes'], value: (process) => process.rssBytes, exact: { zeroBelow: 1 } },
  virt: { reads: ['vszBytes'], value: (process) => process.vszBytes, exact: { zeroBelow: 1 } },
  time: { reads: ['cpuTimeMs'], value: (process) => process.cpuTimeMs, exact: { zeroBelow: 1 } },
  age: {
    reads: ['startedAt'],
    needs: ['time'],
    value: ({ startedAt }, { now }) => (startedAt === null ? null : now - startedAt),
    exact: null,
  },
};

type Text = 'name' | 'command' | 'cgroup' | 'wchan';

/** The fields that hold a text of which a part is looked for. */
const TEXTS: Readonly<Partial<Record<Field, Text>>> = {
  name: 'name',
  command: 'command',
  cgroup: 'cgroup',
  wchan: 'wchan',
};

type Comparing = Exclude<Operator, ':' | '=' | '!='>;

const COMPARE: Readonly<Record<Comparing, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const isComparing = (operator: Operator): operator is Comparing => Object.hasOwn(COMPARE, operator);

const meaning = (
  reads: readonly (keyof ProcessInfo)[],
  test: Test,
  more: Partial<Pick<Meaning, 'needs' | 'names'>> = {},
): Meaning => ({ reads, test, needs: [], names: false, ...more });

const holds = (text: string | null, wanted: string): boolean => text?.toLowerCase().includes(wanted) ?? false;

export function meaningOfWord(word: string): Meaning {
  const wanted = word.toLowerCase();
  return meaning(
    ['name', 'command', 'user'],
    (process, context) =>
      (holds(process.name, wanted) ||
        holds(process.command, wanted) ||
        holds(process.user, wanted) ||
        String(process.pid).startsWith(wanted)) &&
      context.isAsking?.(process) !== true,
  );
}

/** Of `!=` as of `=`: whoever asks turns it around. */
export function meaningOf(field: Field, operator: Operator, token: TermToken): Meaning | Wrong {
  const { from, to, value, valueAt } = token;
  const { example } = FIELD_GUIDE[field];
  const begun = `${token.name}${operator}`;
  if (value === '') {
    return { from, to, message: `“${begun}” needs a value, such as ${example}.`, unfinished: true };
  }
  const text = TEXTS[field];
  if (isComparing(operator)) {
    const measure = MEASURES[field];
    if (measure === undefined) {
      return wrong({ from, to: valueAt.from }, `“${token.name}” has no more and less: write ${example}.`);
    }
    const bound = boundOf(field, measure, value);
    return typeof bound === 'string'
      ? wrong(valueAt, `“${begun}” needs ${bound}.`)
      : measured(measure, (actual) => COMPARE[operator](actual, bound));
  }
  return text === undefined ? oneOf(field, token) : containing(text, value);
}

const wrong = ({ from, to }: Span, message: string): Wrong => ({ from, to, message, unfinished: false });

function containing(text: Text, value: string): Meaning {
  const wanted = value.toLowerCase();
  return meaning(
    [text],
    (process, context) =>
      holds(process[text], wanted) && (text !== 'command' || context.isAsking?.(process) !== true),
  );
}

/** Any of the values that stand there with commas between them. */
function oneOf(field: Field, { from, name, value, valueAt, quotes }: TermToken): Meaning | Wrong {
  const plain = quotes === 'none';
  const parts = plain ? value.split(',') : [value];
  const meanings: Meaning[] = [];
  let at = valueAt.from;
  for (const part of parts) {
    if (part === '') {
      const message = 'There is a value missing beside the comma.';
      return { ...valueAt, message, unfinished: at >= valueAt.to };
    }
    const exact = exactly(field, part, plain);
    if (typeof exact === 'string') {
      // With a comma only one of several values is wrong.
      return wrong(parts.length === 1 ? valueAt : { from: at, to: at + part.length }, exact);
    }
    if (exact === null) {
      const { example } = FIELD_GUIDE[field];
      return wrong({ from, to: valueAt.from }, `“${name}” is compared, with < or >: write ${example}.`);
    }
    meanings.push(exact);
    at += part.length + 1;
  }
  const [only] = meanings;
  if (only !== undefined && meanings.length === 1) return only;
  return meaning(
    meanings.flatMap(({ reads }) => reads),
    (process, context) => meanings.some(({ test }) => test(process, context)),
    { needs: meanings.flatMap(({ needs }) => needs), names: meanings.some(({ names }) => names) },
  );
}

/** What a value is compared with, or in words what would be needed instead. */
function boundOf(field: Field, { exact, signed }: Measure, value: string): number | string {
  const { scale, example } = FIELD_GUIDE[field];
  const bound = scale?.parse(value) ?? null;
  if (bound !== null && (signed || bound >= 0)) return bound;
  return exact === 'whole' ? `a number, such as ${example}` : `a value such as ${scale?.example ?? example}`;
}

const measured = (measure: Measure, compare: (actual: number) => boolean, names = false): Meaning =>
  meaning(
    measure.reads,
    (process, context) => {
      const actual = measure.value(process, context);
      return actual !== null && compare(actual);
    },
    { needs: measure.needs ?? [], names },
  );

/** One value of a field; a text says what is wrong with it, `null` that nothing can be asked for exactly. */
function exactly(field: Field, value: string, plain: boolean): Meaning | string | null {
  const wanted = value.toLowerCase();
  const { example } = FIELD_GUIDE[field];
  const measure = MEASURES[field];
  switch (field) {
    case 'state': {
      const codes = statesNamed(value);
      return codes.length === 0
        ? unknown('state', value, Object.values(STATE_WORDS))
        : meaning(['state'], (process) => codes.includes(process.state));
    }
    case 'mark': {
      const mark = MARKS.find((known) => known === wanted);
      return mark === undefined
        ? unknown('mark', value, MARKS)
        : meaning(['marks'], (process) => process.marks.includes(mark), { names: mark === 'own' });
    }
    case 'user':
      return meaning(
        ['user', 'uid'],
        (process, { uid }) =>
          process.user?.toLowerCase() === wanted ||
          String(process.uid) === value ||
          (wanted === 'me' && plain && uid !== null && process.uid === uid),
      );
    case 'pid':
    case 'key':
      if (isProcessKey(value)) return meaning([], (process) => process.key === value, { names: true });
      if (field === 'key') return `A key is a pid and a start, such as ${example}.`;
      break;
    case 'under': {
      const pid = PLAIN.parse(value);
      if (pid === null || pid < 0) return `“under:” needs a number, such as ${example}.`;
      return meaning(['ppid'], (process, context) => context.isUnder(process, pid), { needs: ['tree'] });
    }
    case 'tty':
      return meaning(['tty'], (process) => process.tty?.toLowerCase() === wanted);
    case 'container':
      return meaning(
        ['cgroup'],
        (process) => containerOf(process.cgroup)?.toLowerCase().startsWith(wanted) ?? false,
      );
    case 'change': {
      const kind = CHANGE_KINDS.find((known) => known === wanted);
      if (kind === undefined && wanted !== ANY_CHANGE) {
        return unknown('change', value, [...CHANGE_KINDS, ANY_CHANGE]);
      }
      return meaning([], (process, { changesOf }) => {
        const kinds = changesOf?.(process) ?? [];
        return kind === undefined ? kinds.length > 0 : kinds.includes(kind);
      });
    }
  }
  if (measure === undefined) return null;
  const bound = boundOf(field, measure, value);
  if (typeof bound === 'string') return `“${field}:” needs ${bound}.`;
  const { exact } = measure;
  if (exact === 'whole') return measured(measure, (actual) => actual === bound, field === 'pid');
  return exact === null || bound !== 0 ? null : measured(measure, (actual) => actual < exact.zeroBelow);
}

function unknown(what: string, value: string, words: readonly string[]): string {
  const meant = nearest(value, words);
  const question = meant === null ? '' : ` Did you mean ${meant}?`;
  const plural = `${what[0]?.toUpperCase()}${what.slice(1)}s`;
  return `There is no ${what} “${value}”.${question} ${plural} are ${words.join(', ')}.`;
}

/** A word as it is shown, or the letter that ps shows; where upper and lower case differ, as it was written. */
export function statesNamed(text: string): StateCode[] {
  const letter = [text, text.toUpperCase()].find(isStateCode);
  if (letter !== undefined) return [letter];
  return Object.entries(STATE_WORDS)
    .filter(([, word]) => word === text.toLowerCase())
    .map(([code]) => code)
    .filter(isStateCode);
}
