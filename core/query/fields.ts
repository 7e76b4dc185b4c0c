import { containerOf } from '../container.ts';
import { MARKS, type Mark } from '../marks.ts';
import { isStateCode, type ProcessInfo, STATE_WORDS, type StateCode } from '../process.ts';
import { CHANGE_KINDS, type ChangeKind } from '../snapshot/compare.ts';
import type { Operator, QueryError, TermToken } from './tokens.ts';
import { PERCENT, PLAIN, type Scale, SIZE, TIME } from './units.ts';

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
}

/** What a query has to be asked anew for, besides a change of the columns that it reads. */
export type Need = 'time' | 'tree';

export type Test = (process: ProcessInfo, context: QueryContext) => boolean;

export interface Meaning {
  readonly reads: readonly (keyof ProcessInfo)[];
  readonly needs: readonly Need[];
  readonly test: Test;
}

export const FIELDS = [
  'state',
  'mark',
  'user',
  'pid',
  'parent',
  'under',
  'name',
  'command',
  'cpu',
  'mem',
  'virt',
  'age',
  'time',
  'threads',
  'nice',
  'tty',
  'group',
  'session',
  'cgroup',
  'container',
  'change',
] as const;
export type Field = (typeof FIELDS)[number];

/** Stands for every kind of change. */
export const ANY_CHANGE = 'any';
export const CHANGED_ONLY = `change:${ANY_CHANGE}`;

export const isField = (text: string): text is Field => (FIELDS as readonly string[]).includes(text);

/** What each looks at, and one way to write it: for the completion, the errors and the documentation. */
export const FIELD_GUIDE: Readonly<Record<Field, { readonly about: string; readonly example: string }>> = {
  state: { about: 'what it is doing', example: 'state:zombie' },
  mark: { about: 'what is worth saying about it', example: 'mark:orphan' },
  user: { about: 'whose it is, “me” for your own', example: 'user:me' },
  pid: { about: 'its number', example: 'pid:42' },
  parent: { about: 'the pid of its parent', example: 'parent:42' },
  under: { about: 'everything below a pid, at any depth', example: 'under:42' },
  name: { about: 'a part of its name', example: 'name:node' },
  command: { about: 'a part of its command line', example: 'command:--watch' },
  cpu: { about: 'percent of one CPU', example: 'cpu>5' },
  mem: { about: 'resident memory', example: 'mem>200M' },
  virt: { about: 'virtual size', example: 'virt>2G' },
  age: { about: 'how long ago it began', example: 'age<10m' },
  time: { about: 'CPU time used in all', example: 'time>1h' },
  threads: { about: 'how many threads', example: 'threads>50' },
  nice: { about: 'how ready it is to let others go first', example: 'nice>0' },
  tty: { about: 'its terminal', example: 'tty:pts/0' },
  group: { about: 'its process group', example: 'group:42' },
  session: { about: 'its session', example: 'session:42' },
  cgroup: { about: 'a part of its control group', example: 'cgroup:docker' },
  container: { about: 'the beginning of its container', example: 'container:3f2a' },
  change: { about: 'what became of it, in a comparison', example: 'change:started' },
};

interface Measure {
  readonly scale: Scale;
  readonly reads: readonly (keyof ProcessInfo)[];
  readonly needs?: readonly Need[];
  /** A whole number, which may be asked for exactly. */
  readonly exact?: true;
  value(process: ProcessInfo, context: QueryContext): number | null;
}

const MEASURES: Readonly<Partial<Record<Field, Measure>>> = {
  pid: { scale: PLAIN, reads: [], exact: true, value: (process) => process.pid },
  parent: { scale: PLAIN, reads: ['ppid'], exact: true, value: (process) => process.ppid },
  group: { scale: PLAIN, reads: ['pgid'], exact: true, value: (process) => process.pgid },
  session: { scale: PLAIN, reads: ['sid'], exact: true, value: (process) => process.sid },
  threads: { scale: PLAIN, reads: ['threads'], exact: true, value: (process) => process.threads },
  nice: { scale: PLAIN, reads: ['nice'], exact: true, value: (process) => process.nice },
  cpu: { scale: PERCENT, reads: ['cpuPercent'], value: (process) => process.cpuPercent },
  mem: { scale: SIZE, reads: ['rssBytes'], value: (process) => process.rssBytes },
  virt: { scale: SIZE, reads: ['vszBytes'], value: (process) => process.vszBytes },
  time: { scale: TIME, reads: ['cpuTimeMs'], value: (process) => process.cpuTimeMs },
  age: {
    scale: TIME,
    reads: ['startedAt'],
    needs: ['time'],
    value: ({ startedAt }, { now }) => (startedAt === null ? null : now - startedAt),
  },
};

const COMPARE: Readonly<Record<Operator, (a: number, b: number) => boolean>> = {
  ':': (a, b) => a === b,
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

export function meaningOfWord(word: string): Meaning {
  const wanted = word.toLowerCase();
  return {
    reads: ['name', 'command', 'user'],
    needs: [],
    test: (process) =>
      process.name.toLowerCase().includes(wanted) ||
      process.command.toLowerCase().includes(wanted) ||
      (process.user?.toLowerCase().includes(wanted) ?? false) ||
      String(process.pid).startsWith(wanted),
  };
}

const holds = (text: string | null, wanted: string): boolean => text?.toLowerCase().includes(wanted) ?? false;

export function meaningOf(field: Field, token: TermToken): Meaning | QueryError {
  const { from, to, value } = token;
  const { example } = FIELD_GUIDE[field];
  const operator = token.operator ?? ':';
  const error = (message: string): QueryError => ({ from, to, message });
  if (value === '') return error(`“${field}${operator}” needs a value, such as ${example}.`);

  const measure = MEASURES[field];
  if (measure !== undefined) return comparison(field, measure, operator, token);
  if (operator !== ':' && operator !== '=') {
    return error(`“${field}” has no more and less: write ${example}.`);
  }
  const wanted = value.toLowerCase();
  const simple = (reads: keyof ProcessInfo, test: (process: ProcessInfo) => boolean): Meaning => ({
    reads: [reads],
    needs: [],
    test,
  });
  switch (field) {
    case 'state': {
      const codes = statesNamed(value);
      if (codes.length === 0) {
        return error(`There is no state “${value}”. States are ${Object.values(STATE_WORDS).join(', ')}.`);
      }
      return simple('state', (process) => codes.includes(process.state));
    }
    case 'mark': {
      const mark = MARKS.find((known): known is Mark => known === wanted);
      if (mark === undefined) return error(`There is no mark “${value}”. Marks are ${MARKS.join(', ')}.`);
      return simple('marks', (process) => process.marks.includes(mark));
    }
    case 'user':
      return {
        reads: ['user', 'uid'],
        needs: [],
        test: (process, { uid }) =>
          process.user?.toLowerCase() === wanted ||
          String(process.uid) === value ||
          (wanted === 'me' && !token.quoted && uid !== null && process.uid === uid),
      };
    case 'under': {
      const pid = PLAIN.parse(value);
      if (pid === null || pid < 0) return error(`“under:” needs a number, such as ${example}.`);
      return {
        reads: ['ppid'],
        needs: ['tree'],
        test: (process, context) => context.isUnder(process, pid),
      };
    }
    case 'name':
      return simple('name', (process) => holds(process.name, wanted));
    case 'command':
      return simple('command', (process) => holds(process.command, wanted));
    case 'tty':
      return simple('tty', (process) => process.tty?.toLowerCase() === wanted);
    case 'cgroup':
      return simple('cgroup', (process) => holds(process.cgroup, wanted));
    case 'container':
      return simple(
        'cgroup',
        (process) => containerOf(process.cgroup)?.toLowerCase().startsWith(wanted) ?? false,
      );
    case 'change': {
      const kind = CHANGE_KINDS.find((known) => known === wanted);
      if (kind === undefined && wanted !== ANY_CHANGE) {
        return error(
          `There is no change “${value}”. Changes are ${CHANGE_KINDS.join(', ')} and ${ANY_CHANGE}.`,
        );
      }
      return {
        reads: [],
        needs: [],
        test: (process, { changesOf }) => {
          const kinds = changesOf?.(process) ?? [];
          return kind === undefined ? kinds.length > 0 : kinds.includes(kind);
        },
      };
    }
    default:
      return error(`“${field}:” cannot be asked for.`);
  }
}

function comparison(
  field: Field,
  measure: Measure,
  operator: Operator,
  { from, to, value }: TermToken,
): Meaning | QueryError {
  const { example } = FIELD_GUIDE[field];
  if (measure.exact !== true && (operator === ':' || operator === '=')) {
    return { from, to, message: `“${field}” is compared, with < or >: write ${example}.` };
  }
  const bound = measure.scale.parse(value);
  if (bound === null || (field !== 'nice' && bound < 0)) {
    const needed = measure.exact
      ? `a number, such as ${example}`
      : `a value such as ${measure.scale.example}`;
    return { from, to, message: `“${field}${operator}” needs ${needed}.` };
  }
  const compare = COMPARE[operator];
  return {
    reads: measure.reads,
    needs: measure.needs ?? [],
    test: (process, context) => {
      const actual = measure.value(process, context);
      return actual !== null && compare(actual, bound);
    },
  };
}

/** A word as it is shown, or the letter that ps shows, where upper and lower case differ. */
function statesNamed(text: string): StateCode[] {
  if (isStateCode(text)) return [text];
  return Object.entries(STATE_WORDS)
    .filter(([, word]) => word === text.toLowerCase())
    .map(([code]) => code)
    .filter(isStateCode);
}
