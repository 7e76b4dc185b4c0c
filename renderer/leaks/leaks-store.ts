import type { ReaptreeApi } from '../../core/contract.ts';
import type { Leak } from '../../core/history.ts';
import { LEAK_COURSE } from '../../core/limits.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { Value } from '../store/value.ts';
import { grown, type Line } from './leak-line.ts';

/** Who holds zombies, as of one sample. Times are in milliseconds since the epoch. */
export interface LeaksShown {
  readonly leaks: readonly Leak[];
  readonly now: number;
  /** When it was looked first; `null` where there is but one moment. */
  readonly began: number | null;
  /** Of those that are on the screen. */
  readonly lines: ReadonlyMap<ProcessKey, Line>;
}

/** Who holds zombies, for as long as somebody looks at it: asks the engine after each sample. */
export class LeaksStore {
  readonly shown = new Value<LeaksShown | null>(null);
  /** Where the list was scrolled to when it was last on screen. */
  scrollTop = 0;
  readonly #api: ReaptreeApi;
  readonly #processes: ProcessStore;
  readonly #live: boolean;
  #attended: readonly ProcessKey[] = [];
  #asking = false;
  /** Somebody came into view while it was asked. */
  #again = false;

  /** @param live - of one moment there are no lines */
  constructor(api: ReaptreeApi, processes: ProcessStore, live: boolean) {
    this.#api = api;
    this.#processes = processes;
    this.#live = live;
  }

  /** Returns what ends the watching. */
  watch(): () => void {
    void this.#ask();
    return this.#processes.facts.subscribe(() => void this.#ask());
  }

  /** Whose lines are wanted: those on the screen. */
  attend(keys: readonly ProcessKey[]): void {
    const known = this.shown.get()?.lines;
    this.#attended = keys.slice(0, LEAK_COURSE.mostAtOnce);
    if (this.#attended.some((key) => !known?.has(key))) void this.#ask();
  }

  async #ask(): Promise<void> {
    const now = this.#processes.facts.get()?.takenAt;
    if (now === undefined) return;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    this.#again = false;
    const before = this.shown.get();
    // After a clock was set back, what was known is later than now.
    const known = before === null || before.now > now ? undefined : before.lines;
    const of = this.#attended.map((key) => ({ key, after: known?.get(key)?.times.at(-1) ?? 0 }));
    const [leaks, answer] = await Promise.all([
      this.#api.request('history:leaks'),
      this.#live ? this.#api.request('history:courses', { of }) : null,
    ]);
    this.#asking = false;
    if (!leaks.ok) return;
    const { began, courses } = answer?.ok ? answer.value : { began: null, courses: [] };
    const from = now - LEAK_COURSE.ms;
    const lines = new Map(
      courses.map(({ key, ...came }) => [key, grown(known?.get(key) ?? { times: [], held: [] }, came, from)]),
    );
    this.shown.set({ leaks: leaks.value, now, began, lines });
    if (this.#again) void this.#ask();
  }
}
