import { bytes, NOTHING, percent, visible } from './format.ts';
import { type ProcessInfo, STATE_WORDS } from './process.ts';

export const COLUMN_IDS = ['name', 'pid', 'state', 'user', 'cpu', 'memory', 'command'] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

/**
 * One column of the process table, for whoever draws, sorts or writes it.
 * Numbers are right-aligned and sort the greatest first, texts the other way around.
 */
export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  readonly kind: 'text' | 'number';
  /** In pixels. Between these two it takes its part of what there is, without end the rest. */
  readonly width: number;
  readonly most: number;
  /** Where width is scarce, the column with the highest number goes first; 0 stays. */
  readonly givesWay: number;
  /** What it sorts by, and what is written to a file; `null` where the system did not tell. */
  read(process: ProcessInfo): string | number | null;
  /** As a person reads it. */
  show(process: ProcessInfo): string;
}

const text = (value: string | null): string => (value === null || value === '' ? NOTHING : visible(value));

export const COLUMNS: readonly Column[] = [
  {
    id: 'name',
    title: 'Name',
    kind: 'text',
    width: 260,
    most: 420,
    givesWay: 0,
    read: (process) => process.name,
    show: (process) => text(process.name),
  },
  {
    id: 'pid',
    title: 'PID',
    kind: 'number',
    width: 68,
    most: 68,
    givesWay: 0,
    read: (process) => process.pid,
    show: (process) => String(process.pid),
  },
  {
    id: 'state',
    title: 'State',
    kind: 'text',
    width: 112,
    most: 112,
    givesWay: 0,
    read: (process) => STATE_WORDS[process.state],
    show: (process) => STATE_WORDS[process.state],
  },
  {
    id: 'user',
    title: 'User',
    kind: 'text',
    width: 84,
    most: 84,
    givesWay: 3,
    read: (process) => process.user,
    show: (process) => text(process.user),
  },
  {
    id: 'cpu',
    title: 'CPU %',
    kind: 'number',
    width: 68,
    most: 68,
    givesWay: 1,
    read: (process) => process.cpuPercent,
    show: (process) => percent(process.cpuPercent),
  },
  {
    id: 'memory',
    title: 'Memory',
    kind: 'number',
    width: 80,
    most: 80,
    givesWay: 2,
    read: (process) => process.rssBytes,
    show: (process) => bytes(process.rssBytes),
  },
  {
    id: 'command',
    title: 'Command',
    kind: 'text',
    width: 120,
    most: Number.POSITIVE_INFINITY,
    givesWay: 4,
    read: (process) => process.command,
    show: (process) => text(process.command),
  },
];

/** A process of which the system did not tell the value comes last, whichever way the others go. */
export function compareBy(column: Column): (a: ProcessInfo, b: ProcessInfo) => number {
  return (a, b) => {
    const left = column.read(a);
    const right = column.read(b);
    if (left === right) return a.pid - b.pid;
    if (left === null) return 1;
    if (right === null) return -1;
    if (typeof left === 'number' && typeof right === 'number') return right - left;
    return String(left).localeCompare(String(right)) || a.pid - b.pid;
  };
}

/** The columns that fit into a width, in their order: those that give way first are left out first. */
export function columnsWithin(width: number, columns: readonly Column[] = COLUMNS): readonly Column[] {
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
