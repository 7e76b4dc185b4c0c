import type { ProcessKey } from '../../core/process.ts';
import { EVERYTHING, parseQuery, type Query, type QueryContext, type QueryError } from '../../core/query.ts';
import { flatten, type TreeNode, type VisibleRow } from '../../core/tree.ts';
import type { Applied, ProcessRow, ProcessStore } from '../store/process-store.ts';
import type { Settings, SettingsStore } from '../store/settings.ts';
import { TreeMemory } from '../store/tree-memory.ts';
import { Value } from '../store/value.ts';
import { Hold } from './hold.ts';
import { Order } from './order.ts';
import { Selection } from './selection.ts';

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

/** What is drawn rests on these; the others change only how. */
const DRAWN_BY = ['hideOwn', 'layout', 'sort', 'subtrees'] as const satisfies readonly (keyof Settings)[];

/** Which processes are drawn as a tree, and which are folded. Outside of React, like its source. */
export class TreeView {
  readonly search = new Value<Search>(NO_SEARCH);
  readonly rows = new Value<Rows>({ list: [], asked: false });
  /** What shall come into view next; a new object each time. */
  readonly reveal = new Value<Reveal | null>(null);
  /** The processes to which the drawing is confined, each with what is below it; none for everything. */
  readonly focus = new Value<readonly ProcessKey[]>([]);
  readonly hold = new Hold();
  /** What became of a process, for a search in a comparison. */
  changesOf: NonNullable<QueryContext['changesOf']> = () => [];
  readonly selection: Selection;
  readonly #store: ProcessStore;
  readonly #settings: SettingsStore;
  readonly #order: Order;
  readonly #memory: TreeMemory;
  readonly #live: boolean;
  readonly #collapsed = new Set<ProcessKey>();
  /** A search opens everything; what is folded then is forgotten with it. */
  readonly #collapsedInSearch = new Set<ProcessKey>();
  #matches: Set<ProcessKey> | null = null;
  #heeded: Settings;
  #scrollTop = 0;
  #begun = false;
  /** Something would have been drawn, had the rows not been held. */
  #late = false;

  /** @param live - the tree of the machine as it is: what was done with it is kept, and “me” is who looks */
  constructor(store: ProcessStore, settings: SettingsStore, live = true) {
    this.#live = live;
    this.#store = store;
    this.#settings = settings;
    this.#heeded = settings.get();
    this.#order = new Order(store);
    this.#order.sort = this.#heeded.sort;
    this.selection = new Selection(store, () => this.rows.get().list);
    this.#memory = new TreeMemory(() => ({
      collapsed: [...this.#collapsed],
      selected: this.selection.current.get()?.key ?? null,
      scrollTop: this.#scrollTop,
    }));
    store.onApplied((applied) => this.#follow(applied));
    settings.subscribe(() => this.#heed());
    this.selection.current.subscribe(() => this.#memory.changed());
    this.hold.state.subscribe(() => this.#heedHold());
  }

  /** Where the list was scrolled to when it was last on screen. */
  get scrollTop(): number {
    return this.#scrollTop;
  }

  set scrollTop(scrollTop: number) {
    this.#scrollTop = scrollTop;
    this.#memory.changed();
  }

  /** Rows move with the values in them, so that no row is worth being followed. */
  get sorted(): boolean {
    return this.#order.sorted;
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
    this.#revealCurrent();
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

  /** Selects a process and brings it into view, whatever hides it. */
  show(key: ProcessKey): void {
    if (this.#store.row(key) === undefined) return;
    this.#unfoldAbove(key);
    if (this.placeOf(key) === -1 && this.#late) this.#draw(true);
    if (this.placeOf(key) === -1) {
      if (!this.#inFocus(key)) this.focus.set([]);
      this.find('');
      this.#unfoldAbove(key);
    }
    this.selection.only(key);
    this.reveal.set({ key, step: false });
  }

  /** Confines the drawing to what is below some processes; others may be added to them. */
  focusOn(keys: readonly ProcessKey[]): void {
    const more = keys.filter((key) => this.#store.row(key) !== undefined && !this.focus.get().includes(key));
    if (more.length > 0) this.#refocus([...this.focus.get(), ...more]);
  }

  unfocus(key: ProcessKey): void {
    this.#refocus(this.focus.get().filter((one) => one !== key));
  }

  showEverything(): void {
    this.#refocus([]);
  }

  setExpanded(key: ProcessKey, expanded: boolean): void {
    const changes = expanded ? this.#folds.delete(key) : !this.#folds.has(key);
    if (!expanded) this.#folds.add(key);
    if (changes) this.#redrawFolded();
  }

  /** The processes and everything below them. */
  setAllExpanded(keys: readonly ProcessKey[], expanded: boolean): void {
    this.#fold(
      keys.flatMap((key) => this.#store.tree.subtree(key)),
      expanded,
    );
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
    const before = new Set(this.rows.get().list.map((row) => row.key));
    this.#draw(true);
    const drawn = new Set(this.rows.get().list.map((row) => row.key));
    this.selection.hide(
      (key) => before.has(key) && !drawn.has(key) && this.#store.row(key) !== undefined,
      (key) => this.#store.tree.ancestors(key).findLast((ancestor) => drawn.has(ancestor)),
    );
  }

  /** What is selected is not lost sight of among so many other rows. */
  #revealCurrent(): void {
    const current = this.selection.current.get();
    if (current !== null) this.reveal.set({ key: current.key, step: false });
  }

  #refocus(focus: readonly ProcessKey[]): void {
    this.focus.set(focus);
    this.#draw(true);
    this.#revealCurrent();
  }

  #heed(): void {
    const settings = this.#settings.get();
    const before = this.#heeded;
    this.#heeded = settings;
    if (DRAWN_BY.every((name) => settings[name] === before[name])) return;
    this.#order.sort = settings.sort;
    if (settings.hideOwn !== before.hideOwn) this.#match();
    this.#draw(true);
    this.#revealCurrent();
  }

  /** While the rows are held, those that end stay too; afterwards everything is brought up to date. */
  #heedHold(): void {
    const held = this.hold.state.get() !== null;
    this.#store.hold('rows', held);
    if (!held && this.#late) this.#draw(false);
  }

  #wants(row: ProcessRow, context: QueryContext): boolean {
    if (this.#heeded.hideOwn && row.process.marks.includes('own')) return false;
    return this.search.get().query.matches(row.process, context);
  }

  #match(): void {
    if (!this.filtered && !this.#heeded.hideOwn) {
      this.#matches = null;
      return;
    }
    this.#matches = this.#found();
  }

  #found(): Set<ProcessKey> {
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

  #follow(applied: Applied): void {
    if (applied.whole) {
      if (!this.#begun) this.#begin();
      this.#match();
      this.#draw(false);
      return;
    }
    const matchesChanged = this.#rematch(applied);
    for (const key of applied.dropped) {
      this.#collapsed.delete(key);
      this.#collapsedInSearch.delete(key);
    }
    if (applied.dropped.length > 0 && this.focus.get().length > 0) {
      const left = this.focus.get().filter((key) => this.#store.row(key) !== undefined);
      if (left.length < this.focus.get().length) this.#refocus(left);
    }
    const moved = this.#order.sorted && applied.changed.some(([, change]) => this.#order.movedBy(change));
    if (!applied.shape && !matchesChanged && !moved) return;
    if (this.hold.state.get() === null) this.#draw(false);
    else this.#late = true;
  }

  #begin(): void {
    this.#begun = true;
    const left = this.#memory.recall(this.#live ? (this.#store.host.get()?.bootId ?? null) : null);
    if (left === null) {
      this.#foldKernel();
      return;
    }
    for (const key of left.collapsed) if (this.#store.row(key) !== undefined) this.#collapsed.add(key);
    this.#scrollTop = left.scrollTop;
    if (left.selected !== null) this.selection.only(left.selected);
  }

  /** Asks only for the processes that are new or different in what the query looks at, where that is enough. */
  #rematch(applied: Applied): boolean {
    const matches = this.#matches;
    if (matches === null) return false;
    const { reads, needs } = this.search.get().query;
    if (needs.has('time') || (needs.has('tree') && applied.shape)) {
      const found = this.#found();
      if (found.size === matches.size && [...found].every((key) => matches.has(key))) return false;
      this.#matches = found;
      return true;
    }
    let different = false;
    const context = this.#context();
    const ask = (key: ProcessKey): void => {
      const row = this.#store.row(key);
      if (row === undefined || this.#wants(row, context) === matches.has(key)) return;
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
    this.#late = false;
    const list = this.#heeded.layout === 'list' ? this.#flat() : this.#tree();
    this.rows.set({ list, asked });
    if (asked) this.#memory.changed();
  }

  #tree(): readonly VisibleRow[] {
    const { tree } = this.#store;
    const focus = this.focus.get();
    return flatten(tree, {
      collapsed: this.#folds,
      matches: this.#withSubtrees(),
      // Whoever looks at a map remembers places: they do not change with a number.
      order: this.#heeded.layout === 'map' ? null : this.#order.ofSiblings,
      ...(focus.length === 0 ? {} : { roots: this.#focused() }),
    });
  }

  /** All that match, without their ancestors. */
  #flat(): readonly VisibleRow[] {
    const kept = this.#withSubtrees();
    const focused = this.focus.get().length === 0 ? null : this.#underFocus();
    const rows: ProcessRow[] = [];
    for (const row of this.#store.rows()) {
      if ((kept?.has(row.key) ?? true) && (focused?.has(row.key) ?? true)) rows.push(row);
    }
    return this.#order.ofList(rows).map(({ key }) => ({
      key,
      level: 1,
      // Its place is said by the index of the row, and would be another with each process that begins.
      posInSet: 0,
      setSize: 0,
      hasChildren: false,
      expanded: false,
      dimmed: false,
    }));
  }

  #withSubtrees(): ReadonlySet<ProcessKey> | null {
    const matches = this.#matches;
    if (matches === null || !this.filtered || !this.#heeded.subtrees) return matches;
    const kept = new Set<ProcessKey>();
    for (const match of matches) {
      if (kept.has(match)) continue;
      for (const key of this.#store.tree.subtree(match)) {
        if (!this.#heeded.hideOwn || !this.#store.row(key)?.process.marks.includes('own')) kept.add(key);
      }
    }
    return kept;
  }

  /** The roots of the drawing: one that is below another would be there twice. */
  #focused(): TreeNode[] {
    const focus = new Set(this.focus.get());
    return [...focus].flatMap((key) => {
      const node = this.#store.tree.node(key);
      if (node === undefined) return [];
      for (let at = node.parent; at !== null; at = at.parent) if (focus.has(at.key)) return [];
      return node;
    });
  }

  #underFocus(): Set<ProcessKey> {
    return new Set(this.#focused().flatMap(({ key }) => this.#store.tree.subtree(key)));
  }

  #inFocus(key: ProcessKey): boolean {
    return this.focus.get().length === 0 || this.#underFocus().has(key);
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
