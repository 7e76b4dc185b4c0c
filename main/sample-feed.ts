import type { Delta } from '../core/delta.ts';
import type { Result } from '../core/result.ts';
import type { WrittenState } from '../core/written-state.ts';

/** Deltas that may be under way to the page at once; at the usual rate, as many seconds. */
const UNDER_WAY_MOST = 30;

export interface SampleFeedOptions {
  readonly send: (delta: Delta) => void;
  readonly sendFull: (full: WrittenState) => void;
  readonly full: () => Promise<Result<WrittenState>>;
}

/**
 * Samples on their way to the page. One that does not keep up (it hangs, or the machine is overloaded) is
 * sent no more deltas, so that nothing piles up; when it is back, it gets the whole state and goes on.
 */
export class SampleFeed {
  readonly #options: SampleFeedOptions;
  #sent = 0;
  #seen = 0;
  /** A page that has not asked for the first state yet wants no deltas either. */
  #behind = true;
  /** How many pages wait for the answer by which they begin. */
  #attaching = 0;
  #attached = false;

  constructor(options: SampleFeedOptions) {
    this.#options = options;
  }

  /** The page begins, or begins again: the answer is where from. */
  async attach(): Promise<Result<WrittenState>> {
    this.#attached = true;
    this.#attaching += 1;
    const full = await this.#options.full();
    this.#attaching -= 1;
    if (full.ok) this.#goOnFrom(full.value.seq);
    return full;
  }

  /** The sampler begins, or begins again: whoever has asked already, and was answered, is told unasked. */
  begin(full: WrittenState): void {
    if (this.#attached && this.#attaching === 0) this.#restart(full);
  }

  push(delta: Delta): void {
    if (this.#behind) return;
    if (delta.seq - this.#seen > UNDER_WAY_MOST) {
      this.#behind = true;
      return;
    }
    this.#sent = delta.seq;
    this.#options.send(delta);
  }

  /** The page has taken everything up to this number. */
  async acknowledge(seq: number): Promise<void> {
    this.#seen = Math.max(this.#seen, seq);
    if (!this.#behind || this.#seen < this.#sent) return;
    const full = await this.#options.full();
    if (full.ok) this.#restart(full.value);
  }

  #restart(full: WrittenState): void {
    this.#goOnFrom(full.seq);
    this.#options.sendFull(full);
  }

  #goOnFrom(seq: number): void {
    this.#sent = seq;
    this.#seen = seq;
    this.#behind = false;
  }
}
