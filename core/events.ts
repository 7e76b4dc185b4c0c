import type { Exit, ProcessKey } from './process.ts';

/** Something that happened to one process. `at` is in milliseconds since the epoch. */
export type ProcessEvent = {
  readonly at: number;
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string;
} & ProcessHappening;

export type ProcessHappening =
  /**
   * It appeared; `parent` is `null` where that is not known, and `command` empty where nothing could be read. Told by
   * the kernel, both name and command are still those of its parent, fork(2).
   */
  | {
      readonly kind: 'started';
      readonly ppid: number;
      readonly parent: ProcessKey | null;
      readonly command: string;
    }
  /**
   * It became another program, execve(2). Where it had ended before its command line could be read, `command` is the
   * name, and empty where that had gone too: then `name` is the one that it had before.
   */
  | { readonly kind: 'exec'; readonly command: string }
  /** It ended, and its parent has not collected it. */
  | { readonly kind: 'zombie'; readonly exit: Exit | null }
  /** A zombie that was seen is gone: `by` is the parent it had at the end, `reaper` its key where that is known. */
  | {
      readonly kind: 'reaped';
      readonly by: number;
      readonly reaper: ProcessKey | null;
      readonly exit: Exit | null;
    }
  /** It ended and was collected between two looks. */
  | { readonly kind: 'ended'; readonly exit: Exit | null }
  /** Its parent ended, and another adopted it; the keys are those of the two, where they are known. */
  | {
      readonly kind: 'reparented';
      readonly from: number;
      readonly to: number;
      readonly formerParent: ProcessKey | null;
      readonly adopter: ProcessKey | null;
    }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'continued' };

export const eventOf = (
  { key, pid, name }: Pick<ProcessEvent, 'key' | 'pid' | 'name'>,
  at: number,
  happening: ProcessHappening,
): ProcessEvent => ({ at, key, pid, name, ...happening });

export const EVENT_KINDS = [
  'started',
  'exec',
  'zombie',
  'reaped',
  'ended',
  'reparented',
  'stopped',
  'continued',
] as const satisfies readonly ProcessHappening['kind'][];
export type EventKind = ProcessHappening['kind'];

/**
 * How much of what happens is seen. `exact`: the kernel tells of every fork, exec and exit. `watched`: the
 * exits of processes that were seen are told at once. `sampled`: only what a look at the right moment shows.
 */
export type Precision = 'exact' | 'watched' | 'sampled';
