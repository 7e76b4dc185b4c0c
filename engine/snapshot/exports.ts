import { ok, type Result } from '../../core/result.ts';
import type { ExportPreview, ExportProgress } from '../../core/snapshot/export-order.ts';
import type { SnapshotFacts } from '../../core/view.ts';
import { runOnce } from '../thread/run-once.ts';
import { CANCELLED, type ExportTask, PROCESSES, SHARED_NUMBERS, WRITTEN } from './export-task.ts';
import type { ExportSource } from './exported.ts';

const TELL_EVERY_MS = 150;

export interface ExportsOptions {
  /** The built thread, a JavaScript file. */
  readonly workerFile: string;
  readonly onProgress: (progress: ExportProgress) => void;
}

/** Exports that are under way, each in a thread of its own, so that nobody waits for one who did not ask for it. */
export class Exports {
  readonly #options: ExportsOptions;
  readonly #jobs = new Map<string, Int32Array>();

  constructor(options: ExportsOptions) {
    this.#options = options;
  }

  preview(source: ExportSource): Promise<Result<ExportPreview>> {
    return this.#run({ kind: 'preview', source });
  }

  text(source: ExportSource): Promise<Result<{ text: string; processes: number }>> {
    return this.#run({ kind: 'text', source });
  }

  /** Writes the file whole or not at all; answers what is in it. */
  async write(job: string, source: ExportSource, path: string): Promise<Result<SnapshotFacts>> {
    const shared = new SharedArrayBuffer(SHARED_NUMBERS * Int32Array.BYTES_PER_ELEMENT);
    const numbers = new Int32Array(shared);
    this.#jobs.set(job, numbers);
    const timer = setInterval(() => {
      const processes = Atomics.load(numbers, PROCESSES);
      const written = Math.min(Atomics.load(numbers, WRITTEN), processes);
      if (processes > 0) this.#options.onProgress({ job, written, processes });
    }, TELL_EVERY_MS);
    const answer = await this.#run<SnapshotFacts>({ kind: 'file', source, path, shared });
    clearInterval(timer);
    this.#jobs.delete(job);
    return answer;
  }

  /** Ends it where it stands; an old file stays whole. Of one that is over, nothing comes. */
  cancel(job: string): Result<null> {
    const numbers = this.#jobs.get(job);
    if (numbers !== undefined) Atomics.store(numbers, CANCELLED, 1);
    return ok(null);
  }

  #run<T>(task: ExportTask): Promise<Result<T>> {
    return runOnce(this.#options.workerFile, 'The export', task);
  }
}
