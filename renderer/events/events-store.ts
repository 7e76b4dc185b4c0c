import type { ReaptreeApi } from '../../core/contract.ts';
import type { EventKind } from '../../core/events.ts';
import type { HistoryEntry, HistoryFilter, HistoryPage, Life } from '../../core/history.ts';
import { HISTORY } from '../../core/limits.ts';
import type { Failure } from '../../core/result.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { Value } from '../store/value.ts';

/** One process, and what to call it once it is gone. */
export type Subject = Pick<Life, 'key' | 'pid' | 'name'>;

export interface EventsWanted {
  readonly text: string;
  /** Empty: all. */
  readonly kinds: ReadonlySet<EventKind>;
  /** Only what happened to it, or to all below it as well. */
  readonly of: (Subject & { readonly below: boolean }) | null;
}

/** What is known of the past; the entries are the latest first. */
export interface EventsShown extends Omit<HistoryPage, 'last'> {
  /** The same list with more events in it, and not another list. */
  readonly grown: boolean;
}

/** By when it happened: that somebody has begun is told by the next sample, and much may be told before that. */
const latestFirst = (entries: readonly HistoryEntry[]): readonly HistoryEntry[] =>
  [...entries].sort((a, b) => b.event.at - a.event.at || b.seq - a.seq);

const ALL: EventsWanted = { text: '', kinds: new Set(), of: null };

/** The timeline, for as long as somebody looks at it: asks the engine for what is new after each sample. */
export class EventsStore {
  readonly wanted = new Value<EventsWanted>(ALL);
  readonly shown = new Value<EventsShown | null>(null);
  readonly failure = new Value<Failure | null>(null);
  /** Where the list was scrolled to when it was last on screen. */
  scrollTop = 0;
  readonly #api: ReaptreeApi;
  readonly #processes: ProcessStore;
  #last = 0;
  /** Rises with every other question: an answer to an old one is of no use. */
  #question = 0;
  #asking = false;

  constructor(api: ReaptreeApi, processes: ProcessStore) {
    this.#api = api;
    this.#processes = processes;
  }

  /** Returns what ends the watching. */
  watch(): () => void {
    void this.#begin();
    return this.#processes.facts.subscribe(() => void this.#goOn());
  }

  want(change: Partial<EventsWanted>): void {
    this.wanted.set({ ...this.wanted.get(), ...change });
    this.scrollTop = 0;
    void this.#begin();
  }

  wantAll(): void {
    this.want(ALL);
  }

  /** All that happened to one process, and nothing else. */
  about({ key, pid, name }: Subject): void {
    this.want({ ...ALL, of: { key, pid, name, below: false } });
  }

  toggleKinds(kinds: readonly EventKind[]): void {
    const next = new Set(this.wanted.get().kinds);
    const on = kinds.every((kind) => next.has(kind));
    for (const kind of kinds) {
      if (on) next.delete(kind);
      else next.add(kind);
    }
    this.want({ kinds: next });
  }

  get #filter(): HistoryFilter {
    const { text, kinds, of } = this.wanted.get();
    return {
      ...(text.trim() === '' ? {} : { text }),
      ...(kinds.size === 0 ? {} : { kinds: [...kinds] }),
      ...(of === null ? {} : of.below ? { under: of.key } : { key: of.key }),
    };
  }

  async #begin(): Promise<void> {
    this.#question += 1;
    const question = this.#question;
    const answer = await this.#api.request('history:events', {
      filter: this.#filter,
      limit: HISTORY.mostAtOnce,
    });
    if (question !== this.#question) return;
    this.failure.set(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const { last, ...page } = answer.value;
    this.#last = last;
    this.shown.set({ ...page, entries: latestFirst(page.entries), grown: false });
  }

  async #goOn(): Promise<void> {
    const before = this.shown.get();
    if (this.#asking || before === null) return;
    this.#asking = true;
    const question = this.#question;
    const answer = await this.#api.request('history:events', {
      filter: this.#filter,
      after: this.#last,
      limit: HISTORY.mostAtOnce,
    });
    this.#asking = false;
    if (question !== this.#question || !answer.ok) return;
    const { last, ...page } = answer.value;
    // Nothing at all has happened.
    if (last === this.#last) return;
    this.#last = last;
    const all =
      page.entries.length === 0 ? before.entries : latestFirst([...page.entries, ...before.entries]);
    this.shown.set({
      ...page,
      entries: all.length > HISTORY.mostAtOnce ? all.slice(0, HISTORY.mostAtOnce) : all,
      more: page.more || before.more || all.length > HISTORY.mostAtOnce,
      grown: true,
    });
  }
}
