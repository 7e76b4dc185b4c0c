import type { Order, Outcome, Progress } from '../../core/actions.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Actions } from './actions.ts';

/** How often progress is told: often enough for the eye. */
const TELL_EVERY_MS = 100;

/** Orders under way, each under a name by which it can be cancelled. */
export class Jobs {
  readonly #actions: Actions;
  readonly #tell: (job: string, progress: Progress) => void;
  readonly #running = new Map<string, AbortController>();

  constructor(actions: Actions, tell: (job: string, progress: Progress) => void) {
    this.#actions = actions;
    this.#tell = tell;
  }

  async run(job: string, order: Order): Promise<Result<Outcome[]>> {
    if (this.#running.has(job)) return fail('invalid', `There is a job ${job} already.`);
    const cancelling = new AbortController();
    this.#running.set(job, cancelling);
    let told = Number.NEGATIVE_INFINITY;
    let phase: Progress['phase'] | null = null;
    try {
      return await this.#actions.carryOut(order, {
        cancelled: cancelling.signal,
        onProgress: (progress) => {
          const now = performance.now();
          if (progress.phase === phase && now - told < TELL_EVERY_MS) return;
          told = now;
          phase = progress.phase;
          this.#tell(job, progress);
        },
      });
    } finally {
      this.#running.delete(job);
    }
  }

  /** Nobody is killed any more; what has been asked to end may still do so. */
  cancel(job: string): Result<null> {
    const running = this.#running.get(job);
    if (running === undefined) return fail('gone', 'That has come to its end already.');
    running.abort();
    return ok(null);
  }
}
