import type { Exit, ProcessKey, StateCode } from './process.ts';

/** One process as a source read it, before anything is remembered, marked or computed. */
export interface RawProcess {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number | null;
  readonly sid: number | null;
  readonly uid: number | null;
  readonly user: string | null;
  readonly state: StateCode;
  readonly name: string;
  /** Empty where the kernel has none: a zombie, a kernel thread. */
  readonly command: string;
  readonly startedAt: number | null;
  readonly tty: string | null;
  /** Whether there is a controlling terminal; `null` where not told. */
  readonly hasTty: boolean | null;
  readonly nice: number | null;
  readonly priority: number | null;
  readonly threads: number | null;
  readonly wchan: string | null;
  readonly cpuTimeMs: number | null;
  readonly rssBytes: number | null;
  readonly vszBytes: number | null;
  readonly flags: number | null;
  readonly kernelThread: boolean;
  /** Differs from one program image to the next; 0 where not told. */
  readonly image: number;
  readonly exit: Exit | null;
  readonly cgroup: string | null;
  readonly nspid: readonly number[] | null;
  /** Bytes that the storage was made to read and write in all; `null` where not asked or not told. */
  readonly ioReadBytes: number | null;
  readonly ioWriteBytes: number | null;
}

/** What a source found different from its last reading. */
export interface Changes {
  /** New ones, and those of which anything is different. */
  readonly changed: readonly RawProcess[];
  readonly gone: readonly ProcessKey[];
}

/** A reading of all processes, or of some that something is known to have happened to. */
export interface Reading extends Changes {
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  /** Milliseconds on a clock that never jumps; rates are taken over it. */
  readonly monotonicMs: number;
  readonly complete: boolean;
}

/** What the kernel told by itself, between two readings. */
export type KernelEvent =
  | {
      readonly kind: 'fork';
      readonly at: number;
      readonly pid: number;
      readonly ppid: number;
      readonly start: number;
    }
  /** `null` where it had ended before it could be asked. */
  | {
      readonly kind: 'exec';
      readonly at: number;
      readonly pid: number;
      readonly name: string | null;
      readonly command: string | null;
    }
  | { readonly kind: 'exit'; readonly at: number; readonly pid: number; readonly exit: Exit | null };

/** Which processes are ours. */
export interface Roots {
  /** The process whose descendants are Reaptree itself. */
  readonly own: number | null;
  /** The lab's helper: itself `own`, while its descendants are `lab`. */
  readonly lab: number | null;
}
