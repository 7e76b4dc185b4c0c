import { type Column, type ColumnContext, NO_CONTEXT, number, text, word } from './columns/column.ts';
import { type ColumnId, USUAL_COLUMN_IDS } from './columns/ids.ts';
import { containerOf } from './container.ts';
import { bytes, clock, duration, moment, NOTHING, percent, spent } from './format.ts';
import { type ProcessInfo, STATE_WORDS } from './process.ts';
import { masked } from './secrets.ts';

const rate = (value: number | null): string => (value ? `${bytes(value)}/s` : NOTHING);

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
