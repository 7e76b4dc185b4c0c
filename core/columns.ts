import { containerOf } from './container.ts';
import { bytes, clock, duration, moment, NOTHING, percent, spent, visible } from './format.ts';
import { type ProcessInfo, STATE_WORDS } from './process.ts';
import { masked } from './secrets.ts';

export const COLUMN_IDS = [
  'name',
  'pid',
  'ppid',
  'state',
  'letter',
  'user',
  'cpu',
  'memory',
  'memoryPart',
  'virtual',
  'threads',
  'nice',
  'priority',
  'age',
  'started',
  'time',
  'lifetimeCpu',
  'tty',
  'group',
  'session',
  'wchan',
  'diskRead',
  'diskWrite',
  'container',
  'cgroup',
  'command',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export const isColumnId = (text: unknown): text is ColumnId => COLUMN_IDS.some((id) => id === text);

/** What a value may depend on besides the process: the moment, and the machine. */
export interface ColumnContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly memoryBytes: number | null;
}

/** Where nothing else is said, what rests on the moment or the machine is not known. */
const NO_CONTEXT: ColumnContext = { now: Number.NaN, memoryBytes: null };

/**
 * One column of the process table, for whoever draws, sorts or writes it.
 * Numbers are right-aligned and sort the greatest first, texts the other way around.
 */
export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** What it says, in one line. */
  readonly about: string;
  readonly kind: 'text' | 'number';
  /** In pixels. Between these two it takes its part of what there is, without end the rest. */
  readonly width: number;
  readonly most: number;
  /** Where width is scarce, the column with the highest number goes first; 0 stays. */
  readonly givesWay: number;
  /** The facts that it shows: only a change of one of them can change it. */
  readonly reads: readonly (keyof ProcessInfo)[];
  /** It is another with every second that passes. */
  readonly ages: boolean;
  /** Asked of the system only for the processes that somebody looks at. */
  readonly dear: boolean;
  /** What it sorts by, and what is written to a file; `null` where the system did not tell. */
  read(process: ProcessInfo, context?: ColumnContext): string | number | null;
  /** As a person reads it. */
  show(process: ProcessInfo, context?: ColumnContext): string;
}

const text = (value: string | null): string => (value === null || value === '' ? NOTHING : visible(value));
const whole = (value: number | null): string => (value === null ? NOTHING : String(value));
const rate = (value: number | null): string => (value ? `${bytes(value)}/s` : NOTHING);

type Sketch = Pick<Column, 'id' | 'title' | 'about' | 'width' | 'reads'> &
  Partial<Pick<Column, 'most' | 'givesWay' | 'ages' | 'dear' | 'show'>>;

/** What is usual among columns need not be said of each. */
const usual = (sketch: Sketch) => ({ most: sketch.width, givesWay: 5, ages: false, dear: false });

function number(
  sketch: Sketch & { read(process: ProcessInfo, context: ColumnContext): number | null },
): Column {
  return {
    kind: 'number',
    show: (process, context = NO_CONTEXT) => whole(sketch.read(process, context)),
    ...usual(sketch),
    ...sketch,
    read: (process, context = NO_CONTEXT) => sketch.read(process, context),
  };
}

function word(sketch: Sketch & { read(process: ProcessInfo): string | null }): Column {
  return { kind: 'text', show: (process) => text(sketch.read(process)), ...usual(sketch), ...sketch };
}

const ageOf = ({ startedAt }: ProcessInfo, { now }: ColumnContext): number | null =>
  startedAt === null || Number.isNaN(now) ? null : Math.max(0, now - startedAt);

const DAY_MS = 86_400_000;

export const COLUMNS: readonly Column[] = [
  word({
    id: 'name',
    title: 'Name',
    about: 'What the process calls itself, with its marks',
    width: 260,
    most: 420,
    givesWay: 0,
    reads: ['name', 'marks'],
    read: (process) => process.name,
  }),
  number({
    id: 'pid',
    title: 'PID',
    about: 'Its number, until it is given to another',
    width: 68,
    givesWay: 0,
    reads: [],
    read: (process) => process.pid,
  }),
  number({
    id: 'ppid',
    title: 'Parent',
    about: 'The pid of its parent',
    width: 68,
    reads: ['ppid'],
    read: (process) => process.ppid,
  }),
  word({
    id: 'state',
    title: 'State',
    about: 'What it is doing, in a word',
    width: 112,
    givesWay: 0,
    reads: ['state', 'marks'],
    read: (process) => STATE_WORDS[process.state],
  }),
  word({
    id: 'letter',
    title: 'S',
    about: 'Its state as the letter that ps and top show',
    width: 34,
    reads: ['state'],
    read: (process) => process.state,
  }),
  word({
    id: 'user',
    title: 'User',
    about: 'On whose behalf it acts',
    width: 84,
    givesWay: 3,
    reads: ['user'],
    read: (process) => process.user,
  }),
  number({
    id: 'cpu',
    title: 'CPU %',
    about: 'Of one CPU, since the last sample',
    width: 72,
    givesWay: 1,
    reads: ['cpuPercent'],
    read: (process) => process.cpuPercent,
    show: (process) => percent(process.cpuPercent),
  }),
  number({
    id: 'memory',
    title: 'Memory',
    about: 'Resident memory, shared pages included',
    width: 84,
    givesWay: 2,
    reads: ['rssBytes'],
    read: (process) => process.rssBytes,
    show: (process) => bytes(process.rssBytes),
  }),
  number({
    id: 'memoryPart',
    title: 'Mem %',
    about: 'Resident memory as a part of the whole',
    width: 72,
    reads: ['rssBytes'],
    read: partOfMemory,
    show: (process, context = NO_CONTEXT) => percent(partOfMemory(process, context)),
  }),
  number({
    id: 'virtual',
    title: 'Virtual',
    about: 'All the addresses that it has mapped',
    width: 84,
    reads: ['vszBytes'],
    read: (process) => process.vszBytes,
    show: (process) => bytes(process.vszBytes),
  }),
  number({
    id: 'threads',
    title: 'Threads',
    about: 'How many threads it has',
    width: 74,
    reads: ['threads'],
    read: (process) => process.threads,
  }),
  number({
    id: 'nice',
    title: 'Nice',
    about: 'How ready it is to let others go first, from -20 to 19',
    width: 58,
    reads: ['nice'],
    read: (process) => process.nice,
  }),
  number({
    id: 'priority',
    title: 'Priority',
    about: 'As the kernel counts: 20 is usual, below 0 is real time',
    width: 74,
    reads: ['priority'],
    read: (process) => process.priority,
  }),
  number({
    id: 'age',
    title: 'Age',
    about: 'How long ago it began',
    width: 92,
    reads: ['startedAt'],
    ages: true,
    read: ageOf,
    show: (process, context = NO_CONTEXT) => duration(ageOf(process, context)),
  }),
  number({
    id: 'started',
    title: 'Started',
    about: 'When it began: the time, or the day where that is past',
    width: 96,
    reads: ['startedAt'],
    read: (process) => process.startedAt,
    show: ({ startedAt }, { now } = NO_CONTEXT) =>
      now - (startedAt ?? 0) < DAY_MS ? clock(startedAt) : moment(startedAt).slice(0, 10),
  }),
  number({
    id: 'time',
    title: 'CPU time',
    about: 'CPU time that it has used in all',
    width: 86,
    reads: ['cpuTimeMs'],
    read: (process) => process.cpuTimeMs,
    show: (process) => (process.cpuTimeMs ? spent(process.cpuTimeMs) : NOTHING),
  }),
  number({
    id: 'lifetimeCpu',
    title: 'Life CPU %',
    about: 'Of one CPU, over its whole life',
    width: 92,
    reads: ['cpuTimeMs'],
    ages: true,
    read: lifetimeCpu,
    show: (process, context = NO_CONTEXT) => percent(lifetimeCpu(process, context)),
  }),
  word({
    id: 'tty',
    title: 'Terminal',
    about: 'Its controlling terminal',
    width: 84,
    reads: ['tty'],
    read: (process) => process.tty,
  }),
  number({
    id: 'group',
    title: 'Group',
    about: 'Its process group',
    width: 68,
    reads: ['pgid'],
    read: (process) => process.pgid,
  }),
  number({
    id: 'session',
    title: 'Session',
    about: 'Its session',
    width: 72,
    reads: ['sid'],
    read: (process) => process.sid,
  }),
  word({
    id: 'wchan',
    title: 'Waits in',
    about: 'Where in the kernel it sleeps',
    width: 150,
    reads: ['wchan'],
    dear: true,
    read: (process) => process.wchan,
  }),
  number({
    id: 'diskRead',
    title: 'Disk read',
    about: 'What it makes the storage read, since the last sample',
    width: 96,
    reads: ['ioReadBytesPerSecond'],
    dear: true,
    read: (process) => process.ioReadBytesPerSecond,
    show: (process) => rate(process.ioReadBytesPerSecond),
  }),
  number({
    id: 'diskWrite',
    title: 'Disk write',
    about: 'What it makes the storage write, since the last sample',
    width: 96,
    reads: ['ioWriteBytesPerSecond'],
    dear: true,
    read: (process) => process.ioWriteBytesPerSecond,
    show: (process) => rate(process.ioWriteBytesPerSecond),
  }),
  word({
    id: 'container',
    title: 'Container',
    about: 'The container that it runs in, as its control group tells',
    width: 116,
    reads: ['cgroup'],
    read: (process) => containerOf(process.cgroup),
  }),
  word({
    id: 'cgroup',
    title: 'Control group',
    about: 'The path of its control group',
    width: 220,
    reads: ['cgroup'],
    read: (process) => process.cgroup,
  }),
  word({
    id: 'command',
    title: 'Command',
    about: 'The command line that it was started with, secrets masked',
    width: 120,
    most: Number.POSITIVE_INFINITY,
    givesWay: 4,
    reads: ['command'],
    read: (process) => process.command,
    show: (process) => text(masked(process.command)),
  }),
];

/** Those that are shown until somebody chooses others. */
export const USUAL_COLUMN_IDS: readonly ColumnId[] = [
  'name',
  'pid',
  'state',
  'user',
  'cpu',
  'memory',
  'command',
];

const byId: ReadonlyMap<ColumnId, Column> = new Map(COLUMNS.map((column) => [column.id, column]));

/** The columns of these names, in the order of the names. */
export const columnsNamed = (ids: readonly ColumnId[]): readonly Column[] =>
  ids.flatMap((id) => byId.get(id) ?? []);

export const USUAL_COLUMNS: readonly Column[] = columnsNamed(USUAL_COLUMN_IDS);

function lifetimeCpu(process: ProcessInfo, context: ColumnContext): number | null {
  const age = ageOf(process, context);
  return age === null || age === 0 || process.cpuTimeMs === null ? null : (100 * process.cpuTimeMs) / age;
}

function partOfMemory({ rssBytes }: ProcessInfo, { memoryBytes }: ColumnContext): number | null {
  return rssBytes === null || !memoryBytes ? null : (100 * rssBytes) / memoryBytes;
}

/**
 * A process of which the system did not tell the value comes last, whichever way the others go.
 * @param reversed - the least number first, texts from the end of the alphabet
 */
export function compareBy(
  column: Column,
  { reversed = false, context = NO_CONTEXT }: { reversed?: boolean; context?: ColumnContext } = {},
): (a: ProcessInfo, b: ProcessInfo) => number {
  const way = reversed ? -1 : 1;
  return (a, b) => {
    const left = column.read(a, context);
    const right = column.read(b, context);
    if (left === right) return a.pid - b.pid;
    if (left === null) return 1;
    if (right === null) return -1;
    if (typeof left === 'number' && typeof right === 'number') return (right - left) * way;
    return compareTexts(String(left), String(right)) * way || a.pid - b.pid;
  };
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base' });
const compareTexts = (a: string, b: string): number => collator.compare(a, b);

/** The columns that fit into a width, in their order: those that give way first are left out first. */
export function columnsWithin(width: number, columns: readonly Column[] = USUAL_COLUMNS): readonly Column[] {
  let fitting = columns;
  const needed = () => fitting.reduce((sum, column) => sum + column.width, 0);
  while (needed() > width) {
    const first = fitting.reduce<Column | null>(
      (found, column) => (column.givesWay > (found?.givesWay ?? 0) ? column : found),
      null,
    );
    if (first === null) break;
    fitting = fitting.filter((column) => column !== first);
  }
  return fitting;
}
