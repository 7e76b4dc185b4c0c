import type { EventKind, ProcessEvent } from './events.ts';
import type { ProcessKey } from './process.ts';

/** What is asked of the past; every part that is there must hold. */
export interface HistoryFilter {
  /** A pid, or a part of the name or of the command that it became. */
  readonly text?: string | undefined;
  readonly key?: ProcessKey | undefined;
  /** This process and all that it and its children started, also those long gone. */
  readonly under?: ProcessKey | undefined;
  readonly kinds?: readonly EventKind[] | undefined;
}

/** An event and its number: numbers rise by one, and are never given twice. */
export interface HistoryEntry {
  readonly seq: number;
  readonly event: ProcessEvent;
}

export interface HistoryPage {
  /** The latest first. */
  readonly entries: readonly HistoryEntry[];
  /** The number of the last event of all, matching or not. */
  readonly last: number;
  /** How many events are kept in all. */
  readonly kept: number;
  /** There are earlier ones that match. */
  readonly more: boolean;
}

/** A parent that holds zombies, or did so a moment ago. */
export interface Leak {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string;
  readonly held: number;
  /** How many of its children were seen as zombies so far. */
  readonly seen: number;
  /** Zombies more per minute, lately; `null` while that cannot be said yet. */
  readonly perMinute: number | null;
  /** When the oldest of them died, as far as it was seen, in milliseconds since the epoch. */
  readonly oldestSince: number | null;
  /** Each time the number changed: when, and to what. */
  readonly course: readonly (readonly [at: number, held: number])[];
}
