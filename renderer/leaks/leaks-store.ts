import type { ReaptreeApi } from '../../core/contract.ts';
import type { Leak } from '../../core/history.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { Value } from '../store/value.ts';

/** Who holds zombies, for as long as somebody looks at it. */
export class LeaksStore {
  readonly leaks = new Value<readonly Leak[] | null>(null);
  readonly #api: ReaptreeApi;
  readonly #processes: ProcessStore;
  #asking = false;

  constructor(api: ReaptreeApi, processes: ProcessStore) {
    this.#api = api;
    this.#processes = processes;
  }

  /** Returns what ends the watching. */
  watch(): () => void {
    void this.#ask();
    return this.#processes.facts.subscribe(() => void this.#ask());
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const answer = await this.#api.request('history:leaks');
    this.#asking = false;
    if (answer.ok) this.leaks.set(answer.value);
  }
}
