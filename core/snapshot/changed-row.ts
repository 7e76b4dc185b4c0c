import type { ProcessInfo, ProcessKey } from '../process.ts';
import type { ChangeKind } from './compare.ts';

/** What a page has to know of a process besides its row, where two snapshots are compared. */
export interface ChangedRow {
  readonly key: ProcessKey;
  readonly kinds: readonly ChangeKind[];
  /** As it was; `null` where it was not there. */
  readonly before: ProcessInfo | null;
  /** It is no longer there, and its row is the last that was seen of it. */
  readonly gone: boolean;
}
