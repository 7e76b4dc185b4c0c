import type { ProcessKey } from '../../core/process.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { Value } from '../store/value.ts';

/** A process and everything below it, added up. */
export interface Totals {
  /** Without the process itself. */
  readonly below: number;
  readonly cpuPercent: number | null;
  readonly rssBytes: number | null;
  readonly zombies: number;
}

interface Watched {
  readonly totals: Value<Totals>;
  watchers: number;
}

const same = (a: Totals, b: Totals): boolean =>
  a.below === b.below &&
  a.cpuPercent === b.cpuPercent &&
  a.rssBytes === b.rssBytes &&
  a.zombies === b.zombies;

/**
 * The sums of the branches that are folded on the screen. They do not overlap, so an update looks at each hidden
 * process once at most, and at none where nothing is folded.
 */
export class SubtreeTotals {
  readonly #store: ProcessStore;
  readonly #watched = new Map<ProcessKey, Watched>();

  constructor(store: ProcessStore) {
    this.#store = store;
    store.onApplied(() => this.#follow());
  }

  /** The same object for as long as nothing in it is different. */
  of(key: ProcessKey): Totals {
    return this.#watch(key).totals.get();
  }

  subscribe(key: ProcessKey, listener: () => void): () => void {
    const watched = this.#watch(key);
    watched.watchers += 1;
    const unsubscribe = watched.totals.subscribe(listener);
    return () => {
      unsubscribe();
      watched.watchers -= 1;
    };
  }

  #watch(key: ProcessKey): Watched {
    const known = this.#watched.get(key);
    if (known !== undefined) return known;
    const watched = { totals: new Value(this.#add(key)), watchers: 0 };
    this.#watched.set(key, watched);
    return watched;
  }

  #follow(): void {
    for (const [key, { totals, watchers }] of this.#watched) {
      if (watchers === 0) {
        this.#watched.delete(key);
        continue;
      }
      const next = this.#add(key);
      if (!same(totals.get(), next)) totals.set(next);
    }
  }

  #add(key: ProcessKey): Totals {
    let cpu = 0;
    let cpuKnown = false;
    let rss = 0;
    let zombies = 0;
    let living = 0;
    const root = this.#store.tree.node(key);
    // The list grows while it is walked: that is the queue.
    const nodes = root === undefined ? [] : [root];
    for (const node of nodes) {
      for (const child of node.children) nodes.push(child);
      const row = this.#store.row(node.key);
      if (row === undefined || row.endedAt !== null) continue;
      const { cpuPercent, rssBytes, marks } = row.process;
      if (node !== root) living += 1;
      if (cpuPercent !== null) {
        cpu += cpuPercent;
        cpuKnown = true;
      }
      rss += rssBytes ?? 0;
      if (marks.length > 0 && marks.includes('zombie')) zombies += 1;
    }
    return {
      below: living,
      cpuPercent: cpuKnown ? Math.round(cpu * 10) / 10 : null,
      rssBytes: rss === 0 ? null : rss,
      zombies,
    };
  }
}
