import type { ProcessKey } from '../../core/process.ts';
import type { Query } from '../../core/query.ts';
import { flatten, type VisibleRow } from '../../core/visible-rows.ts';
import type { Applied, ProcessRow, ProcessStore } from '../store/process-store.ts';
import type { Settings, SettingsStore } from '../store/settings.ts';
import { TreeMemory } from '../store/tree-memory.ts';
import { type Readable, Value } from '../store/value.ts';
import { Focus } from './focus.ts';
import { Folds } from './folds.ts';
import { FoundCount } from './found.ts';
import { Hold } from './hold.ts';
import { Matches } from './matches.ts';
import { Order } from './order.ts';
import { type Search, Searching } from './searching.ts';
import { Selection } from './selection.ts';
import type { SubtreeTotals } from './subtree-totals.ts';

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

export const ZOMBIES_ONLY = 'mark:zombie';
export const ORPHANS_ONLY = 'mark:orphan';

/** What is drawn rests on these; the others change only how. */
const DRAWN_BY = ['hideOwn', 'layout', 'sort', 'subtrees'] as const satisfies readonly (keyof Settings)[];

/** Which processes are drawn as a tree, and which are folded. Outside of React, like its source. */
export class TreeView {
  readonly rows = new Value<Rows>({ list: [], asked: false });
  /** What shall come into view next; a new object each time. */
  readonly reveal = new Value<Reveal | null>(null);
  readonly hold = new Hold();
  readonly selection: Selection;
  readonly matches: Matches;
  readonly focus: Focus;
  readonly found: FoundCount;
  readonly #store: ProcessStore;
  readonly #settings: SettingsStore;
  readonly #order: Order;
  readonly #memory: TreeMemory;
  readonly #live: boolean;
  readonly #folds: Folds;
  readonly #searching: Searching;
  #heeded: Settings;
  #scrollTop = 0;
  #begun = false;
  /** Something would have been drawn, had the rows not been held. */
  #late = false;

  /** @param live - the tree of the machine as it is: what was done with it is kept, and “me” is who looks */
  constructor(store: ProcessStore, settings: SettingsStore, totals: SubtreeTotals, live = true) {
    this.#live = live;
    this.#store = store;
    this.#settings = settings;
    this.#heeded = settings.get();
    this.matches = new Matches(store, live);
    this.matches.hideOwn = this.#heeded.hideOwn;
    this.focus = new Focus(store);
    this.found = new FoundCount(store, this.matches, this.focus, live);
    this.#folds = new Folds(store, () => this.matches.filtered);
    this.#searching = new Searching({
      seek: (query) => this.#seek(query),
      finds: (query) => this.matches.finds(query),
    });
    this.#order = new Order(store, totals);
    this.#order.sort = this.#heeded.sort;
    this.selection = new Selection(store, () => this.rows.get().list);
    this.#memory = new TreeMemory(() => ({
      collapsed: this.#folds.lasting,
      current: this.selection.current.get()?.key ?? null,
      selected: [...this.selection.rows.get().keys()],
      scrollTop: this.#scrollTop,
    }));
    store.onApplied((applied) => this.#follow(applied));
    settings.subscribe(() => this.#heed());
    this.selection.current.subscribe(() => this.#memory.changed());
    this.selection.rows.subscribe(() => this.#memory.changed());
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
    return this.matches.filtered;
  }

  get search(): Readable<Search> {
    return this.#searching.now;
  }

  find(text: string): void {
    this.#searching.find(text);
  }

  /** The same for a text that is still being typed, the last letter before `caret`. */
  type(text: string, caret: number): void {
    this.#searching.type(text, caret);
  }

  /** Whoever types is done with it, for now at least. */
  restTyping(): void {
    this.#searching.rest();
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
      if (this.focus.inside?.has(key) === false) this.focus.end();
      this.find('');
      this.#unfoldAbove(key);
    }
    this.selection.only(key);
    this.reveal.set({ key, step: false });
  }

  /** Confines the drawing to what is below some processes; others may be added to them. */
  focusOn(keys: readonly ProcessKey[]): void {
    if (this.focus.add(keys)) this.#drawFocus();
  }

  /** Adds to the focus what is found outside of it. */
  focusOnFound(): void {
    this.focusOn(this.found.topmostOutside);
  }

  unfocus(key: ProcessKey): void {
    this.focus.remove(key);
    this.#drawFocus();
  }

  showEverything(): void {
    this.focus.end();
    this.#drawFocus();
  }

  setExpanded(key: ProcessKey, expanded: boolean): void {
    if (this.#folds.now.has(key) === expanded) this.#fold([key], expanded);
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

  #seek(query: Query): void {
    this.#folds.searchBegins();
    this.matches.query = query;
    this.matches.anew();
    this.#draw(true);
    this.#revealCurrentOrFirst();
  }

  #unfoldAbove(key: ProcessKey): void {
    if (this.#folds.openAbove(key)) this.#draw(true);
  }

  #fold(keys: readonly ProcessKey[], expanded: boolean): void {
    this.#folds.set(keys, expanded);
    this.#redrawFolded();
    // Folded, it may be sorted by another value, and so be elsewhere.
    const [only] = keys;
    if (this.sorted && this.#heeded.layout !== 'map' && keys.length === 1 && only !== undefined)
      this.reveal.set({ key: only, step: true });
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

  /** Where nothing of it is left among the rows, they are looked at from the first on. */
  #revealCurrentOrFirst(): void {
    const current = this.selection.current.get();
    if (current !== null && this.placeOf(current.key) !== -1) this.#revealCurrent();
    else this.#revealFirst();
  }

  #revealFirst(): void {
    const first = this.rows.get().list[0];
    if (first !== undefined) this.reveal.set({ key: first.key, step: false });
  }

  #drawFocus(): void {
    this.#draw(true);
    this.#revealCurrent();
  }

  #heed(): void {
    const settings = this.#settings.get();
    const before = this.#heeded;
    this.#heeded = settings;
    if (DRAWN_BY.every((name) => settings[name] === before[name])) return;
    this.#order.sort = settings.sort;
    if (settings.hideOwn !== before.hideOwn) {
      this.matches.hideOwn = settings.hideOwn;
      this.matches.anew();
    }
    this.#draw(true);
    // Whoever sorts wants to see what comes first; a map has no such order.
    if (settings.sort !== before.sort && settings.layout !== 'map') this.#revealFirst();
    else this.#revealCurrent();
  }

  /** While the rows are held, those that end stay too; afterwards everything is brought up to date. */
  #heedHold(): void {
    const held = this.hold.state.get() !== null;
    this.#store.hold('rows', held);
    if (!held && this.#late) this.#draw(false);
  }

  #follow(applied: Applied): void {
    if (applied.whole) {
      if (!this.#begun) this.#begin();
      this.matches.anew();
      this.#draw(false);
      return;
    }
    const matchesChanged = this.matches.follow(applied);
    this.#folds.forget(applied.dropped);
    if (applied.dropped.length > 0 && this.focus.dropGone()) this.#drawFocus();
    const moved = this.#order.sorted && applied.changed.some(([, change]) => this.#order.movedBy(change));
    const different = applied.shape || matchesChanged || moved;
    if (different && this.hold.state.get() === null) this.#draw(false);
    else {
      this.#late ||= different;
      // Something of it may have ended all the same.
      this.found.anew();
    }
  }

  #begin(): void {
    this.#begun = true;
    const left = this.#memory.recall(this.#live ? (this.#store.host.get()?.bootId ?? null) : null);
    this.#folds.begin(left?.collapsed ?? null);
    if (left === null) return;
    this.#scrollTop = left.scrollTop;
    this.selection.restore(left.selected, left.current);
  }

  #draw(asked: boolean): void {
    this.#late = false;
    const list = this.#heeded.layout === 'list' ? this.#flat() : this.#tree();
    this.found.anew();
    this.rows.set({ list, asked });
    if (asked) this.#memory.changed();
  }

  #tree(): readonly VisibleRow[] {
    const { tree } = this.#store;
    const { roots } = this.focus;
    return flatten(tree, {
      collapsed: this.#folds.now,
      matches: this.matches.drawn({ withSubtrees: this.#heeded.subtrees }),
      // Whoever looks at a map remembers places: they do not change with a number.
      order: this.#heeded.layout === 'map' ? null : this.#order.ofSiblings,
      ...(roots === null ? {} : { roots }),
    });
  }

  /** All that match, without their ancestors. */
  #flat(): readonly VisibleRow[] {
    const kept = this.matches.drawn({ withSubtrees: this.#heeded.subtrees });
    const { inside } = this.focus;
    const rows: ProcessRow[] = [];
    for (const row of this.#store.rows()) {
      if ((kept?.has(row.key) ?? true) && (inside?.has(row.key) ?? true)) rows.push(row);
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
}
