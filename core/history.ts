import type { EventKind, ProcessEvent } from './events.ts';
import type { LeakPace } from './leak-pace.ts';
import type { Exit, ProcessKey } from './process.ts';

/** What is asked of the past; every part that is there must hold. */
export interface HistoryFilter {
  /** A pid, or a part of the name or command line, of those that it has at any time. */
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
  /** The command line that it had then; empty where none was seen, or the event tells it. */
  readonly command: string;
  /** What whoever started, adopted or collected it was called then. */
  readonly by: string | null;
  /** And whoever ended, so that it was adopted. */
  readonly former: string | null;
}

/** With what it was running then; empty where that is not known. */
export const commandThen = ({ event, command }: Pick<HistoryEntry, 'event' | 'command'>): string =>
  'command' in event ? event.command : command;

/** The pid that is asked for; `null` where it is a text. */
export function pidIn(text: string): number | null {
  const wanted = text.trim();
  return /^\d+$/.test(wanted) ? Number(wanted) : null;
}

/** Who had a part in the life of another, as far as that is known. */
export interface Someone {
  readonly pid: number;
  readonly key: ProcessKey | null;
  /** Then, which may not be what it is called now. */
  readonly name: string | null;
}

/** One life of a pid, as far as it was seen. Times are in milliseconds since the epoch, `null` where not known. */
export interface Life {
  readonly key: ProcessKey;
  readonly pid: number;
  /** At the end, or now. */
  readonly name: string;
  readonly command: string;
  readonly startedAt: number | null;
  /** Its beginning was seen: `parent` started it. Else it was there at the first look, as a child of `parent`. */
  readonly born: boolean;
  readonly parent: Someone | null;
  /** The last one of them, and since when. */
  readonly adopter: Someone | null;
  readonly adoptedAt: number | null;
  readonly diedAt: number | null;
  readonly exit: Exit | null;
  /** Nothing is left of it; until then it runs, is a zombie, or ended unseen. */
  readonly goneAt: number | null;
  /** Who collected it, where it was seen to wait for that. */
  readonly reaper: Someone | null;
}

/** One of which no more is known yet than whose it is. */
export const newLife = (key: ProcessKey, pid: number): Life => ({
  key,
  pid,
  name: '',
  command: '',
  startedAt: null,
  born: false,
  parent: null,
  adopter: null,
  adoptedAt: null,
  diedAt: null,
  exit: null,
  goneAt: null,
  reaper: null,
});

export interface HistoryPage {
  /** The latest first. */
  readonly entries: readonly HistoryEntry[];
  /** The number of the last event of all, matching or not. */
  readonly last: number;
  /** How many events are kept in all. */
  readonly kept: number;
  /** All that was seen since then is kept; in milliseconds since the epoch, `null` before the first look. */
  readonly since: number | null;
  /** Where one process or pid was asked for: its lives, the latest first. */
  readonly lives: readonly Life[];
  /** All lives that ended since then are kept. */
  readonly livesSince: number | null;
  /** There are earlier ones that match. */
  readonly more: boolean;
}

/** A parent that holds zombies, or did so a while ago. */
export interface Leak {
  readonly key: ProcessKey;
  readonly pid: number;
  /** As they were last, where it has ended. */
  readonly name: string;
  readonly command: string;
  readonly held: number;
  /** How many of its children it left for longer than a moment so far, be they collected since or not. */
  readonly left: number;
  readonly pace: LeakPace;
  /** When the oldest that it holds died, in milliseconds since the epoch; `null` where that was not seen. */
  readonly oldestSince: number | null;
  /** `null` while it lives. */
  readonly end: LeakEnd | null;
}

/** What became of a parent that ended, and of its zombies: nobody but who adopted them can collect them. */
export interface LeakEnd {
  /** In milliseconds since the epoch. */
  readonly at: number;
  /** It is a zombie itself. */
  readonly zombie: boolean;
  /** How many it held then. */
  readonly zombies: number;
  /** How many of those are still there. */
  readonly still: number;
  /** Who has them now, or had them last; `null` where they went unseen. */
  readonly heir: LeakHeir | null;
}

export interface LeakHeir {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string;
}

/** How many zombies a parent held: from each of these times on, in milliseconds since the epoch. */
export interface LeakCourse {
  readonly key: ProcessKey;
  readonly times: readonly number[];
  readonly held: readonly number[];
}

export interface LeakCourses {
  /** When it was looked first, in milliseconds since the epoch; `null` before that. */
  readonly began: number | null;
  /** Of those that are known. */
  readonly courses: readonly LeakCourse[];
}
