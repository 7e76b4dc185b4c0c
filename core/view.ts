import type { ProcessKey } from './process.ts';
import type { ChangeKind } from './snapshot/compare.ts';

/** What a window shows: the machine as it is, or something that was kept of one. */
export type View = LiveView | SnapshotView | ComparisonView | RecordingView;

export interface LiveView {
  readonly kind: 'live';
}

/** What is said of a snapshot wherever one is named. */
export interface SnapshotFacts {
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  readonly hostname: string;
  readonly platform: string;
  readonly release: string;
  readonly processes: number;
  /** The filter it was taken with. */
  readonly query: string | null;
  readonly redacted: boolean;
}

export interface SnapshotView extends SnapshotFacts {
  readonly kind: 'snapshot';
  /** The whole path. */
  readonly file: string;
}

/** A snapshot or a recording that was opened or written before. */
export interface RecentFile extends Pick<SnapshotFacts, 'takenAt' | 'hostname'> {
  readonly file: string;
  /** `null` for a recording, in which there are now more and now fewer. */
  readonly processes: number | null;
  /** Of a recording: from its first moment to its last. */
  readonly lastedMs?: number | undefined;
}

/** One of the two that are compared; `file` is `null` for this machine as it was at that moment. */
export interface ComparedSide extends SnapshotFacts {
  readonly file: string | null;
}

/** One of two to compare: what the window shows, the machine as it is, or a file, asked for or opened before. */
export type ComparedChoice =
  | { readonly kind: 'this' | 'live' | 'ask' }
  | { readonly kind: 'recent'; readonly file: string };

export interface ComparisonView {
  readonly kind: 'comparison';
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  /** Of two boots or machines no process of one is a process of the other. */
  readonly sameBoot: boolean;
  readonly counts: Readonly<Record<ChangeKind, number>>;
}

/** The past of a machine, moment by moment. Times are in milliseconds since the epoch. */
export interface RecordingView {
  readonly kind: 'recording';
  /** The whole path; `null` for what this app has in memory. */
  readonly file: string | null;
  readonly hostname: string;
  readonly from: number;
  readonly to: number;
  /** The moment that is shown first, by its number, and which process of it is selected. */
  readonly opensAt: number;
  readonly about: ProcessKey | null;
  /** Parts of the file could not be read. */
  readonly damaged: boolean;
}

/** Whether what is on the screen can be acted on, and goes on changing by itself. */
export const isLive = (view: View): view is LiveView => view.kind === 'live';

/** The name of a file at the end of a path, of this system or another. */
export const fileNameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

/** What a window is called. */
export function titleOf(view: View): string {
  switch (view.kind) {
    case 'live':
      return 'Reaptree';
    case 'snapshot':
      return `${fileNameOf(view.file)} (not live) – Reaptree`;
    case 'recording':
      return `${view.file === null ? 'The last minutes' : fileNameOf(view.file)} (not live) – Reaptree`;
    case 'comparison':
      return `${nameOf(view.before)} and ${nameOf(view.after)} (not live) – Reaptree`;
  }
}

const nameOf = ({ file }: ComparedSide): string => (file === null ? 'this machine' : fileNameOf(file));

/** Why nothing can be done in a window that is not live, wherever that has to be said. */
export const NOT_LIVE_WORDS = 'Not live: these processes are kept as they were, and cannot be acted on';
