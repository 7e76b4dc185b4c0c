import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../core/result.ts';
import { SNAPSHOT_LIMITS } from '../../core/snapshot/read.ts';
import type { Opened } from './opened.ts';

/** The largest file that may be takes some seconds; one that takes so long is on a disk that hangs. */
const PATIENCE_MS = 30_000;
/** What a text of the largest size comes to when it is parsed, in megabytes. */
const MEMORY_MB = 8 * (SNAPSHOT_LIMITS.bytes / 1024 / 1024);

/**
 * Reads a snapshot from a file in a thread of its own, so that whatever the file holds, nobody waits for it who
 * did not ask for it, and the worst that it can do is to end that thread.
 * @param workerFile - the built thread, a JavaScript file
 */
export async function openSnapshot(workerFile: string, path: string): Promise<Result<Opened>> {
  const kind = await stat(path).catch(() => null);
  if (kind !== null && !kind.isFile() && !kind.isDirectory()) {
    return fail('invalid', `${path} is not a file.`, 'Open a snapshot that Reaptree has exported.');
  }
  const worker = new Worker(workerFile, {
    workerData: path,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const answer = await new Promise<Result<Opened>>((resolve) => {
    const late = setTimeout(
      () =>
        resolve(fail('io', `${path} took more than ${PATIENCE_MS / 1000} s to read.`, 'Is its disk there?')),
      PATIENCE_MS,
    );
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? fail('invalid', `${path} holds more than a snapshot does.`, 'Reaptree did not write it.')
          : fail('io', `${path} could not be read: ${error.message}.`),
      ),
    );
    worker.once('exit', () => {
      clearTimeout(late);
      resolve(fail('io', `${path} could not be read.`));
    });
  });
  // Not waited for: a thread that hangs may hang in something that cannot be interrupted.
  void worker.terminate();
  return answer;
}
