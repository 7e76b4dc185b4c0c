import type { Leak } from '../../core/history.ts';
import { ok, type Result } from '../../core/result.ts';
import type { ChangedRow } from '../../core/snapshot/changed-row.ts';
import { type Comparison, compareSnapshots, mergeSnapshots } from '../../core/snapshot/compare.ts';
import { leaksAmong } from '../../core/snapshot/leaks.ts';
import { factsOf, rowsOf, type Snapshot, stateOf, stateOfRows } from '../../core/snapshot/snapshot.ts';
import type { SnapshotFacts } from '../../core/view.ts';
import { type WrittenState, writeState } from '../../core/written-state.ts';
import { readSnapshotText, type SnapshotText } from './snapshot-text.ts';

/** Two snapshots, the earlier first. */
export interface Pair {
  readonly before: SnapshotText;
  readonly after: SnapshotText;
}

/** All that a window needs of two snapshots laid over each other. */
export interface Compared extends Pick<Comparison, 'sameBoot' | 'counts'> {
  readonly before: SnapshotFacts;
  readonly after: SnapshotFacts;
  /** What is there now, and what has gone. */
  readonly state: WrittenState;
  readonly leaks: readonly Leak[];
  readonly changed: readonly ChangedRow[];
}

export interface ReadPair {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly comparison: Comparison;
}

export function readPair(pair: Pair): Result<ReadPair> {
  const before = readSnapshotText(pair.before);
  if (!before.ok) return before;
  const after = readSnapshotText(pair.after);
  if (!after.ok) return after;
  const comparison = compareSnapshots(before.value, after.value);
  return ok({ before: before.value, after: after.value, comparison });
}

export function comparedFrom(pair: Pair): Result<Compared> {
  const read = readPair(pair);
  if (!read.ok) return read;
  const { before, after, comparison } = read.value;
  const merged = mergeSnapshots(before, after, comparison);
  const { facts } = stateOf(after);
  const state = stateOfRows(
    after,
    merged.map(({ process }) => process),
  );
  return ok({
    before: factsOf(before),
    after: factsOf(after),
    sameBoot: comparison.sameBoot,
    counts: comparison.counts,
    // What has gone is drawn, and not counted.
    state: writeState({ ...state, facts }),
    leaks: leaksAmong(rowsOf(after)),
    changed: merged.flatMap(({ process: { key }, kinds, before: was, after: is }) =>
      kinds.length === 0 ? [] : [{ key, kinds, before: was, gone: is === null }],
    ),
  });
}
