import type { SnapshotProcess } from './snapshot.ts';

type FieldId = keyof SnapshotProcess;

/** One column of a file that has columns: its name is that of the field in the JSON. */
export interface FileColumn {
  readonly id: FieldId;
  readonly title: string;
  readonly kind: 'text' | 'number';
  /** `null` where the system did not tell. */
  read(process: SnapshotProcess): string | number | null;
}

const plain = (id: FieldId, title: string, kind: FileColumn['kind'] = 'text'): FileColumn => ({
  id,
  title,
  kind,
  read: (process) => {
    const value = process[id];
    return typeof value === 'string' || typeof value === 'number' ? value : null;
  },
});
const number = (id: FieldId, title: string): FileColumn => plain(id, title, 'number');

/** How a process ended, in one word or two: `exit 3`, `SIGKILL`. */
export const exitInWords = (exit: SnapshotProcess['exit']): string | null => {
  if (exit === null) return null;
  return 'code' in exit ? `exit ${exit.code}` : exit.signal;
};

/** Every field of a process, described once for all formats that have columns. */
const DESCRIBED: Readonly<Record<FieldId, FileColumn>> = {
  key: plain('key', 'Key'),
  pid: number('pid', 'PID'),
  ppid: number('ppid', 'Parent'),
  pgid: number('pgid', 'Process group'),
  sid: number('sid', 'Session'),
  uid: number('uid', 'User id'),
  user: plain('user', 'User'),
  state: plain('state', 'State'),
  name: plain('name', 'Name'),
  command: plain('command', 'Command'),
  commandRemembered: {
    id: 'commandRemembered',
    title: 'Command is from memory',
    kind: 'text',
    read: (process) => String(process.commandRemembered),
  },
  startedAt: plain('startedAt', 'Started'),
  tty: plain('tty', 'Terminal'),
  nice: number('nice', 'Nice'),
  priority: number('priority', 'Priority'),
  threads: number('threads', 'Threads'),
  wchan: plain('wchan', 'Sleeps in'),
  cpuPercent: number('cpuPercent', 'CPU %'),
  cpuTimeMs: number('cpuTimeMs', 'CPU time, ms'),
  rssBytes: number('rssBytes', 'Memory, bytes'),
  vszBytes: number('vszBytes', 'Address space, bytes'),
  marks: { id: 'marks', title: 'Marks', kind: 'text', read: ({ marks }) => marks.join(' ') },
  originalParent: plain('originalParent', 'Original parent'),
  exit: { id: 'exit', title: 'Ended with', kind: 'text', read: ({ exit }) => exitInWords(exit) },
  zombieSince: plain('zombieSince', 'Zombie since'),
  flags: number('flags', 'Flags'),
  cgroup: plain('cgroup', 'Control group'),
  nspid: {
    id: 'nspid',
    title: 'Pids in its namespaces',
    kind: 'text',
    read: ({ nspid }) => nspid?.join(' ') ?? null,
  },
  ioReadBytesPerSecond: number('ioReadBytesPerSecond', 'Disk read, bytes/s'),
  ioWriteBytesPerSecond: number('ioWriteBytesPerSecond', 'Disk write, bytes/s'),
};

export const FILE_COLUMNS: readonly FileColumn[] = Object.values(DESCRIBED);
