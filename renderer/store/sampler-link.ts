import type { ReaptreeApi, Response } from '../../core/contract.ts';
import { type Delta, readDelta } from '../../core/delta.ts';
import { INTERVAL_MS } from '../../core/limits.ts';
import type { Failure } from '../../core/result.ts';
import type { SamplerHealth, SamplerSettings } from '../../core/sampler-state.ts';
import { readState, type WrittenState } from '../../core/written-state.ts';
import type { ProcessStore } from './process-store.ts';
import { Value } from './value.ts';

/** So often the sampler learns how far the page has come. */
const TELL_EVERY_MS = 500;

/** How the page stands to the sampler. */
export type LinkState =
  | { readonly kind: 'attaching' }
  | { readonly kind: 'attached' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Keeps a store in step with the sampler: asks for everything once, applies the deltas, notices a gap. */
export class SamplerLink {
  readonly state = new Value<LinkState>({ kind: 'attaching' });
  readonly health = new Value<SamplerHealth>({ kind: 'well' });
  readonly settings = new Value<SamplerSettings>({ intervalMs: INTERVAL_MS.usual, paused: false });
  readonly #api: ReaptreeApi;
  readonly #store: ProcessStore;
  /** The number of the last sample in the store; `null` until there is one. */
  #seq: number | null = null;
  #attaching = false;
  #asked: Promise<Response<'sampler:attach'>> | null = null;
  #telling: ReturnType<typeof setTimeout> | null = null;
  /** Deltas that arrived while the whole state was on its way. */
  #early: Delta[] = [];

  constructor(api: ReaptreeApi, store: ProcessStore) {
    this.#api = api;
    this.#store = store;
  }

  /** Asks for the first state; what comes waits for `start`. */
  ask(): void {
    this.#asked = this.#api.request('sampler:attach');
    this.#api.on('sampler:delta', (text) => this.#receive(readDelta(text)));
    this.#api.on('sampler:full', (full) => this.#begin(full));
    this.#api.on('sampler:health', (health) => this.health.set(health));
    this.#api.on('sampler:settings', (settings) => this.#adopt(settings));
    void this.#api.request('app:about').then((about) => {
      if (about.ok) this.#adopt(about.value.sampler);
    });
  }

  /** From here on the store is filled: whoever wants to follow it does so by now. */
  start(): void {
    void this.attach();
  }

  async attach(): Promise<void> {
    if (this.#attaching) return;
    this.#attaching = true;
    if (this.#seq === null && this.state.get().kind === 'failed') this.state.set({ kind: 'attaching' });
    const full = await (this.#asked ?? this.#api.request('sampler:attach'));
    this.#asked = null;
    this.#attaching = false;
    if (full.ok) this.#begin(full.value);
    else this.state.set({ kind: 'failed', failure: full.error });
  }

  async configure(settings: Partial<SamplerSettings>): Promise<Failure | null> {
    const answer = await this.#api.request('sampler:configure', settings);
    if (!answer.ok) return answer.error;
    this.#adopt(answer.value);
    return null;
  }

  #adopt(settings: SamplerSettings): void {
    this.settings.set(settings);
    this.#store.hold('pause', settings.paused);
  }

  #begin(full: WrittenState): void {
    this.#seq = full.seq;
    this.#store.reset(readState(full));
    this.state.set({ kind: 'attached' });
    const early = this.#early;
    this.#early = [];
    for (const delta of early) this.#receive(delta);
  }

  #receive(delta: Delta): void {
    if (this.#seq === null || this.#attaching) {
      this.#early.push(delta);
      return;
    }
    if (delta.seq <= this.#seq) return;
    if (delta.seq !== this.#seq + 1) {
      void this.attach();
      return;
    }
    this.#seq = delta.seq;
    this.#store.apply(delta);
    this.#telling ??= setTimeout(() => {
      this.#telling = null;
      if (this.#seq !== null) void this.#api.request('sampler:seen', { seq: this.#seq });
    }, TELL_EVERY_MS);
  }
}
