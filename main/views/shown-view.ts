import type { RequestPayload } from '../../core/contract.ts';
import type { HistoryPage, Leak } from '../../core/history.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { RecordingOverview, Seek } from '../../core/recording/playback.ts';
import type { Result } from '../../core/result.ts';
import type { ChangedRow } from '../../core/snapshot/changed-row.ts';
import type { View } from '../../core/view.ts';
import type { WrittenState } from '../../core/written-state.ts';
import type { Pair } from '../../engine/snapshot/compared.ts';
import type { SnapshotText } from '../../engine/snapshot/snapshot-text.ts';

/** What stands behind one window: whatever its page may ask that is not about the live machine alone. */
export interface ShownView {
  /** What the page is told that it shows. */
  readonly view: View;
  /** The page begins, or begins again. */
  attach(): Result<WrittenState> | Promise<Result<WrittenState>>;
  /** All of it, as new as it can be: to be written or compared. */
  text(): Result<SnapshotText> | Promise<Result<SnapshotText>>;
  events(question: RequestPayload<'history:events'>): Result<HistoryPage>;
  above(key: ProcessKey): Result<readonly ProcessKey[]>;
  leaks(): Result<readonly Leak[]> | Promise<Result<readonly Leak[]>>;
  /** Where it has more than one moment. */
  readonly playback?: Playback;
  /** Where it is two snapshots laid over each other. */
  readonly comparison?: { readonly pair: Pair; readonly changed: readonly ChangedRow[] };
  /** Its window is gone. */
  close?(): void;
}

/** How one comes from moment to moment. */
export interface Playback {
  readonly overview: RecordingOverview;
  seek(from: number | null, to: number): Promise<Result<Seek>>;
}
