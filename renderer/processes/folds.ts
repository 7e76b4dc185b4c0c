import type { ProcessKey } from '../../core/process.ts';
import type { ProcessStore } from '../store/process-store.ts';

/** What is folded. A search opens everything; what is folded then is forgotten with it. */
export class Folds {
  readonly #store: ProcessStore;
  readonly #inSearch: () => boolean;
  readonly #lasting = new Set<ProcessKey>();
  readonly #passing = new Set<ProcessKey>();

  constructor(store: ProcessStore, inSearch: () => boolean) {
    this.#store = store;
    this.#inSearch = inSearch;
  }

  get now(): Set<ProcessKey> {
    return this.#inSearch() ? this.#passing : this.#lasting;
  }

  /** What is kept for the next start. */
  get lasting(): ProcessKey[] {
    return [...this.#lasting];
  }

  set(keys: readonly ProcessKey[], expanded: boolean): void {
    for (const key of keys) {
      if (expanded) this.now.delete(key);
      else if ((this.#store.tree.node(key)?.children.length ?? 0) > 0) this.now.add(key);
    }
  }

  /** Opens all that a process lies in; answers whether anything was folded there. */
  openAbove(key: ProcessKey): boolean {
    let folded = false;
    for (const ancestor of this.#store.tree.ancestors(key)) folded = this.now.delete(ancestor) || folded;
    return folded;
  }

  searchBegins(): void {
    this.#passing.clear();
  }

  forget(keys: readonly ProcessKey[]): void {
    for (const key of keys) {
      this.#lasting.delete(key);
      this.#passing.delete(key);
    }
  }

  /** As they were left; where nothing was, the kernel: its hundreds of threads are nobody's first interest. */
  begin(left: readonly ProcessKey[] | null): void {
    const isKernel = (key: ProcessKey) => this.#store.row(key)?.process.marks.includes('kernel') === true;
    const folded =
      left?.filter((key) => this.#store.row(key) !== undefined) ??
      this.#store.tree.roots
        .filter(({ key, children }) => children.length > 0 && isKernel(key))
        .map(({ key }) => key);
    for (const key of folded) this.#lasting.add(key);
  }
}
