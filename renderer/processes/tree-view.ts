import type { ProcessKey } from '../../core/process.ts';
import { EVERYTHING, parseQuery, type Query, type QueryError } from '../../core/query.ts';
import { flatten, type TreeNode, type VisibleRow } from '../../core/tree.ts';
import type { Applied, ProcessRow, ProcessStore } from '../store/process-store.ts';
import type { SettingsStore } from '../store/settings.ts';
import { Value } from '../store/value.ts';

export interface Search {
  readonly text: string;
  /** The last one that could be read. */
  readonly query: Query;
  readonly error: QueryError | null;
}

/** The rows to draw, and whether it was the user who made them so: then nothing has to be held in place. */
export interface Rows {
  readonly list: readonly VisibleRow[];
  readonly asked: boolean;
}

/** What shall come into view: by one step to the edge, or from afar into the middle. */
export interface Reveal {
  readonly key: ProcessKey;
  readonly step: boolean;
}

const NO_SEARCH: Search = { text: '', query: EVERYTHING, error: null };

export const ZOMBIES_ONLY = 'mark:zombie';
export const ORPHANS_ONLY = 'mark:orphan';

/** Which processes are drawn as a tree, which is selected, which are folded. Outside of React, like its source. */
export class TreeView {
  readonly search = new Value<Search>(NO_SEARCH);
  readonly rows = new Value<Rows>({ list: [], asked: false });
  /** The selected process, also for a while after it has ended. */
  readonly selected = new Value<ProcessRow | null>(null);
  /** What shall come into view next; a new object each time. */
  readonly reveal = new Value<Reveal | null>(null);
  /** Where the list was scrolled to when it was last on screen. */
  scrollTop = 0;
  readonly #store: ProcessStore;
  readonly #settings: SettingsStore;
  readonly #collapsed = new Set<ProcessKey>();
  /** A search opens everything; what is folded then is forgotten with it. */
  readonly #collapsedInSearch = new Set<ProcessKey>();
  #matches: Set<ProcessKey> | null = null;
  #hideOwn: boolean;
  #begun = false;

  constructor(store: ProcessStore, settings: SettingsStore) {
    this.#store = store;
    this.#settings = settings;
    this.#hideOwn = settings.get().hideOwn;
    store.onApplied((applied) => this.#follow(applied));
    settings.subscribe(() => this.#heed());
  }

  get filtered(): boolean {
    return this.search.get().query.terms.length > 0;
  }

  find(text: string): void {
    const query = parseQuery(text);
    const before = this.search.get();
    if (!query.ok) {
      this.search.set({ text, query: before.query, error: query.error });
      return;
    }
    this.search.set({ text, query: query.value, error: null });
    this.#collapsedInSearch.clear();
    this.#match();
    this.#draw(true);
    // What is selected is not lost sight of among so many other rows.
    const selected = this.selected.get();
    if (selected !== null) this.reveal.set({ key: selected.key, step: false });
  }

  /** Shows only what the query finds, or everything again where it is already so. */
  toggle(query: string): void {
    this.find(this.search.get().text.trim() === query ? '' : query);
  }

  /** The place of a process in the drawn list, -1 where it is not in it. */
  placeOf(key: ProcessKey): number {
    // A map of all places would have to be made with every new list, and costs more than the few looks do.
    return this.rows.get().list.findIndex((row) => row.key === key);
  }

  select(key: ProcessKey | null): void {
    this.selected.set(key === null ? null : (this.#store.row(key) ?? null));
  }

  /** Selects a process and brings it into view, whatever hides it. */
  show(key: ProcessKey): void {
    if (this.#store.row(key) === undefined) return;
    this.#unfoldAbove(key);
    if (this.placeOf(key) === -1) {
      this.find('');
      this.#unfoldAbove(key);
    }
    this.select(key);
    this.reveal.set({ key, step: false });
  }

  setExpanded(key: ProcessKey, expanded: boolean): void {
    const changes = expanded ? this.#folds.delete(key) : !this.#folds.has(key);
    if (!expanded) this.#folds.add(key);
    if (changes) this.#redrawFolded();
  }

  /** The process and everything below it. */
  setAllExpanded(key: ProcessKey, expanded: boolean): void {
    this.#fold(this.#store.tree.subtree(key), expanded);
  }

  /** Those beside it, as `*` does in a tree. */
  expandSiblings(key: ProcessKey): void {
    const node = this.#store.tree.node(key);
    const siblings = node?.parent?.children ?? this.#store.tree.roots;
    this.#fold(
      siblings.map((sibling) => sibling.key),
      true,
    );
  }

  setEverythingExpanded(expanded: boolean): void {
    this.#fold(
      [...this.#store.rows()].map((row) => row.key),
      expanded,
    );
  }

  #unfoldAbove(key: ProcessKey): void {
    let folded = false;
    for (const ancestor of this.#store.tree.ancestors(key)) folded = this.#folds.delete(ancestor) || folded;
    if (folded) this.#draw(true);
  }

  get #folds(): Set<ProcessKey> {
    return this.filtered ? this.#collapsedInSearch : this.#collapsed;
  }

  #fold(keys: readonly ProcessKey[], expanded: boolean): void {
    for (const key of keys) {
      if (expanded) this.#folds.delete(key);
      else if ((this.#store.tree.node(key)?.children.length ?? 0) > 0) this.#folds.add(key);
    }
    this.#redrawFolded();
  }

  /** The selection never stays behind in something that was just folded: it goes to what is still drawn. */
  #redrawFolded(): void {
    this.#draw(true);
    const selected = this.selected.get();
    if (selected === null || this.placeOf(selected.key) !== -1) return;
    const visible = this.#store.tree.ancestors(selected.key).findLast((key) => this.placeOf(key) !== -1);
    if (visible !== undefined) this.select(visible);
  }

  #heed(): void {
    const { hideOwn } = this.#settings.get();
    if (hideOwn === this.#hideOwn) return;
    this.#hideOwn = hideOwn;
    this.#match();
    this.#draw(true);
  }

  #wants(row: ProcessRow): boolean {
    if (this.#hideOwn && row.process.marks.includes('own')) return false;
    return this.search.get().query.matches(row.process);
  }

  #match(): void {
    if (!this.filtered && !this.#hideOwn) {
      this.#matches = null;
      return;
    }
    this.#matches = new Set();
    for (const row of this.#store.rows()) if (this.#wants(row)) this.#matches.add(row.key);
  }

  #follow(applied: Applied): void {
    if (applied.whole) {
      if (!this.#begun) this.#foldKernel();
      this.#begun = true;
      this.#match();
      this.#draw(false);
      return;
    }
    const matchesChanged = this.#rematch(applied);
    for (const key of applied.dropped) {
      this.#collapsed.delete(key);
      this.#collapsedInSearch.delete(key);
    }
    if (applied.shape || matchesChanged) this.#draw(false);
  }

  /** Asks only for the processes that are new or different in what the query looks at. */
  #rematch(applied: Applied): boolean {
    const matches = this.#matches;
    if (matches === null) return false;
    const { reads } = this.search.get().query;
    let different = false;
    const ask = (key: ProcessKey): void => {
      const row = this.#store.row(key);
      if (row === undefined || this.#wants(row) === matches.has(key)) return;
      if (!matches.delete(key)) matches.add(key);
      different = true;
    };
    for (const key of applied.added) ask(key);
    for (const [key, change] of applied.changed) {
      const columns = Object.keys(change) as (keyof typeof change)[];
      if (columns.some((column) => column === 'marks' || reads.has(column))) ask(key);
    }
    for (const key of applied.dropped) matches.delete(key);
    return different;
  }

  #draw(asked: boolean): void {
    const list = flatten(this.#store.tree, { collapsed: this.#folds, matches: this.#matches });
    this.rows.set({ list, asked });
  }

  /** Hundreds of kernel threads are nobody's first interest. */
  #foldKernel(): void {
    const fold = (nodes: readonly TreeNode[]): void => {
      for (const node of nodes) {
        if (node.children.length > 0 && this.#store.row(node.key)?.process.marks.includes('kernel')) {
          this.#collapsed.add(node.key);
        }
      }
    };
    fold(this.#store.tree.roots);
  }
}
