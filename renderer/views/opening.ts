import type { ReaptreeApi } from '../../core/contract.ts';
import type { Result } from '../../core/result.ts';
import type { ComparedChoice, RecentFile } from '../../core/view.ts';
import type { Notices } from '../frame/notices.ts';
import { Value } from '../store/value.ts';

/** Snapshots that this window wants opened: each gets a window of its own, or this one says why not. */
export class Opening {
  /** How many are being read at this moment. */
  readonly reading = new Value(0);
  readonly recent = new Value<readonly RecentFile[] | null>(null);
  readonly #api: ReaptreeApi;
  readonly #notices: Notices;

  constructor(api: ReaptreeApi, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  /** @param file - one of the recent ones; `null` asks which */
  open(file: string | null): Promise<void> {
    return this.#opened(this.#api.request('view:open', { file }));
  }

  dropped(file: File): Promise<void> {
    return this.#opened(this.#api.openDropped(file));
  }

  compare(one: ComparedChoice, other: ComparedChoice): Promise<void> {
    return this.#opened(this.#api.request('view:compare', { one, other }), 'Nothing was compared');
  }

  async askRecent(): Promise<void> {
    const answer = await this.#api.request('view:recent');
    if (answer.ok) this.recent.set(answer.value);
  }

  async #opened(asked: Promise<Result<null>>, failed = 'The snapshot was not opened'): Promise<void> {
    this.reading.set(this.reading.get() + 1);
    const answer = await asked;
    this.reading.set(this.reading.get() - 1);
    if (!answer.ok && answer.error.code !== 'cancelled') {
      this.#notices.failed(failed, answer.error);
    }
    await this.askRecent();
  }
}
