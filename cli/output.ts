import { once } from 'node:events';
import type { Failure } from '../core/result.ts';
import { inBatches } from '../engine/files/in-batches.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';

/** A reader that has seen enough (`| head`) is no error: we end quietly, as `cat` does. */
export function endWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    process.stderr.write(`reaptree: standard output: ${error.message}\n`);
    process.exit(EXIT.refused);
  });
}

/** Data goes to standard output; waits where the reader is slower than we are. */
export async function print(chunks: Iterable<string>): Promise<void> {
  for (const chunk of inBatches(chunks))
    if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}

/** Talk goes to standard error. */
export const say = (text: string): void => {
  process.stderr.write(`reaptree: ${text}\n`);
};

/** Where a query finds none: an empty answer alone might as well be a mistake. */
export const NOTHING_MATCHES = 'nothing matches';

/** Says what went wrong and what to do about it. */
export function complain(failure: Failure): ExitStatus {
  say(failure.hint === undefined ? failure.message : `${failure.message} ${failure.hint}`);
  return failure.code === 'invalid' ? EXIT.usage : EXIT.refused;
}
