import type { ProcessKey } from '../../core/process.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { Value } from '../store/value.ts';
import type { Focus } from './focus.ts';
import type { Matches } from './matches.ts';

/** What a search comes to. */
export interface Found {
  /** How many are found, within the focus where there is one. */
  readonly count: number;
  /** Those that are found outside the focus. */
  readonly outside: readonly ProcessKey[];
}

/** Counts what is found; `null` while nothing is searched for. */
export class FoundCount extends Value<Found | null> {
  readonly #store: ProcessStore;
  readonly #matches: Matches;
  readonly #focus: Focus;
  readonly #live: boolean;

  /** @param live - what has ended there is still to be seen for a moment, but counts no more */
  constructor(store: ProcessStore, matches: Matches, focus: Focus, live: boolean) {
    super(null);
    this.#store = store;
    this.#matches = matches;
    this.#focus = focus;
    this.#live = live;
  }

  anew(): void {
    this.set(this.#count());
  }

  /** Of those outside the focus the topmost of each subtree, as the rest is below. */
  get topmostOutside(): readonly ProcessKey[] {
    const outside = new Set(this.get()?.outside);
    const { tree } = this.#store;
    return [...outside].filter((key) => !tree.ancestors(key).some((above) => outside.has(above)));
  }

  /** The same object as before where nothing is different, so that nobody is woken. */
  #count(): Found | null {
    const { found } = this.#matches;
    if (found === null) return null;
    const inside = this.#focus.inside ?? found;
    let count = 0;
    const outside: ProcessKey[] = [];
    for (const key of found) {
      if (this.#live && this.#store.row(key)?.endedAt !== null) continue;
      if (inside.has(key)) count += 1;
      else outside.push(key);
    }
    const before = this.get();
    const same = before?.count === count && before.outside.length === outside.length;
    return same && outside.every((key, at) => key === before.outside[at]) ? before : { count, outside };
  }
}
