import type { FullState } from '../../core/delta.ts';
import type { RecordingOverview } from '../../core/recording/playback.ts';
import { notARecording } from '../../core/recording/read.ts';
import { RECORDING_LIMITS } from '../../core/recording/recording.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { leaksAmong } from '../../core/snapshot/leaks.ts';
import { writeState } from '../../core/written-state.ts';
import { readBytes } from '../files/read-bounded.ts';
import { answerCalls } from '../thread/calls.ts';
import { type Blocks, blocksOf } from './block-file.ts';
import { OpenRecording } from './open-recording.ts';
import type { ReaderQuestions } from './reader-questions.ts';

/** The thread that reads a recording: what a hostile or a very large one costs, it costs here. */
let recording: OpenRecording | null = null;

async function openThese(blocks: Blocks): Promise<Result<RecordingOverview>> {
  const opened = await OpenRecording.open(blocks);
  if (!opened.ok) return opened;
  recording = opened.value;
  return ok(recording.overview());
}

const stateAt = async (moment: number): Promise<Result<FullState>> =>
  recording?.state(moment) ?? notARecording();

const tooLarge = (): Result<never> =>
  fail('invalid', `The file is larger than any recording: ${RECORDING_LIMITS.bytes / 1024 / 1024} MB.`);

answerCalls<ReaderQuestions>({
  openFile: async (path) => {
    const bytes = await readBytes(path, RECORDING_LIMITS.bytes, tooLarge);
    return bytes.ok ? openThese(blocksOf(bytes.value)) : bytes;
  },
  openBlocks: (blocks) => openThese({ blocks, lostBytes: 0 }),
  seek: async ({ from, to }) => recording?.seek(from, to) ?? notARecording(),
  state: async (moment) => {
    const state = await stateAt(moment);
    return state.ok ? ok(writeState(state.value)) : state;
  },
  leaks: async (moment) => {
    const state = await stateAt(moment);
    return state.ok ? ok(leaksAmong(state.value.processes)) : state;
  },
});
