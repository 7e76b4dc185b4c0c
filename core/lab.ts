import type { Exit, ProcessKey } from './process.ts';

/** What a test child does between its birth and its end. */
export interface ChildPlan {
  /** How long it lives, in milliseconds. */
  readonly afterMs: number;
  /** The status it ends with, 0 to 255. */
  readonly exitCode: number;
}

export type LabRole = 'helper' | 'parent' | 'child';

/**
 * One line of a transcript: a system call of one lab process, as that process made it.
 * A call that may block is told twice, first without and then with its outcome, under the same `call` id.
 */
export interface LabCall {
  /** Rises by one for each line; the order in which the helper's pipe delivered them. */
  readonly seq: number;
  /** Seconds since the helper started, by a monotonic clock. */
  readonly at: number;
  readonly pid: number;
  readonly role: LabRole;
  /** The system call's name as in section 2 of the manual. */
  readonly name: string;
  /** Its arguments as one would write them in C. */
  readonly args: string;
  /** `blocked`: begun and not back yet. `noreturn`: `_exit`. */
  readonly outcome:
    | { readonly kind: 'blocked' }
    | { readonly kind: 'noreturn' }
    | { readonly kind: 'returned'; readonly value: number; readonly errno: string | null };
  /** What a wait collected, decoded. */
  readonly status: Exit | null;
}

export type LabProcessState = 'alive' | 'ended' | 'reaped';

export interface LabChild {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly plan: ChildPlan;
  /** Seconds on the clock of {@link LabCall.at}. */
  readonly forkedAt: number;
  readonly state: LabProcessState;
  readonly endedAt: number | null;
  readonly exit: Exit | null;
}

export interface LabParent {
  readonly key: ProcessKey;
  readonly pid: number;
  /** The call it is blocked in, e.g. `wait(&status)`; `null` while it takes commands. */
  readonly blockedIn: string | null;
  readonly children: readonly LabChild[];
}

export interface LabState {
  /** `missing`: there is no helper to be had, and `why` says so and what to do. */
  readonly helper:
    | { readonly kind: 'idle' }
    | { readonly kind: 'running'; readonly pid: number }
    | { readonly kind: 'missing'; readonly why: string };
  readonly parents: readonly LabParent[];
  /** The newest lines, oldest first; older ones are dropped. */
  readonly calls: readonly LabCall[];
}

/** What changes a {@link LabState}; the engine and the renderer apply the same ones. */
export type LabEvent =
  | { readonly kind: 'helper'; readonly helper: LabState['helper'] }
  | { readonly kind: 'call'; readonly call: LabCall }
  | { readonly kind: 'parent'; readonly parent: LabParent }
  | { readonly kind: 'parent-gone'; readonly key: ProcessKey }
  | { readonly kind: 'child'; readonly parent: ProcessKey; readonly child: LabChild };
