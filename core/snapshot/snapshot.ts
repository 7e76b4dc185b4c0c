import type { FullState } from '../delta.ts';
import type { Host, ProcessInfo, SourceName } from '../process.ts';

/** The format's name and version, as every file carries them. */
export const SNAPSHOT_FORMAT = 'reaptree-snapshot';
export const SNAPSHOT_VERSION = 1;

/** Times are ISO 8601 in UTC in a file, and milliseconds everywhere else. */
type Written<T, Times extends keyof T> = { [K in keyof T]: K extends Times ? string | null : T[K] };

export type SnapshotProcess = Written<ProcessInfo, 'startedAt' | 'zombieSince'>;

export interface Snapshot {
  readonly format: typeof SNAPSHOT_FORMAT;
  readonly version: typeof SNAPSHOT_VERSION;
  readonly takenAt: string;
  readonly host: Written<Host, 'bootTime'>;
  readonly source: SourceName;
  /** The filter it was taken with. */
  readonly query: string | null;
  readonly redacted: boolean;
  readonly processes: readonly SnapshotProcess[];
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** A snapshot of everything in one sample, in the order of the pids. */
export function takeSnapshot(full: FullState): Snapshot {
  return {
    format: SNAPSHOT_FORMAT,
    version: SNAPSHOT_VERSION,
    takenAt: new Date(full.facts.takenAt).toISOString(),
    host: { ...full.host, bootTime: iso(full.host.bootTime) },
    source: full.source,
    query: null,
    redacted: false,
    processes: [...full.processes]
      .sort((a, b) => a.pid - b.pid)
      .map((row) => ({ ...row, startedAt: iso(row.startedAt), zombieSince: iso(row.zombieSince) })),
  };
}
