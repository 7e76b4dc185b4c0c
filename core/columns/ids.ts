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
