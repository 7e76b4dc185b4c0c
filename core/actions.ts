import type { Person } from './diagnosis-facts.ts';
import type { Exit, ProcessKey, StateCode } from './process.ts';
import type { SignalName } from './signals.ts';

/** Whether nothing can be done to any process; the engine sees to it. */
export interface ReadOnlyState {
  readonly on: boolean;
  /** It was started so, and cannot be switched while it runs. */
  readonly fixed: boolean;
}

/** How far an action reaches from the processes that were chosen. */
export const SCOPES = ['one', 'tree', 'group', 'session'] as const;
export type Scope = (typeof SCOPES)[number];

export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  one: 'this process',
  tree: 'this process and all below it',
  group: 'its process group',
  session: 'its session',
};

/** What is to be done, and to whom. */
export interface Order {
  readonly keys: readonly ProcessKey[];
  readonly scope: Scope;
  readonly signal: SignalName;
  /** After this long, whoever is still there gets SIGKILL; `null`: nobody does. */
  readonly graceMs: number | null;
}

/** The bounds of the grace, and how long it is where nobody says. */
export const GRACE_MS = { least: 0, most: 600_000, usual: 5_000 } as const;

/** The bounds of niceness, setpriority(2). */
export const NICE = { least: -20, most: 19 } as const;

/** One process that an order reaches. */
export interface Target {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string;
  readonly state: StateCode;
  /** Why it is left alone; `null` where it is not. */
  readonly refused: string | null;
}

/** What an order would do, said before it is carried out. */
export interface Forecast {
  /** Those that are hit, leaves before their parents, then those that are left alone. */
  readonly targets: readonly Target[];
  /** Of those that were chosen, how many have gone already. */
  readonly gone: number;
  /** What else would be lost: the terminal or the desktop that this session runs in. */
  readonly warnings: readonly string[];
}

export type OutcomeKind =
  | 'done' // the signal is sent, and it was not meant to end anybody
  | 'ended'
  | 'gone' // it had ended before anything was sent
  | 'not-permitted'
  | 'refused' // we do not do that
  | 'still-there'
  | 'cancelled'; // let go of before it had ended

export const OUTCOME_WORDS: Readonly<Record<OutcomeKind, string>> = {
  done: 'done',
  ended: 'ended',
  gone: 'already gone',
  'not-permitted': 'not permitted',
  refused: 'left alone',
  'still-there': 'still there',
  cancelled: 'let go',
};

/** What became of one process. */
export interface Outcome {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string;
  readonly kind: OutcomeKind;
  /** Why, or what would help; `null` where there is nothing to say. */
  readonly says: string | null;
}

/** How far an order has come. */
export interface Progress {
  readonly phase: 'stopping' | 'asking' | 'waiting' | 'killing' | 'done';
  readonly targets: number;
  readonly ended: number;
  /** Until SIGKILL; `null` where none is to come. */
  readonly msLeft: number | null;
}

/** Signals by which one asks a process to end, and expects it to. */
export const FAREWELL_SIGNALS: ReadonlySet<SignalName> = new Set<SignalName>([
  'SIGTERM',
  'SIGKILL',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
  'SIGABRT',
]);

/** Ways to get rid of a zombie, from gentle to harsh. */
export const STRATEGIES = ['nudge', 'collect', 'end-parent'] as const;
export type Strategy = (typeof STRATEGIES)[number];

export const STRATEGY_WORDS: Readonly<Record<Strategy, string>> = {
  nudge: 'nudge',
  collect: 'collect',
  'end-parent': 'end the parent',
};

export interface ReapOrder {
  readonly keys: readonly ProcessKey[];
  /** `null`: whatever helps, from gentle to harsh, and never by ending the parent. */
  readonly strategy: Strategy | null;
}

/** What a strategy did to one zombie. */
export interface Reaped extends Person {
  /** Whose child it was; `null` where it had gone before that could be seen. */
  readonly parent: Person | null;
  /** What was tried last; `null` where nothing was. */
  readonly strategy: Strategy | null;
  /** Whether the kernel has no such process any more. */
  readonly reaped: boolean;
  /** How it had ended; nobody else is told once it is collected for its parent. */
  readonly status: Exit | null;
  /** What came of it, in words. */
  readonly says: string;
}
