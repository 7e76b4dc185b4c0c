import type { ProcessKey } from '../../core/process.ts';
import type { VisibleRow } from '../../core/visible-rows.ts';
import type { ProcessRow, ProcessStore } from '../store/process-store.ts';
import { Value } from '../store/value.ts';

export type SelectedRows = ReadonlyMap<ProcessKey, ProcessRow>;

const NONE: SelectedRows = new Map();

/** What was held down with the click. */
export type ClickKeys = Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/**
 * Which processes are selected: by key, so that they stay so wherever their rows go, and also for a while
 * after they have ended. Whatever acts on them says that those are gone, and leaves none out unsaid.
 */
export class Selection {
  /** The one that the keys move from and that the details show; it need not be selected itself. */
  readonly current = new Value<ProcessRow | null>(null);
  readonly rows = new Value<SelectedRows>(NONE);
  readonly #store: ProcessStore;
  readonly #drawn: () => readonly VisibleRow[];
  /** Where a range begins. */
  #anchor: ProcessKey | null = null;

  constructor(store: ProcessStore, drawn: () => readonly VisibleRow[]) {
    this.#store = store;
    this.#drawn = drawn;
  }

  has(key: ProcessKey): boolean {
    return this.rows.get().has(key);
  }

  /** More than the one that a plain click selects. */
  get several(): boolean {
    return this.rows.get().size > 1;
  }

  only(key: ProcessKey | null): void {
    const row = key === null ? undefined : this.#store.row(key);
    this.#anchor = row?.key ?? null;
    this.current.set(row ?? null);
    this.rows.set(row === undefined ? NONE : new Map([[row.key, row]]));
  }

  /** As it was left: those of them that are still there. */
  restore(keys: readonly ProcessKey[], current: ProcessKey | null): void {
    const rows = keys.flatMap((key) => this.#store.row(key) ?? []);
    const row = (current === null ? undefined : this.#store.row(current)) ?? rows[0];
    this.#anchor = row?.key ?? null;
    this.current.set(row ?? null);
    this.rows.set(new Map(rows.map((one) => [one.key, one])));
  }

  /** Goes to it, and selects nothing else than before. */
  moveTo(key: ProcessKey): void {
    const row = this.#store.row(key);
    if (row !== undefined) this.current.set(row);
  }

  toggle(key: ProcessKey): void {
    const row = this.#store.row(key);
    if (row === undefined) return;
    const rows = new Map(this.rows.get());
    if (!rows.delete(key)) rows.set(key, row);
    this.#anchor = key;
    this.current.set(row);
    this.rows.set(rows);
  }

  /**
   * Selects what is drawn from where the range began up to this one. Rows that only show where a match
   * belongs are passed over, unless they are one of the two ends.
   */
  extendTo(key: ProcessKey, { adding = false } = {}): void {
    const list = this.#drawn();
    const to = list.findIndex((row) => row.key === key);
    const from = list.findIndex((row) => row.key === this.#anchor);
    if (to === -1 || from === -1) {
      this.only(key);
      return;
    }
    const range = list
      .slice(Math.min(from, to), Math.max(from, to) + 1)
      .filter((row) => !row.dimmed || row.key === key || row.key === this.#anchor);
    this.moveTo(key);
    this.rows.set(new Map([...(adding ? this.rows.get() : NONE), ...this.#of(range)]));
  }

  /** Alone; with Ctrl beside the others or no more; with Shift all up to it. */
  click(key: ProcessKey, { ctrlKey, metaKey, shiftKey }: ClickKeys): void {
    if (shiftKey) this.extendTo(key, { adding: ctrlKey || metaKey });
    else if (ctrlKey || metaKey) this.toggle(key);
    else this.only(key);
  }

  /** For a menu: what is selected stays so where this is of it. */
  pointAt(key: ProcessKey): void {
    if (this.has(key)) this.moveTo(key);
    else this.only(key);
  }

  /** All that is drawn for its own sake: with a search, what it found. */
  all(): void {
    const found = this.#of(this.#drawn().filter((row) => !row.dimmed));
    const [first] = found.values();
    if (first === undefined) return;
    const current = this.current.get();
    if (current === null || !found.has(current.key)) {
      this.#anchor = first.key;
      this.current.set(first);
    }
    this.rows.set(found);
  }

  /** Keeps of several the current one; answers whether there were several. */
  reduce(): boolean {
    if (!this.several) return false;
    this.only(this.current.get()?.key ?? null);
    return true;
  }

  /** What was hidden on purpose is selected no more: who stands for it is, where it was the current one. */
  hide(hidden: (key: ProcessKey) => boolean, standsFor: (key: ProcessKey) => ProcessKey | undefined): void {
    const current = this.current.get();
    const rows = [...this.rows.get()].filter(([key]) => !hidden(key));
    const left = rows.length < this.rows.get().size;
    const stand = current !== null && hidden(current.key) ? standsFor(current.key) : undefined;
    const row = stand === undefined ? undefined : this.#store.row(stand);
    if (row !== undefined) {
      this.#anchor = row.key;
      this.current.set(row);
      rows.push([row.key, row]);
    }
    if (left || row !== undefined) this.rows.set(new Map(rows));
  }

  /** Another moment is shown: the same processes are other rows there, and some are not there. */
  renew(): void {
    const renewed = (row: ProcessRow): ProcessRow => {
      const now = this.#store.row(row.key);
      if (now === undefined) this.#store.bury(row);
      return now ?? row;
    };
    const current = this.current.get();
    const rows = [...this.rows.get().values()].map(renewed);
    if (current !== null) this.current.set(renewed(current));
    this.rows.set(new Map(rows.map((row) => [row.key, row])));
  }

  #of(list: readonly VisibleRow[]): Map<ProcessKey, ProcessRow> {
    const rows = new Map<ProcessKey, ProcessRow>();
    for (const { key } of list) {
      const row = this.#store.row(key);
      if (row !== undefined) rows.set(key, row);
    }
    return rows;
  }
}
