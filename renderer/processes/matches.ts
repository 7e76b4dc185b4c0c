import type { ProcessKey } from '../../core/process.ts';
import { EVERYTHING, type Query, type QueryContext } from '../../core/query.ts';
import type { Applied, ProcessRow, ProcessStore } from '../store/process-store.ts';

/** Which processes the search finds and no setting hides; kept in step with what becomes of them. */
export class Matches {
  query: Query = EVERYTHING;
  hideOwn = false;
  /** What became of a process, for a search in a comparison. */
  changesOf: NonNullable<QueryContext['changesOf']> = () => [];
  readonly #store: ProcessStore;
  readonly #live: boolean;
  /** `null`: all of them. */
  #found: Set<ProcessKey> | null = null;

  /** @param live - “me” in a query is who looks */
  constructor(store: ProcessStore, live: boolean) {
    this.#store = store;
    this.#live = live;
  }

  get filtered(): boolean {
    return this.query.terms.length > 0;
  }

  /** Those that are searched for; `null` while nothing is. */
  get found(): ReadonlySet<ProcessKey> | null {
    return this.filtered ? this.#found : null;
  }

  /** Whether another query than the present one finds any. */
  finds(query: Query): boolean {
    const context = this.#context();
    for (const row of this.#store.rows()) if (this.#wants(row, context, query)) return true;
    return false;
  }

  /** How many the query finds and a setting hides. */
  get hidden(): number {
    if (!this.hideOwn) return 0;
    const context = this.#context();
    let hidden = 0;
    for (const { process } of this.#store.rows()) {
      if (process.marks.includes('own') && this.query.matches(process, context)) hidden += 1;
    }
    return hidden;
  }

  /** Asks for every process there is. */
  anew(): void {
    this.#found = this.filtered || this.hideOwn ? this.#askAll() : null;
  }

  /**
   * Asks only for the processes that are new or different in what the query looks at, where that is enough.
   * Answers whether it made a difference.
   */
  follow(applied: Applied): boolean {
    const before = this.#found;
    if (before === null) return false;
    const { reads, needs } = this.query;
    if (needs.has('time') || (needs.has('tree') && applied.shape)) {
      const found = this.#askAll();
      if (found.size === before.size && [...found].every((key) => before.has(key))) return false;
      this.#found = found;
      return true;
    }
    let different = false;
    const context = this.#context();
    const ask = (key: ProcessKey): void => {
      const row = this.#store.row(key);
      if (row === undefined || this.#wants(row, context) === before.has(key)) return;
      if (!before.delete(key)) before.add(key);
      different = true;
    };
    for (const key of applied.added) ask(key);
    for (const [key, change] of applied.changed) {
      const columns = Object.keys(change) as (keyof typeof change)[];
      if (columns.some((column) => column === 'marks' || reads.has(column))) ask(key);
    }
    for (const key of applied.dropped) before.delete(key);
    return different;
  }

  /** Those to draw, `null` for all; on request of a search with what is below each. */
  drawn({ withSubtrees }: { readonly withSubtrees: boolean }): ReadonlySet<ProcessKey> | null {
    if (this.#found === null || !this.filtered || !withSubtrees) return this.#found;
    const drawn = new Set<ProcessKey>();
    for (const match of this.#found) {
      if (drawn.has(match)) continue;
      for (const key of this.#store.tree.subtree(match)) {
        if (!this.hideOwn || !this.#store.row(key)?.process.marks.includes('own')) drawn.add(key);
      }
    }
    return drawn;
  }

  #wants(row: ProcessRow, context: QueryContext, query = this.query): boolean {
    if (this.hideOwn && row.process.marks.includes('own')) return false;
    return query.matches(row.process, context);
  }

  #askAll(): Set<ProcessKey> {
    const context = this.#context();
    const found = new Set<ProcessKey>();
    for (const row of this.#store.rows()) if (this.#wants(row, context)) found.add(row.key);
    return found;
  }

  #context(): QueryContext {
    const { tree, facts } = this.#store;
    return {
      now: facts.get()?.takenAt ?? Number.NaN,
      changesOf: this.changesOf,
      uid: this.#live ? this.#store.ownUid : null,
      isUnder: ({ key }, pid) => {
        for (let at = tree.node(key)?.parent; at; at = at.parent) if (at.pid === pid) return true;
        return false;
      },
    };
  }
}
