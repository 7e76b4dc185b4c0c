import type { Failure } from '../result.ts';

/** What is being recorded of this machine, now. Times are in milliseconds since the epoch. */
export interface RecordState {
  /** In memory; `null` while nothing is. */
  readonly kept: { readonly from: number; readonly to: number; readonly bytes: number } | null;
  /** The file that it goes to as well, where one is wanted: begun at `since`, with what there was from `from` on. */
  readonly file: {
    readonly path: string;
    readonly since: number;
    readonly from: number;
    readonly bytes: number;
  } | null;
  /** Why the last file was ended before anybody asked for it. */
  readonly trouble: Failure | null;
}
