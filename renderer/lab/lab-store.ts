import type { ReaptreeApi, RequestChannel, RequestPayload, Response } from '../../core/contract.ts';
import {
  applyLabEvents,
  emptyLab,
  type ForkOrder,
  type LabEvent,
  type LabState,
  presentIn,
  type ReapingPolicy,
  readLabEvents,
} from '../../core/lab.ts';
import { isGreen, type ScenarioInfo } from '../../core/lab-scenario.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { Failure } from '../../core/result.ts';
import type { SignalName } from '../../core/signals.ts';
import type { Notices } from '../frame/notices.ts';
import { Value } from '../store/value.ts';

/** So many at once take a while. */
const MANY = 200;

/** A fork of many that is under way. */
export interface Forking {
  readonly parent: ProcessKey;
  readonly count: number;
  /** How many children that parent had when it began. */
  readonly before: number;
}

/** How a scenario is played next. */
export interface Manner {
  readonly speed: number;
  readonly otherwise: boolean;
}

/** The lab as the engine tells it, and what can be asked of it. */
export class LabStore {
  readonly state = new Value<LabState>(emptyLab);
  /** Why the engine could not say how the lab stands; `null` while it can. */
  readonly trouble = new Value<Failure | null>(null);
  readonly scenarios = new Value<readonly ScenarioInfo[]>([]);
  /** The scenario that is looked at; `null` for the bench. */
  readonly chosen = new Value<string | null>(null);
  readonly manner = new Value<Manner>({ speed: 1, otherwise: false });
  readonly forking = new Value<Forking | null>(null);
  /** How each scenario came out when it was last played as told: whether all was as expected. */
  readonly results = new Value<ReadonlyMap<string, boolean>>(new Map());
  /** How many processes the lab may have at once; `null` while that is not known. */
  readonly most = new Value<number | null>(null);
  /** The parent of the bench that the keys mean, as it was last touched; it may be gone. */
  readonly touched = new Value<ProcessKey | null>(null);
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
    this.#api.on('lab:events', (events) => this.#receive(readLabEvents(events)));
    void this.#api.request('lab:state').then((answer) => {
      if (answer.ok) this.#begin(answer.value);
      else this.trouble.set(answer.error);
    });
    void this.#api.request('lab:scenarios').then((answer) => {
      if (answer.ok) this.scenarios.set(answer.value);
    });
    void this.#api.request('lab:most').then((answer) => {
      if (answer.ok) this.most.set(answer.value);
    });
  }

  /** The helper's present time, in seconds; `at` is the newest moment that it is known to have passed. */
  now(at: number): number {
    const now = (performance.now() - this.#clockZero) / 1000;
    return Number.isFinite(now) ? Math.max(now, at) : at;
  }

  /** How many processes more there may be; `null` while that is not known. */
  room(): number | null {
    const most = this.most.get();
    return most === null ? null : Math.max(0, most - presentIn(this.state.get()));
  }

  async startParent(): Promise<ProcessKey | null> {
    const key = await this.#ask('No parent was started', 'lab:startParent');
    if (key !== null) this.touched.set(key);
    return key;
  }

  async fork(parent: ProcessKey, order: ForkOrder): Promise<unknown> {
    const before = this.state.get().parents.find((one) => one.key === parent)?.children.length ?? 0;
    const forking: Forking = { parent, count: order.count, before };
    if (order.count >= MANY) this.forking.set(forking);
    const answer = await this.#ask('Nothing was forked', 'lab:fork', { parent, ...order });
    if (this.forking.get() === forking) this.forking.set(null);
    return answer;
  }

  cancelFork(parent: ProcessKey): Promise<unknown> {
    return this.#ask('The fork goes on', 'lab:cancelFork', { parent });
  }

  setReaping(parent: ProcessKey, policy: ReapingPolicy, everyMs: number): Promise<unknown> {
    return this.#ask('The parent does as before', 'lab:setReaping', { parent, policy, everyMs });
  }

  exec(parent: ProcessKey, command: string): Promise<unknown> {
    return this.#ask('The command was not started', 'lab:exec', { parent, command });
  }

  daemonise(parent: ProcessKey, lifeMs: number): Promise<unknown> {
    return this.#ask('There is no daemon', 'lab:daemonise', { parent, lifeMs });
  }

  interrupt(parent: ProcessKey): Promise<unknown> {
    return this.#ask('The call was not interrupted', 'lab:interrupt', { parent });
  }

  /** Shows a scenario, or the bench; how it was played before says nothing of the next. */
  choose(scenario: string | null): void {
    if (scenario === this.chosen.get()) return;
    this.chosen.set(scenario);
    this.manner.set({ ...this.manner.get(), otherwise: false });
  }

  run(scenario: string, stepping: boolean): Promise<unknown> {
    const order = { scenario, stepping, ...this.manner.get() };
    return this.#ask('The scenario was not begun', 'lab:runScenario', order);
  }

  step(): Promise<unknown> {
    return this.#ask('There was no next step', 'lab:stepScenario');
  }

  press(key: string): Promise<unknown> {
    return this.#ask('The key did nothing', 'lab:pressKey', { key });
  }

  stop(): Promise<unknown> {
    return this.#ask('The scenario was not stopped', 'lab:stopScenario');
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
      if (event.kind === 'run' && event.run.status === 'ended' && !event.run.otherwise) {
        this.results.set(new Map(this.results.get()).set(event.run.scenario, isGreen(event.run)));
      }
    }
    this.state.set(applyLabEvents(this.state.get(), news));
  }

  /** News is never from the future: the earliest zero that any line allows is the best known. */
  #heard(at: number): void {
    this.#clockZero = Math.min(this.#clockZero, performance.now() - at * 1000);
  }
}
