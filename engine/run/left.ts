import type { Exit, ProcessKey, StateCode } from '../../core/process.ts';

/**
 * What a command can leave behind. `zombie`: it was dead for longer than the grace, and nobody collected it.
 * `orphan`: it outlived its parent while the command ran. `leftover`: it was alive when the command had ended.
 */
export const LEFT_KINDS = ['zombie', 'orphan', 'leftover'] as const;
export type LeftKind = (typeof LEFT_KINDS)[number];

export interface Ancestor {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string;
  readonly command: string;
}

/** A process that was left behind. Times are in milliseconds, moments since the epoch. */
export interface LeftProcess extends Ancestor {
  readonly kinds: readonly LeftKind[];
  /** As it was last seen. */
  readonly state: StateCode;
  /** From the command down to its parent, as far as they were seen. */
  readonly ancestry: readonly Ancestor[];
  readonly startedAt: number;
  /** From its start to its end, or to the end of the run. */
  readonly lifetimeMs: number;
  /** For how long it was seen as a zombie; `null` where it was none. */
  readonly zombieMs: number | null;
  /** How it ended; `null` where that is not known, or it was ended by the clean-up. */
  readonly exit: Exit | null;
  readonly cleanedUp: boolean;
}
