import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../core/result.ts';

/**
 * One piece of work in a thread of its own, which answers once and ends.
 * @param workerFile - the built thread, a JavaScript file
 * @param what - its name in a sentence, should it break
 */
export function runOnce<T>(workerFile: string, what: string, workerData: unknown): Promise<Result<T>> {
  const worker = new Worker(workerFile, { workerData });
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.once('error', (error) => resolve(fail('io', `${what} failed: ${error.message}.`)));
    worker.once('exit', () => resolve(fail('io', `${what} stopped before it was done.`)));
  });
}
