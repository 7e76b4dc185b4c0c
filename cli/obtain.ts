import type { Query } from '../core/query.ts';
import type { Result } from '../core/result.ts';
import { readSnapshot, SNAPSHOT_LIMITS, tooLarge } from '../core/snapshot/read.ts';
import { select } from '../core/snapshot/select.ts';
import { type Snapshot, takeSnapshot } from '../core/snapshot/snapshot.ts';
import type { SourceChoice } from '../engine/collect/open-source.ts';
import { readBounded } from '../engine/files/read-bounded.ts';
import { takeSample } from './take-sample.ts';
import { whoAsks } from './who-asks.ts';

/** What of which machine a command is about. */
export interface Wanted {
  readonly source: SourceChoice;
  readonly query?: Query;
  /** Only this process and everything below it. */
  readonly root?: number;
  /** Those above what the query finds as well. */
  readonly ancestors?: boolean;
}

/** Reads a snapshot from a file, or from standard input where that is called `-`. */
export async function openSnapshot(path: string): Promise<Result<Snapshot>> {
  const text = await readBounded(path, SNAPSHOT_LIMITS.bytes, tooLarge);
  if (!text.ok) return text;
  const read = readSnapshot(text.value);
  if (read.ok) return read;
  return { ok: false, error: { ...read.error, message: `${path}: ${read.error.message}` } };
}

/** The processes that are wanted: of a file where one is named, else of the machine as it is now. */
export async function obtain(
  file: string | undefined,
  { source, query, root, ancestors }: Wanted,
  { rates }: { readonly rates: boolean },
): Promise<Result<Snapshot>> {
  let snapshot: Snapshot;
  if (file === undefined) {
    const sample = await takeSample(source, { rates });
    if (!sample.ok) return sample;
    snapshot = takeSnapshot(sample.value);
  } else {
    const opened = await openSnapshot(file);
    if (!opened.ok) return opened;
    snapshot = opened.value;
  }
  return select(snapshot, {
    query: query ?? null,
    root: root ?? null,
    ancestors: ancestors ?? false,
    ...whoAsks(file, query, snapshot.processes),
  });
}
