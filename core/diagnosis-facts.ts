import type { Exit, ProcessKey, StateCode } from './process.ts';

/** Enough to name a process to a person. */
export interface Person {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string;
}

/** What a process does about SIGCHLD; sigaction(2), proc(5) on `SigBlk`, `SigIgn` and `SigCgt`. */
export interface ChildSignal {
  readonly disposition: 'default' | 'ignored' | 'handled';
  /** No thread lets it in. */
  readonly blocked: boolean;
  /** One has come and waits to be let in. */
  readonly pending: boolean;
  /** It is read from a descriptor instead, signalfd(2); `null` where that may not be looked at. */
  readonly read: boolean | null;
}

/** The system call that a process is in; `null` where it runs or we may not know. */
export interface CallInProgress {
  readonly name: string;
  /** Of a wait: whom it waits for. A number is the pid as that process knows it. */
  readonly waitsFor: number | 'any' | 'group' | null;
}

/** What runs a program, as far as its way with children depends on it. */
export type Runtime = 'node' | 'python' | 'shell' | 'java' | 'ruby';

export interface ZombieFacts extends Person {
  readonly exit: Exit | null;
  /** Not yet released, itself included. */
  readonly threads: number;
  /** Whether its end is told by SIGCHLD: not where clone(2) was given another signal, or none. */
  readonly tellsByChildSignal: boolean;
  /** Who traces it, where that is not its parent. */
  readonly tracer: Person | null;
  /** Its pid in the namespace of its parent. */
  readonly pidForParent: number;
  /** For how long it has been one, in milliseconds; `most` is `null` where not told. */
  readonly age: { readonly least: number; readonly most: number | null };
}

export interface ParentFacts extends Person {
  readonly user: string | null;
  readonly state: StateCode;
  readonly threads: number | null;
  /** `null` where we may not know. */
  readonly childSignal: ChildSignal | null;
  readonly call: CallInProgress | null;
  readonly wchan: string | null;
  readonly tracer: Person | null;
  /** Process 1: of this system, or of a container. Orphans come to it. */
  readonly init: 'system' | 'container' | null;
  readonly runtime: Runtime | null;
  /** It leads the session of a terminal, whose foreground jobs get SIGHUP when it ends. */
  readonly leadsTerminal: boolean;
  /** The dead that it has not collected, the one in question among them, the oldest first. */
  readonly zombies: readonly Person[];
  /** Its children that live. */
  readonly children: readonly Person[];
  /** Where it is a container's process 1: everything that ends with it. */
  readonly inContainer: readonly Person[];
  /** It is part of Reaptree itself. */
  readonly own: boolean;
}

/** What Reaptree itself can do to that parent. */
export interface Means {
  readonly readOnly: boolean;
  /** Debuggers that are installed; the first is used. */
  readonly debuggers: readonly string[];
  /** Whether we may attach to the parent, or what keeps us from it. */
  readonly trace: 'permitted' | 'other-user' | 'descendants-only' | 'root-only' | 'never' | 'refused';
  readonly signal: boolean;
}

export interface ZombieCase {
  readonly zombie: ZombieFacts;
  /** `null` where its parent cannot be seen from here. */
  readonly parent: ParentFacts | null;
  readonly means: Means;
}
