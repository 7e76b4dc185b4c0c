import { visible } from './format.ts';
import type { Exit, ProcessKey, StateCode } from './process.ts';

/** Enough to name a process to a person. */
export interface Person {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string;
}

export const called = ({ name, pid }: Pick<Person, 'name' | 'pid'>): string => `${visible(name)} (${pid})`;

/** Of many only the first are named: what is told of a parent stays small, however many children it has. */
export interface People {
  readonly count: number;
  /** The oldest of them. */
  readonly first: readonly Person[];
}

/** So many of them are named. */
export const PEOPLE_NAMED = 50;

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

/** A wait for children that a thread is in. */
export interface Wait {
  /** Whom it asks for; `null`: for one that is not there, or not to be seen. */
  readonly whom: 'any' | 'group' | Person | null;
  /** Why it passes the zombie in question by; `null` where it would collect it. */
  readonly passes: 'another' | 'not-ended' | 'kind' | null;
}

/** The system calls that the threads of a process are in. */
export interface Calls {
  /** Of its first thread; `null` where that runs, or is in a call that has no name here. */
  readonly first: string | null;
  /** Of all its threads. */
  readonly waits: readonly Wait[];
}

/** A thread is in vfork(2), until the child that it made so becomes another program or ends. */
export interface Vfork {
  /** It is the first thread, and not one beside it. */
  readonly first: boolean;
  /** That child, where one shares the memory of its parent. */
  readonly child: (Person & { readonly state: StateCode }) | null;
}

/** What runs a program, as far as its way with children depends on it. */
export type Runtime = 'node' | 'python' | 'shell' | 'java' | 'ruby' | 'go';

/** How a program is linked; `stripped`: statically, and without a table of names. */
export type Linked = 'dynamically' | 'statically' | 'stripped';

/** A child this young may only be waiting for its parent to get the processor. */
export const YOUNG_MS = 1_000;

export interface ZombieFacts extends Person {
  readonly exit: Exit | null;
  /** Not yet released, itself included. */
  readonly threads: number;
  /** Whether its end is told by SIGCHLD: not where clone(2) was given another signal, or none. */
  readonly tellsByChildSignal: boolean;
  /** Who traces it, where that is not its parent. */
  readonly tracer: Person | null;
  /** Its parent is not who started it. Where this is `false`, it only has not been seen. */
  readonly adopted: boolean;
  /** For how long it has been one, in milliseconds. */
  readonly age: {
    readonly least: number;
    /** `null` where not told. */
    readonly most: number | null;
    /** It was seen alive before: `least` is not only a lower bound. */
    readonly seen: boolean;
  };
}

/** What says whether a process collects the dead that come to it. */
export interface CollectorFacts extends Person {
  /** That of a thread that lives. */
  readonly state: StateCode;
  /** `null` where we may not know. */
  readonly childSignal: ChildSignal | null;
  /** `null` where we may not know. */
  readonly calls: Calls | null;
  /** The kernel has added what a child had spent to its own account: it has collected one (wait4(2), getrusage(2)). */
  readonly collectedOthers: boolean;
  readonly runtime: Runtime | null;
}

/** Who gets the children of a parent when that ends. */
export interface Adopter extends CollectorFacts {
  /** Process 1 of this system or of the parent's container, or a subreaper above the parent, prctl(2). */
  readonly office: 'system' | 'container' | 'subreaper';
  /** The dead that it has not collected. */
  readonly zombies: number;
  /** For how long at least the oldest of them has been left, in milliseconds. */
  readonly leftFor: number;
}

export interface ParentFacts extends CollectorFacts {
  readonly user: string | null;
  /** Its first thread has ended, and others live on. */
  readonly leaderExited: boolean;
  readonly threads: number | null;
  /** A thread of it waits inside the kernel, uninterruptible, for longer than a moment. */
  readonly stuck: boolean;
  readonly vfork: Vfork | null;
  readonly wchan: string | null;
  readonly tracer: Person | null;
  /** Process 1: of this system, or of a container. Orphans come to it. */
  readonly init: 'system' | 'container' | null;
  readonly linked: Linked | null;
  /** It leads the session of a terminal, whose foreground jobs get SIGHUP when it ends. */
  readonly leadsTerminal: boolean;
  /** `null` where nobody is left, or to be seen. */
  readonly adopter: Adopter | null;
  /** The dead that it has not collected, the one in question among them. */
  readonly zombies: People;
  /** Its children that live. */
  readonly children: People;
  /** Where it is a container's process 1: everything that ends with it. */
  readonly inContainer: People;
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

/** What has been seen of a zombie and of its family by whoever watches all the time. */
export interface Watched {
  /** In milliseconds since the epoch; `null` where it already was one at first sight. */
  readonly zombieSince: number | null;
  /** It was seen with another parent. */
  readonly adopted: boolean;
  /** Ancestors of it that were seen to adopt somebody. */
  readonly adopters: readonly ProcessKey[];
}
