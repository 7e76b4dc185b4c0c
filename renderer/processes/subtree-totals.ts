import type { ProcessKey } from '../../core/process.ts';
import type { Applied, ProcessStore } from '../store/process-store.ts';
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
  /** Somebody wanted to know since the last update. */
  asked: boolean;
}

const same = (a: Totals, b: Totals): boolean =>
  a.below === b.below &&
  a.cpuPercent === b.cpuPercent &&
  a.rssBytes === b.rssBytes &&
  a.zombies === b.zombies;

/**
 * The sums of the branches that are folded. Those that are drawn do not overlap, so an update looks at each hidden
 * process once at most: only in branches in which something is different, and at none where nothing is folded.
 */
export class SubtreeTotals {
  readonly #store: ProcessStore;
  readonly #watched = new Map<ProcessKey, Watched>();

  constructor(store: ProcessStore) {
    this.#store = store;
    store.onApplied((applied) => this.#follow(applied));
  }

  /** The same object for as long as nothing in it is different. */
  of(key: ProcessKey): Totals {
    const watched = this.#watch(key);
    watched.asked = true;
    return watched.totals.get();
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
    const watched = { totals: new Value(this.#add(key)), watchers: 0, asked: false };
    this.#watched.set(key, watched);
    return watched;
  }

  #follow(applied: Applied): void {
    const stale = applied.whole || applied.shape ? null : this.#staleBy(applied);
    for (const [key, watched] of this.#watched) {
      if (watched.watchers === 0 && !watched.asked) {
        this.#watched.delete(key);
        continue;
      }
      watched.asked = false;
      if (stale !== null && !stale.has(key)) continue;
      const next = this.#add(key);
      if (!same(watched.totals.get(), next)) watched.totals.set(next);
    }
  }

  #staleBy({ changed, ended }: Applied): Set<ProcessKey> {
    const stale = new Set<ProcessKey>();
    if (this.#watched.size === 0) return stale;
    const touch = (key: ProcessKey): void => {
      for (let at = this.#store.tree.node(key); at; at = at.parent ?? undefined) {
        if (this.#watched.has(at.key)) stale.add(at.key);
      }
    };
    for (const key of ended) touch(key);
    for (const [key, change] of changed) {
      if ('cpuPercent' in change || 'rssBytes' in change || 'marks' in change) touch(key);
    }
    return stale;
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
