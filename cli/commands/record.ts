import { bytes, counted, duration } from '../../core/format.ts';
import { Recorder } from '../../core/recording/recorder.ts';
import { RECORDING_FORMAT, RECORDING_VERSION } from '../../core/recording/recording.ts';
import type { Result } from '../../core/result.ts';
import { writtenHost } from '../../core/snapshot/snapshot.ts';
import { thisHost } from '../../engine/collect/host.ts';
import { openSource, type SourceChoice } from '../../engine/collect/open-source.ts';
import { Polling } from '../../engine/collect/polling.ts';
import { Sampling } from '../../engine/collect/sampling.ts';
import { packHead } from '../../engine/record/block-file.ts';
import { Packer } from '../../engine/record/packer.ts';
import { RecordingFile } from '../../engine/record/recording-file.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { native } from '../native.ts';
import { complain, say } from '../output.ts';

export interface RecordOptions {
  readonly output: string;
  /** Milliseconds; else until it is interrupted. */
  readonly for?: number;
  readonly interval: number;
  readonly source: SourceChoice;
}

/** `reaptree record`: everything that happens goes to a file, for the app to look back at. */
export async function record({ output, for: forMs, interval, source }: RecordOptions): Promise<ExitStatus> {
  const head = await packHead({
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    host: writtenHost(thisHost()),
    source,
  });
  let stop: (failed: Result<never> | null) => void = () => {};
  const stopped = new Promise<Result<never> | null>((resolve) => {
    stop = resolve;
  });
  const begun = await RecordingFile.begin(output, [head], (reason) => stop(reason));
  if (!begun.ok) return complain(begun.error);
  const file = begun.value;

  const sampling = new Sampling(openSource(source), thisHost());
  sampling.roots = { own: process.pid, lab: null };
  const packer = new Packer((block) => file.add(block));
  const recorder = new Recorder(
    () => sampling.state(),
    (block) => packer.add(block),
  );
  let samples = 0;
  const polling = new Polling(sampling, {
    intervalMs: interval,
    paused: false,
    native: source === 'procfs' ? native() : null,
    onDelta: (delta) => {
      if (samples === 0) say(`recording to ${output}`);
      samples += 1;
      recorder.take(delta);
    },
    onFailure: (reason) => say(`a look failed: ${reason}`),
  });
  const began = performance.now();
  const timer = forMs === undefined ? undefined : setTimeout(() => stop(null), forMs);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop(null));

  const failed = await stopped;
  clearTimeout(timer);
  polling.close();
  recorder.flush();
  await packer.idle();
  await file.end();
  if (failed !== null && !failed.ok) return complain(failed.error);
  const lasted = duration(performance.now() - began);
  say(`recorded ${lasted}, ${counted(samples, 'sample')}, ${bytes(file.bytes)} to ${output}`);
  return EXIT.done;
}
