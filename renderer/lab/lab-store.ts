import type { ReaptreeApi, RequestChannel, RequestPayload, Response } from '../../core/contract.ts';
import { applyLabEvents, emptyLab, type LabEvent, type LabState } from '../../core/lab.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { Failure } from '../../core/result.ts';
import type { SignalName } from '../../core/signals.ts';
import type { Notices } from '../frame/notices.ts';
import { Value } from '../store/value.ts';

export interface ForkOrder {
  readonly count: number;
  readonly afterMs: number;
  readonly exitCode: number;
}

/** The lab as the engine tells it, and what can be asked of it. */
export class LabStore {
  readonly state = new Value<LabState>(emptyLab);
  /** Why the engine could not say how the lab stands; `null` while it can. */
  readonly trouble = new Value<Failure | null>(null);
  readonly #api: ReaptreeApi;
  readonly #notices: Notices;
  #early: LabEvent[] | null = [];
  /** Where the helper's clock (seconds) stands at 0, on the clock of `performance.now()`. */
  #clockZero = Number.POSITIVE_INFINITY;

  constructor(api: ReaptreeApi, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  start(): void {
    this.#api.on('lab:events', (events) => this.#receive(events));
    void this.#api.request('lab:state').then((answer) => {
      if (answer.ok) this.#begin(answer.value);
      else this.trouble.set(answer.error);
    });
  }

  /** The helper's present time, in seconds; `at` is the newest moment that it is known to have passed. */
  now(at: number): number {
    const now = (performance.now() - this.#clockZero) / 1000;
    return Number.isFinite(now) ? Math.max(now, at) : at;
  }

  startParent(): Promise<ProcessKey | null> {
    return this.#ask('No parent was started', 'lab:startParent');
  }

  fork(parent: ProcessKey, order: ForkOrder): Promise<unknown> {
    return this.#ask('Nothing was forked', 'lab:fork', { parent, ...order });
  }

  wait(parent: ProcessKey): Promise<unknown> {
    return this.#ask('The parent did not wait', 'lab:wait', { parent });
  }

  waitpid(parent: ProcessKey, child: ProcessKey | null, nohang: boolean): Promise<unknown> {
    return this.#ask('The parent did not wait', 'lab:waitpid', { parent, child, nohang });
  }

  kill(key: ProcessKey, signal: SignalName): Promise<unknown> {
    return this.#ask(`${signal} was not sent`, 'lab:kill', { key, signal });
  }

  endParent(parent: ProcessKey): Promise<unknown> {
    return this.#ask('The parent was not ended', 'lab:endParent', { parent });
  }

  cleanUp(): Promise<unknown> {
    return this.#ask('The lab was not cleaned up', 'lab:cleanUp');
  }

  async #ask<C extends RequestChannel>(
    failed: string,
    channel: C,
    ...payload: RequestPayload<C> extends undefined ? [] : [RequestPayload<C>]
  ): Promise<(Response<C> & { readonly ok: true })['value'] | null> {
    const answer = await this.#api.request(channel, ...payload);
    if (answer.ok) return answer.value;
    this.#notices.failed(failed, answer.error);
    return null;
  }

  #begin(state: LabState): void {
    const known = state.calls.at(-1);
    if (known !== undefined) this.#heard(known.at);
    this.state.set(state);
    const early = this.#early ?? [];
    this.#early = null;
    this.#receive(early);
  }

  #receive(events: readonly LabEvent[]): void {
    if (this.#early !== null) {
      this.#early.push(...events);
      return;
    }
    // An answer overtaken by an event would tell its line a second time.
    const told = this.state.get().calls.at(-1)?.seq ?? Number.NEGATIVE_INFINITY;
    const news = events.filter((event) => event.kind !== 'call' || event.call.seq > told);
    for (const event of news) {
      if (event.kind === 'helper') this.#clockZero = Number.POSITIVE_INFINITY;
      if (event.kind === 'call') this.#heard(event.call.at);
    }
    this.state.set(applyLabEvents(this.state.get(), news));
  }

  /** News is never from the future: the earliest zero that any line allows is the best known. */
  #heard(at: number): void {
    this.#clockZero = Math.min(this.#clockZero, performance.now() - at * 1000);
  }
}
