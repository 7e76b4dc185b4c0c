import { visible } from '../format.ts';
import type { Snapshot, SnapshotHost, SnapshotProcess } from './snapshot.ts';

interface PsColumn {
  readonly title: string;
  /** In characters; the last one has none. */
  readonly width: number;
  readonly align: 'left' | 'right';
  show(process: SnapshotProcess, host: SnapshotHost): string;
}

const two = (value: number): string => String(value).padStart(2, '0');
const or = (value: number | string | null): string => (value === null ? '-' : String(value));

/** `[DD-]HH:MM:SS`, as ps(1) writes the time that a process computed. */
function cpuTime(ms: number | null): string {
  if (ms === null) return '-';
  const seconds = Math.floor(ms / 1000);
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
    .map(two)
    .join(':');
  return days === 0 ? clock : `${two(days)}-${clock}`;
}

/** What is not the default shows as ps does: bound to real time, or a kernel's own number plus 60. */
const priority = (value: number | null): string => (value === null ? '-' : String(value + 60));

/** Of the whole life of the process, in percent of one CPU, as the column C has it. */
function share({ cpuTimeMs, startedAt }: SnapshotProcess, takenAt: string): string {
  if (cpuTimeMs === null || startedAt === null) return '-';
  const aliveMs = Date.parse(takenAt) - Date.parse(startedAt);
  return String(aliveMs <= 0 ? 0 : Math.min(99, Math.floor((cpuTimeMs * 100) / aliveMs)));
}

const columns = (takenAt: string): readonly PsColumn[] => [
  { title: 'F', width: 1, align: 'left', show: ({ flags }) => or(flags) },
  { title: 'S', width: 1, align: 'left', show: ({ state }) => state },
  { title: 'UID', width: 5, align: 'right', show: ({ uid }) => or(uid) },
  { title: 'PID', width: 7, align: 'right', show: ({ pid }) => String(pid) },
  { title: 'PPID', width: 7, align: 'right', show: ({ ppid }) => String(ppid) },
  { title: 'C', width: 2, align: 'right', show: (process) => share(process, takenAt) },
  { title: 'PRI', width: 3, align: 'right', show: (process) => priority(process.priority) },
  { title: 'NI', width: 3, align: 'right', show: ({ nice }) => or(nice) },
  { title: 'ADDR', width: 4, align: 'left', show: () => '-' },
  {
    title: 'SZ',
    width: 5,
    align: 'right',
    show: ({ vszBytes }, { pageSizeBytes }) =>
      vszBytes === null ? '-' : String(Math.floor(vszBytes / pageSizeBytes)),
  },
  { title: 'WCHAN', width: 6, align: 'left', show: ({ wchan }) => visible(wchan ?? '-').slice(0, 6) },
  { title: 'TTY', width: 8, align: 'left', show: ({ tty }) => visible(tty ?? '?') },
  { title: 'TIME', width: 8, align: 'right', show: ({ cpuTimeMs }) => cpuTime(cpuTimeMs) },
  {
    title: 'CMD',
    width: 0,
    align: 'left',
    show: ({ name, state }) => visible(name) + (state === 'Z' ? ' <defunct>' : ''),
  },
];

/** The snapshot as `ps -l` would print it: its columns, in its order, with its widths. */
export function* writePs(snapshot: Snapshot): Generator<string> {
  const all = columns(snapshot.takenAt);
  const line = (cell: (column: PsColumn) => string): string =>
    `${all
      .map((column) => {
        const text = cell(column);
        return column.align === 'right' ? text.padStart(column.width) : text.padEnd(column.width);
      })
      .join(' ')
      .trimEnd()}\n`;
  yield line(({ title }) => title);
  for (const process of snapshot.processes) yield line((column) => column.show(process, snapshot.host));
}
