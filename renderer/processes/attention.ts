import type { ReaptreeApi } from '../../core/contract.ts';
import { ATTENDED_MOST } from '../../core/limits.ts';
import type { ProcessKey } from '../../core/process.ts';

/** Scrolling tells of new rows many times a second; the sampler wants to know once. */
const AFTER_MS = 250;

/** Tells the sampler for whom it shall ask what is dear to ask. */
export class Attention {
  readonly #api: ReaptreeApi | null;
  #wanted: readonly ProcessKey[] = [];
  #everyone = false;
  #told = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param api - `null` where no sampler stands behind what is shown */
  constructor(api: ReaptreeApi | null) {
    this.#api = api;
  }

  want(keys: Iterable<ProcessKey>): void {
    this.#wanted = [...new Set(keys)].slice(0, ATTENDED_MOST);
    this.#tellSoon();
  }

  /** Something that is dear is searched for: it could be of any process, not only of those on the screen. */
  wantOfEveryone(wanted: boolean): void {
    if (wanted === this.#everyone) return;
    this.#everyone = wanted;
    this.#tellSoon();
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
    }, AFTER_MS);
  }

  #tell(): void {
    const keys = this.#everyone ? 'all' : this.#wanted;
    const said = keys.toString();
    if (said === this.#told) return;
    this.#told = said;
    void this.#api?.request('sampler:attend', { keys });
  }
}
