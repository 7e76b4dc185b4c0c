import { MARKS } from '../marks.ts';
import { isStateCode, SOURCE_NAMES } from '../process.ts';
import type { SnapshotHost, SnapshotProcess } from './snapshot.ts';

/** What one field of the format must be. */
export interface Field {
  /** As it stands in "… is not …". */
  readonly what: string;
  is(value: unknown): boolean;
  /** What stands for a field that is not there; without it, the field must be there. */
  readonly absent?: unknown;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const orNull = (field: Field): Field => ({
  what: `${field.what}, or null`,
  is: (value) => value === null || field.is(value),
  absent: null,
});

export const text: Field = { what: 'a text', is: isText };
const flag: Field = { what: 'true or false', is: (value) => typeof value === 'boolean', absent: false };
export const count: Field = {
  what: 'a whole number, 0 or more',
  is: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};
const whole: Field = { what: 'a whole number', is: (value) => Number.isSafeInteger(value) };
export const share: Field = { what: 'a number, 0 or more', is: (value) => isNumber(value) && value >= 0 };

/** Of the form that `Date.prototype.toISOString` gives, and a time that exists. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;
const time: Field = {
  what: 'a time such as 2026-11-20T08:00:00.000Z',
  is: (value) => isText(value) && TIME.test(value) && !Number.isNaN(Date.parse(value)),
};

/** proc(5) knows no pid above 4,194,304; other systems count further, and Windows and macOS begin at 0. */
const PID = /^(?:0|[1-9]\d{0,9})$/;
const KEY = /^(?:0|[1-9]\d{0,9})@\d{1,16}$/;
export const key: Field = {
  what: 'a key such as 123@4567 (the pid, and when it started)',
  is: (value) => isText(value) && KEY.test(value),
};
export const pid: Field = {
  what: 'a pid',
  is: (value) => PID.test(String(value)) && typeof value === 'number',
};

const SIGNAL = /^SIG[A-Z0-9+-]{1,20}$/;
export const exit: Field = {
  what: 'an exit status such as {"code": 3} or {"signal": "SIGKILL"}',
  is: (value) => {
    if (!isObject(value)) return false;
    if ('code' in value) {
      return !('signal' in value) && Number.isInteger(value.code) && Math.abs(value.code as number) < 2 ** 32;
    }
    return isText(value.signal) && SIGNAL.test(value.signal);
  },
};

const marks: Field = {
  what: `a list of marks (${MARKS.join(', ')})`,
  is: (value) =>
    Array.isArray(value) &&
    value.every((mark) => (MARKS as readonly unknown[]).includes(mark)) &&
    new Set(value).size === value.length,
  absent: [],
};

/** The fields of one process, in the order in which they are written. */
export const PROCESS_FIELDS: Readonly<Record<keyof SnapshotProcess, Field>> = {
  key,
  pid,
  ppid: pid,
  pgid: orNull(whole),
  sid: orNull(whole),
  uid: orNull(whole),
  user: orNull(text),
  state: { what: 'a state letter of ps', is: (value) => isText(value) && isStateCode(value) },
  name: text,
  command: { ...text, absent: '' },
  commandRemembered: flag,
  startedAt: orNull(time),
  tty: orNull(text),
  nice: orNull(whole),
  priority: orNull(whole),
  threads: orNull(count),
  wchan: orNull(text),
  cpuPercent: orNull(share),
  cpuTimeMs: orNull(share),
  rssBytes: orNull(count),
  vszBytes: orNull(count),
  marks,
  originalParent: orNull(key),
  exit: orNull(exit),
  zombieSince: orNull(time),
  flags: orNull(count),
  cgroup: orNull(text),
  nspid: orNull({ what: 'a list of pids', is: (value) => Array.isArray(value) && value.every(pid.is) }),
  ioReadBytesPerSecond: orNull(share),
  ioWriteBytesPerSecond: orNull(share),
};

export const HOST_FIELDS: Readonly<Record<keyof SnapshotHost, Field>> = {
  hostname: text,
  platform: text,
  release: text,
  arch: text,
  bootId: orNull(text),
  bootTime: orNull(time),
  cpus: count,
  memoryBytes: count,
  clockTicksPerSecond: count,
  pageSizeBytes: { what: 'a whole number, 1 or more', is: (value) => count.is(value) && value !== 0 },
};

/** What stands at the top beside `format`, `version`, `host` and `processes`. */
export const HEAD_FIELDS: Readonly<Record<'takenAt' | 'source' | 'query' | 'redacted', Field>> = {
  takenAt: time,
  source: {
    what: SOURCE_NAMES.map((name) => `"${name}"`).join(' or '),
    is: (value) => (SOURCE_NAMES as readonly unknown[]).includes(value),
  },
  query: orNull(text),
  redacted: flag,
};
