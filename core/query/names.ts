import { PERCENT, PLAIN, type Scale, SIZE, TIME } from './units.ts';

export const FIELDS = [
  'state',
  'mark',
  'user',
  'uid',
  'pid',
  'key',
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
  'priority',
  'wchan',
  'tty',
  'group',
  'session',
  'cgroup',
  'container',
  'change',
] as const;
export type Field = (typeof FIELDS)[number];

export interface FieldGuide {
  /** What it looks at. */
  readonly about: string;
  /** One way to write it. */
  readonly example: string;
  /** What ps(1) and proc(5) call it, where that is another name. */
  readonly aliases: readonly string[];
  /** What its values are measured in, where they can be more or less. */
  readonly scale: Scale | null;
}

const guide = (
  about: string,
  example: string,
  { aliases = [], scale = null }: Partial<Pick<FieldGuide, 'aliases' | 'scale'>> = {},
): FieldGuide => ({ about, example, aliases, scale });

/** Each field described once: for the parser, the completion, the errors and the documentation. */
export const FIELD_GUIDE: Readonly<Record<Field, FieldGuide>> = {
  state: guide('what it is doing, as a word or the letter of ps', 'state:zombie', { aliases: ['stat'] }),
  mark: guide('what is worth saying about it', 'mark:orphan'),
  user: guide('whose it is, “me” for your own', 'user:me'),
  uid: guide('whose it is, by number', 'uid:1000', { scale: PLAIN }),
  pid: guide('its number', 'pid:42', { scale: PLAIN }),
  key: guide('its number with its start, which no other process ever has', 'key:42@1730'),
  parent: guide('the pid of its parent', 'parent:42', { aliases: ['ppid'], scale: PLAIN }),
  under: guide('everything below a pid, at any depth', 'under:42'),
  name: guide('a part of its name', 'name:node', { aliases: ['comm'] }),
  command: guide('a part of its command line', 'command:--watch', { aliases: ['cmd', 'args', 'cmdline'] }),
  cpu: guide('percent of one CPU', 'cpu>5', { aliases: ['pcpu'], scale: PERCENT }),
  mem: guide('resident memory', 'mem>200M', { aliases: ['rss', 'memory'], scale: SIZE }),
  virt: guide('virtual size', 'virt>2G', { aliases: ['vsz', 'vsize'], scale: SIZE }),
  age: guide('how long ago it began', 'age<10m', { aliases: ['etime'], scale: TIME }),
  time: guide('CPU time used in all', 'time>1h', { aliases: ['cputime'], scale: TIME }),
  threads: guide('how many threads', 'threads>50', { aliases: ['nlwp'], scale: PLAIN }),
  nice: guide('how ready it is to let others go first', 'nice>0', { aliases: ['ni'], scale: PLAIN }),
  priority: guide('as the kernel counts, below 0 in real time', 'priority<0', {
    aliases: ['pri'],
    scale: PLAIN,
  }),
  wchan: guide('a part of where in the kernel it sleeps', 'wchan:pipe'),
  tty: guide('its terminal', 'tty:pts/0', { aliases: ['tt'] }),
  group: guide('its process group', 'group:42', { aliases: ['pgid', 'pgrp'], scale: PLAIN }),
  session: guide('its session', 'session:42', { aliases: ['sid', 'sess'], scale: PLAIN }),
  cgroup: guide('a part of its control group', 'cgroup:docker'),
  container: guide('the beginning of its container', 'container:3f2a'),
  change: guide('what became of it, in a comparison', 'change:started'),
};

/** Every way to name a field. */
export const FIELD_NAMES: ReadonlyMap<string, Field> = new Map(
  FIELDS.flatMap((field) => [field, ...FIELD_GUIDE[field].aliases].map((name) => [name, field] as const)),
);

/** By any of its names; upper and lower case are the same. */
export const fieldNamed = (name: string): Field | null => FIELD_NAMES.get(name.toLowerCase()) ?? null;

/** Words that stand between terms, or before one. */
export const CONNECTIVES: ReadonlyMap<string, 'not' | 'or' | 'and'> = new Map([
  ['not', 'not'],
  ['or', 'or'],
  ['and', 'and'],
]);
