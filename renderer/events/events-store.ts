import type { ReaptreeApi } from '../../core/contract.ts';
import type { EventKind } from '../../core/events.ts';
import type { HistoryEntry, HistoryFilter } from '../../core/history.ts';
import { HISTORY } from '../../core/limits.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { Failure } from '../../core/result.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { Value } from '../store/value.ts';

/** A subtree, and what to call it once it is gone. */
export interface Subtree {
  readonly key: ProcessKey;
  readonly name: string;
}

export interface EventsWanted {
  readonly text: string;
  /** Empty: all. */
  readonly kinds: ReadonlySet<EventKind>;
  readonly under: Subtree | null;
}

export interface EventsShown {
  /** The latest first. */
  readonly entries: readonly HistoryEntry[];
  readonly kept: number;
  readonly more: boolean;
  /** The same list with later events before it, and not another list. */
  readonly grown: boolean;
}

const ALL: EventsWanted = { text: '', kinds: new Set(), under: null };

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
    const { text, kinds, under } = this.wanted.get();
    return {
      ...(text.trim() === '' ? {} : { text }),
      ...(kinds.size === 0 ? {} : { kinds: [...kinds] }),
      ...(under === null ? {} : { under: under.key }),
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
    const { entries, last, kept, more } = answer.value;
    this.#last = last;
    this.shown.set({ entries, kept, more, grown: false });
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
    const { entries, last, kept, more } = answer.value;
    this.#last = last;
    if (entries.length === 0) return;
    const all = [...entries, ...before.entries];
    this.shown.set({
      entries: all.slice(0, HISTORY.mostAtOnce),
      kept,
      more: more || before.more || all.length > HISTORY.mostAtOnce,
      grown: true,
    });
  }
}
