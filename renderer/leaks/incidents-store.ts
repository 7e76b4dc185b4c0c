import type { ReaptreeApi } from '../../core/contract.ts';
import { counted } from '../../core/format.ts';
import type { Incident, Leakers } from '../../core/incidents/incident.ts';
import type { Failure } from '../../core/result.ts';
import type { Notices } from '../frame/notices.ts';
import { Value } from '../store/value.ts';

const HOUR_MS = 3_600_000;

/** For how much of the past it is asked who leaked; `null` is now. */
export const SPANS = [
  { title: 'Now', ms: null },
  { title: '24 h', ms: 24 * HOUR_MS },
  { title: '7 days', ms: 7 * 24 * HOUR_MS },
  { title: '30 days', ms: 30 * 24 * HOUR_MS },
] as const;
export type Span = (typeof SPANS)[number];

/** So often it is asked again while somebody looks. */
const AGAIN_MS = 3_000;

/** What is to be forgotten, once that is confirmed: of one program, or everything. */
export interface Forgetting {
  readonly program: string | null;
  readonly incidents: number;
}

/** Who left zombies lately. */
export class IncidentsStore {
  readonly span = new Value<Span>(SPANS[0]);
  readonly leakers = new Value<Leakers | null>(null);
  readonly failure = new Value<Failure | null>(null);
  /** Why they are not kept at present. */
  readonly trouble = new Value<Failure | null>(null);
  /** The program whose incidents are told one by one. */
  readonly opened = new Value<string | null>(null);
  readonly incidents = new Value<readonly Incident[] | null>(null);
  readonly forgetting = new Value<Forgetting | null>(null);
  readonly #api: ReaptreeApi;
  readonly #notices: Notices;

  constructor(api: ReaptreeApi, notices: Notices) {
    this.#api = api;
    this.#notices = notices;
  }

  start(): void {
    this.#api.on('incidents:trouble', (failure) => this.trouble.set(failure));
  }

  choose(span: Span): void {
    if (span === this.span.get()) return;
    this.span.set(span);
    this.leakers.set(null);
    this.open(null);
  }

  /** Returns what ends the watching. */
  watch(): () => void {
    void this.#ask();
    const timer = setInterval(() => void this.#ask(), AGAIN_MS);
    return () => clearInterval(timer);
  }

  open(program: string | null): void {
    this.opened.set(program);
    this.incidents.set(null);
    void this.#askIncidents();
  }

  async export(program: string | null): Promise<void> {
    const answer = await this.#api.request('incidents:export', { from: this.#from, program });
    if (answer.ok) {
      this.#notices.done(`Saved ${counted(answer.value.incidents, 'incident')}`, answer.value.path);
    } else if (answer.error.code !== 'cancelled') {
      this.#notices.failed('The incidents were not saved', answer.error);
    }
  }

  async forget(program: string | null): Promise<void> {
    const answer = await this.#api.request('incidents:delete', { program });
    this.forgetting.set(null);
    if (answer.ok) this.#notices.done(`Deleted ${counted(answer.value, 'incident')}`);
    else this.#notices.failed('The incidents were not deleted', answer.error);
    this.open(null);
    await this.#ask();
  }

  get #from(): number {
    return Date.now() - (this.span.get().ms ?? 0);
  }

  async #ask(): Promise<void> {
    const span = this.span.get();
    const answer = await this.#api.request('incidents:leakers', { from: this.#from });
    if (span !== this.span.get()) return;
    this.failure.set(answer.ok ? null : answer.error);
    if (answer.ok) this.leakers.set(answer.value);
    await this.#askIncidents();
  }

  async #askIncidents(): Promise<void> {
    const program = this.opened.get();
    if (program === null) return;
    const answer = await this.#api.request('incidents:list', { from: this.#from, program });
    if (program === this.opened.get() && answer.ok) this.incidents.set(answer.value);
  }
}
