import type { Leak } from '../../core/history.ts';
import type { RecordingOverview, Seek } from '../../core/recording/playback.ts';
import type { PackedBlock } from '../../core/recording/recording.ts';
import type { WrittenState } from '../../core/written-state.ts';

/** What may be asked of the thread that reads recordings; the first question is which. */
export interface ReaderQuestions {
  readonly openFile: { readonly payload: string; readonly answer: RecordingOverview };
  readonly openBlocks: { readonly payload: readonly PackedBlock[]; readonly answer: RecordingOverview };
  readonly seek: { readonly payload: { from: number | null; to: number }; readonly answer: Seek };
  readonly state: { readonly payload: number; readonly answer: WrittenState };
  readonly leaks: { readonly payload: number; readonly answer: readonly Leak[] };
}
