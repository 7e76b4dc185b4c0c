import { performance } from 'node:perf_hooks';
import type { Delta, FullState } from '../../core/delta.ts';
import { KernelWatch } from './kernel-watch.ts';
import type { Sampling } from './sampling.ts';

export interface PollingOptions {
  readonly intervalMs: number;
  readonly paused: boolean;
  readonly native: string | null;
  readonly onDelta: (delta: Delta) => void;
  readonly onFailure: (reason: string) => void;
}

/** The second sample brings the rates, and what a quick first look left out: nobody should wait for it for long. */
const SECOND_AFTER_MS = 500;
/** An exit is looked at so soon: long enough for a burst of them to be looked at together. */
const LOOK_AFTER_MS = 1;
/** And looks in between never follow one another faster. */
const LOOK_APART_MS = 50;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The rhythm of the sampler: a sample each interval, and a look in between where the kernel tells of an exit. */
export class Polling {
  readonly #sampling: Sampling;
  readonly #options: PollingOptions;
  #watch: KernelWatch | null = null;
  #watching: 'everything' | 'named' | 'nothing' = 'nothing';
  #intervalMs: number;
  #paused: boolean;
  #timer: NodeJS.Timeout | null = null;
  #looking: NodeJS.Timeout | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  readonly #toLookAt = new Set<number>();
  #samples = 0;
  #closed = false;
  /** Samples one after the other, never two at once. */
  #queue: Promise<void> = Promise.resolve();

  constructor(sampling: Sampling, options: PollingOptions) {
    this.#sampling = sampling;
    this.#options = options;
    this.#intervalMs = options.intervalMs;
    this.#paused = options.paused;
    this.#tick();
  }

  configure(intervalMs: number, paused: boolean): void {
    this.#intervalMs = intervalMs;
    this.#paused = paused;
    this.#sampleAt(this.#incomplete ? 0 : intervalMs);
  }

  /** The first look alone is not the whole truth, and what is paused must be. */
  get #incomplete(): boolean {
    return this.#paused && this.#samples === 1;
  }

  /** The last sample whole; with `complete`, a new one in which the dear facts of every process are asked. */
  full(complete: boolean): Promise<FullState> {
    const answer = this.#queue.then(async () => {
      if (complete) this.#deliver(await this.#sampling.sampleCompletely());
      return this.#sampling.full();
    });
    this.#queue = answer.then(
      () => {},
      () => {},
    );
    return answer;
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#looking !== null) clearTimeout(this.#looking);
    this.#watch?.close();
    this.#sampling.close();
  }

  #sampleAt(delayMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    const held = this.#paused && !this.#incomplete;
    this.#timer = held ? null : setTimeout(() => this.#tick(), delayMs);
  }

  #tick(): void {
    const began = performance.now();
    this.#queue = this.#queue
      .then(async () => this.#deliver(await this.#sampling.sample()))
      .catch((error: unknown) => this.#options.onFailure(reasonOf(error)))
      .then(() => {
        if (this.#closed) return;
        // The first tree should not wait for the helper, which forks a whole Electron.
        if (this.#samples === 0 && this.#options.native !== null) this.#beginWatch(this.#options.native);
        this.#samples++;
        // Only now it is known of everybody whose they are.
        if (this.#samples === 2) this.#nameOwn();
        const intervalMs =
          this.#samples === 1 ? Math.min(this.#intervalMs, SECOND_AFTER_MS) : this.#intervalMs;
        this.#sampleAt(Math.max(0, intervalMs - (performance.now() - began)));
      });
  }

  #beginWatch(native: string): void {
    this.#watch = new KernelWatch({
      native,
      onPrecision: (precision) => {
        this.#sampling.precision = precision;
        this.#watching = precision === 'exact' ? 'everything' : precision === 'watched' ? 'named' : 'nothing';
        if (this.#samples > 1) this.#nameOwn();
      },
      onTold: (told) => this.#lookAt(this.#sampling.hear(told)),
      onDeaths: (pids) => this.#lookAt(pids),
      onLost: () => this.#sampleAt(0),
    });
  }

  #nameOwn(): void {
    if (this.#watching === 'named') this.#watch?.name(this.#sampling.ownLiving());
  }

  #deliver(delta: Delta): void {
    this.#options.onDelta(delta);
    if (this.#watching === 'named' && this.#samples > 1 && delta.added.length > 0) {
      this.#watch?.name(this.#sampling.ownAmong(delta.added.map(({ key }) => key)));
    }
  }

  #lookAt(pids: Iterable<number>): void {
    if (this.#paused) return;
    for (const pid of pids) this.#toLookAt.add(pid);
    if (this.#toLookAt.size === 0 || this.#looking !== null) return;
    const since = performance.now() - this.#lookedAt;
    this.#looking = setTimeout(() => this.#look(), Math.max(LOOK_AFTER_MS, LOOK_APART_MS - since));
  }

  #look(): void {
    this.#looking = null;
    this.#lookedAt = performance.now();
    const pids = [...this.#toLookAt];
    this.#toLookAt.clear();
    this.#queue = this.#queue.then(() => {
      const delta = this.#sampling.sampleThese(pids);
      if (delta === null) return;
      this.#deliver(delta);
      // Most parents reap at once. Those that did in the meantime should not show zombies until the next sample.
      this.#lookAt(this.#sampling.zombiesAmong(delta.changed.map(([key]) => key)));
    });
  }
}
