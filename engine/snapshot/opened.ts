import type { Leak } from '../../core/history.ts';
import { ok, type Result } from '../../core/result.ts';
import { leaksAmong } from '../../core/snapshot/leaks.ts';
import { readSnapshot, SNAPSHOT_LIMITS, tooLarge } from '../../core/snapshot/read.ts';
import { factsOf, stateOf } from '../../core/snapshot/snapshot.ts';
import type { SnapshotFacts } from '../../core/view.ts';
import { type WrittenState, writeState } from '../../core/written-state.ts';
import { readBounded } from '../files/read-bounded.ts';

/** A file that was found to be a snapshot, and all that a window needs of it. */
export interface Opened {
  readonly facts: SnapshotFacts;
  readonly state: WrittenState;
  readonly leaks: readonly Leak[];
  /** As the file has it. */
  readonly text: string;
}

/** Takes a while for a large file: for a thread of its own. */
export async function openedFrom(path: string): Promise<Result<Opened>> {
  const text = await readBounded(path, SNAPSHOT_LIMITS.bytes, tooLarge);
  if (!text.ok) return text;
  const snapshot = readSnapshot(text.value);
  if (!snapshot.ok) return snapshot;
  const state = stateOf(snapshot.value);
  return ok({
    facts: factsOf(snapshot.value),
    state: writeState(state),
    leaks: leaksAmong(state.processes),
    text: text.value,
  });
}
