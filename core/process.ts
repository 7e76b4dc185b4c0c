import type { Mark } from './marks.ts';

/**
 * Names one process for as long as the machine is up: `"<pid>@<start>"`.
 * The pid may be given to another process later, the pair may not.
 * `start` is in clock ticks since boot on Linux (field 22 of `/proc/PID/stat`, proc(5)),
 * in milliseconds since the epoch elsewhere.
 */
export type ProcessKey = `${number}@${number}`;

export const keyOf = (pid: number, start: number): ProcessKey => `${pid}@${start}`;

export const isProcessKey = (text: string): text is ProcessKey => /^[1-9]\d{0,9}@\d{1,16}$/.test(text);

export function partsOf(key: ProcessKey): { pid: number; start: number } {
  const at = key.indexOf('@');
  return { pid: Number(key.slice(0, at)), start: Number(key.slice(at + 1)) };
}

/** The state letter of proc(5) and ps(1); `?` where the platform does not tell. */
export type StateCode = 'R' | 'S' | 'D' | 'T' | 't' | 'Z' | 'X' | 'I' | 'P' | '?';

export const STATE_WORDS: Readonly<Record<StateCode, string>> = {
  R: 'running',
  S: 'sleeping',
  D: 'uninterruptible',
  T: 'stopped',
  t: 'traced',
  Z: 'zombie',
  X: 'dead',
  I: 'idle',
  P: 'parked',
  '?': 'unknown',
};

export const isStateCode = (letter: string): letter is StateCode => Object.hasOwn(STATE_WORDS, letter);

/** How a process ended, decoded from the status that wait(2) would give. */
export type Exit = { readonly code: number } | { readonly signal: string };

/** One process as the whole program speaks of it. `null` means that the system did not tell. */
export interface ProcessInfo {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number | null;
  readonly sid: number | null;
  readonly uid: number | null;
  readonly user: string | null;
  readonly state: StateCode;
  /** `comm`: at most 15 bytes on Linux, and whatever the process chose to call itself. */
  readonly name: string;
  /** The arguments joined by spaces; the one seen before it died for a zombie. */
  readonly command: string;
  /** The command line is from memory: the kernel no longer has it. */
  readonly commandRemembered: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | null;
  readonly tty: string | null;
  readonly nice: number | null;
  /** As the kernel counts: 20 is the default, negative is real time (proc(5), field 18). */
  readonly priority: number | null;
  readonly threads: number | null;
  /** Where in the kernel it sleeps; `null` where not asked or not told. */
  readonly wchan: string | null;
  /** Of one CPU, over the last interval; `null` at first sight. */
  readonly cpuPercent: number | null;
  readonly cpuTimeMs: number | null;
  readonly rssBytes: number | null;
  readonly vszBytes: number | null;
  readonly marks: readonly Mark[];
  /** The parent it had before it was adopted, where that was seen. */
  readonly originalParent: ProcessKey | null;
  /** How it ended; `null` while alive and where the kernel does not tell us. */
  readonly exit: Exit | null;
  /** Milliseconds since the epoch; `null` where it already was a zombie at first sight. */
  readonly zombieSince: number | null;
  /** Task flags as `ps -l` shows them under F (procps: bits 6 to 8 of the kernel's). */
  readonly flags: number | null;
  /** The control group, as the path in `/proc/PID/cgroup`; `null` where not asked or not told. */
  readonly cgroup: string | null;
  /** Its pid in each pid namespace from ours inward, where there is more than one. */
  readonly nspid: readonly number[] | null;
  /** What it made the storage read and write over the last interval; `null` where not asked or not told. */
  readonly ioReadBytesPerSecond: number | null;
  readonly ioWriteBytesPerSecond: number | null;
}

/** The machine that a reading or a snapshot is of. */
export interface Host {
  readonly hostname: string;
  readonly platform: string;
  readonly release: string;
  readonly arch: string;
  readonly bootId: string | null;
  /** Milliseconds since the epoch. */
  readonly bootTime: number | null;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly clockTicksPerSecond: number;
  readonly pageSizeBytes: number;
}

export const SOURCE_NAMES = ['procfs', 'ps', 'ps-list'] as const;
/** Where the facts came from: `/proc`, or `ps` (through ps-list for the list itself). */
export type SourceName = (typeof SOURCE_NAMES)[number];
