import { setTimeout as pause } from 'node:timers/promises';
import type { FullState } from '../core/delta.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { thisHost } from '../engine/collect/host.ts';
import { openSource, type SourceChoice } from '../engine/collect/open-source.ts';
import { Sampling } from '../engine/collect/sampling.ts';

/** CPU use is a rate: it takes a second look, this much later. */
const SECOND_LOOK_MS = 250;

/**
 * What the command line sees of the machine: one sample, or two where rates are asked for.
 * `reaptree` itself is marked as such, and so is what it starts.
 */
export async function takeSample(
  source: SourceChoice,
  want: { readonly rates: boolean },
): Promise<Result<FullState>> {
  const sampling = new Sampling(openSource(source), thisHost());
  sampling.roots = { own: process.pid, lab: null };
  try {
    await sampling.sample();
    if (want.rates) {
      await pause(SECOND_LOOK_MS);
      await sampling.sampleCompletely();
    }
    return ok(await sampling.full());
  } catch (error) {
    return fail('io', `The processes could not be read: ${error instanceof Error ? error.message : error}.`);
  } finally {
    sampling.close();
  }
}
