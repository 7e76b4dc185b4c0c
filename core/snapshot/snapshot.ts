import type { FullState } from '../delta.ts';
import type { Mark } from '../marks.ts';
import type { Host, ProcessInfo, SourceName } from '../process.ts';
import type { SnapshotFacts } from '../view.ts';

/** The format's name and version, as every file carries them. */
export const SNAPSHOT_FORMAT = 'reaptree-snapshot';
export const SNAPSHOT_VERSION = 1;

/** Times are ISO 8601 in UTC in a file, and milliseconds everywhere else. */
type Written<T, Times extends keyof T> = { [K in keyof T]: K extends Times ? string | null : T[K] };

export type SnapshotProcess = Written<ProcessInfo, 'startedAt' | 'zombieSince'>;
export type SnapshotHost = Written<Host, 'bootTime'>;

/**
 * A state of a machine as it is kept in a file. One that was read from a file may hold fields of a later
 * Reaptree as well, at the top, in the host and in each process: they are written back as they came.
 */
export interface Snapshot {
  readonly format: typeof SNAPSHOT_FORMAT;
  readonly version: typeof SNAPSHOT_VERSION;
  readonly takenAt: string;
  readonly host: SnapshotHost;
  readonly source: SourceName;
  /** The filter it was taken with. */
  readonly query: string | null;
  readonly redacted: boolean;
  /** In the order of the pids. */
  readonly processes: readonly SnapshotProcess[];
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const ms = (time: string | null): number | null => (time === null ? null : Date.parse(time));

/** A snapshot of everything in one sample, in the order of the pids. */
export function takeSnapshot(full: FullState): Snapshot {
  return {
    format: SNAPSHOT_FORMAT,
    version: SNAPSHOT_VERSION,
    takenAt: new Date(full.facts.takenAt).toISOString(),
    host: writtenHost(full.host),
    source: full.source,
    query: null,
    redacted: false,
    processes: [...full.processes].sort((a, b) => a.pid - b.pid).map(writtenProcess),
  };
}

/** What is said of it wherever it is named. */
export const factsOf = ({ takenAt, host, processes, query, redacted }: Snapshot): SnapshotFacts => ({
  takenAt: Date.parse(takenAt),
  hostname: host.hostname,
  platform: host.platform,
  release: host.release,
  processes: processes.length,
  query,
  redacted,
});

/** The same as the program holds a sample: what `takeSnapshot` was given, as far as it is kept. */
export const stateOf = (snapshot: Snapshot): FullState => stateOfRows(snapshot, rowsOf(snapshot));

/** Any rows as one sample of the snapshot's moment and machine. */
export function stateOfRows(
  { takenAt, host, source }: Pick<Snapshot, 'takenAt' | 'host' | 'source'>,
  rows: readonly ProcessInfo[],
): FullState {
  const marked = (mark: Mark): number => rows.filter(({ marks }) => marks.includes(mark)).length;
  return {
    kind: 'full',
    seq: 1,
    source,
    host: { ...host, bootTime: ms(host.bootTime) },
    facts: {
      takenAt: Date.parse(takenAt),
      costMs: 0,
      processes: rows.length,
      zombies: marked('zombie'),
      orphans: marked('orphan'),
      cpuPercent: null,
      memoryUsedBytes: null,
      precision: 'sampled',
    },
    processes: rows,
  };
}

/** A machine as a file has it. */
export const writtenHost = (host: Host): SnapshotHost => ({ ...host, bootTime: iso(host.bootTime) });

/** A row as a file has it. */
export const writtenProcess = (row: ProcessInfo): SnapshotProcess => ({
  ...row,
  startedAt: iso(row.startedAt),
  zombieSince: iso(row.zombieSince),
});

/** The rows of a snapshot as the rest of the program knows them: for queries, trees and tables. */
export const rowsOf = (snapshot: Snapshot): ProcessInfo[] => snapshot.processes.map(rowOf);

export const rowOf = (process: SnapshotProcess): ProcessInfo => ({
  ...process,
  startedAt: ms(process.startedAt),
  zombieSince: ms(process.zombieSince),
});
