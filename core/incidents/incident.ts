import type { Strategy } from '../actions.ts';
import type { Exit, ProcessInfo, ProcessKey } from '../process.ts';

/** A zombie that was left for longer than a moment. Times are in milliseconds since the epoch. */
export interface Incident {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string;
  readonly command: string;
  readonly user: string | null;
  /** Whose child it was when it died; `null` where that could not be seen. */
  readonly parent: IncidentParent | null;
  readonly firstSeen: number;
  /** When it died; `null` where it was dead before anybody looked. */
  readonly since: number | null;
  /** Until when it was seen at least. */
  readonly lastSeen: number;
  readonly exit: Exit | null;
  /** How it went; `null` while it is still there. */
  readonly end: IncidentEnd | null;
}

export interface IncidentParent {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly name: string;
  readonly command: string;
}

export const REAPERS = ['parent', 'adopter', 'action', 'unknown'] as const;
/**
 * Who collected it, as far as that is known: its parent; init or a subreaper, after the parent had ended; one of
 * them because Reaptree was told to see to it; or it went while nobody looked.
 */
export type Reaper = (typeof REAPERS)[number];

export interface IncidentEnd {
  readonly at: number;
  readonly by: Reaper;
  /** The process that collected it, where it was seen. */
  readonly pid: number | null;
  readonly name: string | null;
  /** What Reaptree did, where it did something. */
  readonly strategy: Strategy | null;
}

/** What came to be known since the last time. */
export interface IncidentNews {
  readonly opened: readonly Incident[];
  readonly closed: readonly (Pick<Incident, 'key' | 'exit'> & { readonly end: IncidentEnd })[];
  /** Those that are open were so at this time; `null` where that was said a moment ago. */
  readonly aliveAt: number | null;
}

/** Who left zombies over some time: a program, whichever of its processes it was. */
export interface Leaker {
  /** The path or the word that it was started with. */
  readonly program: string;
  readonly name: string;
  /** One of its command lines. */
  readonly command: string;
  readonly incidents: number;
  /** How many different processes of it there were. */
  readonly parents: number;
  readonly open: number;
  readonly longestMs: number;
  readonly lastSeen: number;
}

/** The answer to “who leaked?”. */
export interface Leakers {
  /** Most incidents first. */
  readonly leakers: readonly Leaker[];
  readonly incidents: number;
  /** Incidents of all time that are kept, and since when. */
  readonly kept: number;
  readonly keptSince: number | null;
}

/** The incidents of one program, or of all, the latest first. */
export interface IncidentQuestion {
  /** Only those that were there after this time. */
  readonly from: number;
  readonly program: string | null;
  readonly limit: number;
}

export const INCIDENT_FORMATS = ['csv', 'json'] as const;
export type IncidentFormat = (typeof INCIDENT_FORMATS)[number];

/** What stands for a program whose parent could not be seen. */
export const UNSEEN_PARENT = '(not seen)';

/** The word or path that a process was started with: what its siblings in blame have in common. */
export function programOf(parent: Pick<ProcessInfo, 'name' | 'command'> | null): string {
  if (parent === null) return UNSEEN_PARENT;
  const [word = ''] = parent.command.trim().split(/\s/, 1);
  return word === '' ? parent.name : word;
}
