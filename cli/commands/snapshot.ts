import { writeJson } from '../../core/snapshot/json.ts';
import { takeSnapshot } from '../../core/snapshot/snapshot.ts';
import type { SourceChoice } from '../../engine/collect/open-source.ts';
import { writeAtomically } from '../../engine/files/write-atomically.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { complain, print, say } from '../output.ts';
import { takeSample } from '../take-sample.ts';

export interface SnapshotOptions {
  readonly source: SourceChoice;
  readonly output?: string;
}

/** `reaptree snapshot`: every process there is, as data. */
export async function snapshot({ source, output }: SnapshotOptions): Promise<ExitStatus> {
  const sample = await takeSample(source, { rates: true });
  if (!sample.ok) return complain(sample.error);
  const taken = takeSnapshot(sample.value);
  if (output === undefined || output === '-') {
    await print(writeJson(taken));
    return EXIT.done;
  }
  const written = await writeAtomically(output, writeJson(taken));
  if (!written.ok) return complain(written.error);
  say(`wrote ${taken.processes.length} processes to ${output}`);
  return EXIT.done;
}
