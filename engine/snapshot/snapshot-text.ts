import { ok, type Result } from '../../core/result.ts';
import { readSnapshot } from '../../core/snapshot/read.ts';
import { type Snapshot, takeSnapshot } from '../../core/snapshot/snapshot.ts';
import { readState } from '../../core/written-state.ts';

/**
 * A snapshot that nobody has taken apart yet: a string goes from thread to thread for the price of a copy, and
 * whoever has to look into it does so where nobody waits for it.
 */
export interface SnapshotText {
  /** As a file has it, or as `writeState` writes a sample. */
  readonly form: 'file' | 'sample';
  readonly text: string;
}

export const readSnapshotText = ({ form, text }: SnapshotText): Result<Snapshot> =>
  form === 'file' ? readSnapshot(text) : ok(takeSnapshot(readState({ seq: 0, text })));
