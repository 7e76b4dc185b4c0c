import type { ReaptreeApi } from '../../core/contract.ts';
import { visible } from '../../core/format.ts';
import type { Result } from '../../core/result.ts';
import type { SignalName } from '../../core/signals.ts';
import type { Notices } from '../frame/notices.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { Value } from '../store/value.ts';

/** A signal that the user is about to send, until it is confirmed or dropped. */
export interface Intent {
  /** Each is a question of its own, also about the same process. */
  readonly number: number;
  readonly target: ProcessRow;
  readonly signal: SignalName;
}

export class Signalling {
  readonly intent = new Value<Intent | null>(null);
  readonly #api: ReaptreeApi;
  readonly #notices: Notices;
  #asked = 0;

  constructor(api: ReaptreeApi, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  consider(target: ProcessRow, signal: SignalName = 'SIGTERM'): void {
    this.#asked += 1;
    this.intent.set({ number: this.#asked, target, signal });
  }

  drop(): void {
    this.intent.set(null);
  }

  async send(target: ProcessRow, signal: SignalName): Promise<Result<null>> {
    const { key, name, pid } = target.process;
    const answer = await this.#api.request('process:signal', { key, signal });
    if (answer.ok) {
      this.#notices.done(`${signal} sent`, `to ${visible(name)} (${pid})`);
      // Only what was asked is closed: the user may have turned to another process meanwhile.
      if (this.intent.get()?.target === target) this.drop();
    } else if (this.intent.get()?.target !== target) {
      this.#notices.failed(`${signal} did not reach ${visible(name)} (${pid})`, answer.error);
    }
    return answer;
  }
}
