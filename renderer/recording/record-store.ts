import type { ReaptreeApi } from '../../core/contract.ts';
import { bytes, visible } from '../../core/format.ts';
import type { EventName } from '../../core/recording/playback.ts';
import type { RecordState } from '../../core/recording/record-state.ts';
import { fileNameOf } from '../../core/view.ts';
import type { Notices } from '../frame/notices.ts';
import { Value } from '../store/value.ts';

/** What is recorded of this machine, and what can be done with it. */
export class RecordStore {
  readonly state = new Value<RecordState | null>(null);
  readonly #api: ReaptreeApi;
  readonly #notices: Notices;

  constructor(api: ReaptreeApi, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  start(): void {
    this.#api.on('record:state', (state) => this.#take(state));
    void this.#api.request('record:state').then((answer) => {
      if (answer.ok) this.#take(answer.value);
    });
  }

  /** Opens the last minutes in a window of their own, at an event or at their end. */
  async look(event: EventName | null = null): Promise<void> {
    const answer = await this.#api.request('record:look', { event });
    if (!answer.ok) this.#notices.failed('There is nothing to look back at', answer.error);
  }

  /** Begins to record to a file, or ends that. */
  async toggle(): Promise<void> {
    const running = (this.state.get()?.file ?? null) !== null;
    await (running ? this.end() : this.begin());
  }

  async begin(): Promise<void> {
    const answer = await this.#api.request('record:begin');
    if (answer.ok) this.#take(answer.value);
    else if (answer.error.code !== 'cancelled')
      this.#notices.failed('Nothing is recorded to a file', answer.error);
  }

  async end(): Promise<void> {
    const answer = await this.#api.request('record:end');
    if (!answer.ok) this.#notices.failed('The recording ended early', answer.error);
    else if (answer.value !== null) {
      const { path, bytes: size } = answer.value;
      this.#notices.done(`Recorded ${bytes(size)}`, visible(path));
    }
  }

  #take(state: RecordState): void {
    const before = this.state.get();
    this.state.set(state);
    if (state.trouble === null || state.trouble.message === before?.trouble?.message) return;
    const file = before?.file;
    const name = file === null || file === undefined ? 'The recording' : visible(fileNameOf(file.path));
    this.#notices.failed(`${name} ended early`, state.trouble);
  }
}
