import { type Column, columnsNamed, compareBy } from '../../core/columns.ts';
import type { ProcessChange } from '../../core/delta.ts';
import type { ProcessInfo } from '../../core/process.ts';
import type { TreeNode } from '../../core/tree.ts';
import type { ProcessRow, ProcessStore } from '../store/process-store.ts';
import type { Sort } from '../store/settings.ts';

type Compare = (a: ProcessInfo, b: ProcessInfo) => number;

/** Puts processes into the order that the user asked for. What is nearly in order already costs little. */
export class Order {
  readonly #store: ProcessStore;
  #sort: Sort | null = null;
  #column: Column | null = null;
  /** The last order of each set of siblings, to begin the next one with. */
  #siblings = new WeakMap<readonly TreeNode[], TreeNode[]>();
  #list: ProcessRow[] = [];

  constructor(store: ProcessStore) {
    this.#store = store;
  }

  get sorted(): boolean {
    return this.#column !== null;
  }

  set sort(sort: Sort | null) {
    if (sort?.column === this.#sort?.column && sort?.reversed === this.#sort?.reversed) return;
    this.#sort = sort;
    this.#column = sort === null ? null : (columnsNamed([sort.column])[0] ?? null);
    this.#siblings = new WeakMap();
    this.#list = [];
  }

  /** Whether such a change can move a row. */
  movedBy(change: ProcessChange): boolean {
    return this.#column?.reads.some((column) => column in change) ?? false;
  }

  /** For `flatten`; `null` leaves the order of the pids. */
  get ofSiblings(): ((siblings: readonly TreeNode[]) => readonly TreeNode[]) | null {
    const compare = this.#compare();
    if (compare === null) return null;
    return (siblings) => {
      const last = this.#siblings.get(siblings);
      const order = last !== undefined && sameMembers(last, siblings) ? last : [...siblings];
      order.sort((a, b) => {
        const left = this.#store.row(a.key);
        const right = this.#store.row(b.key);
        return left && right ? compare(left.process, right.process) : a.pid - b.pid;
      });
      this.#siblings.set(siblings, order);
      return order;
    };
  }

  ofList(rows: Iterable<ProcessRow>): readonly ProcessRow[] {
    const compare = this.#compare() ?? ((a: ProcessInfo, b: ProcessInfo) => a.pid - b.pid);
    const wanted = new Set(rows);
    const order = this.#list.filter((row) => wanted.delete(row));
    order.push(...wanted);
    order.sort((a, b) => compare(a.process, b.process));
    this.#list = order;
    return order;
  }

  #compare(): Compare | null {
    if (this.#column === null) return null;
    return compareBy(this.#column, {
      reversed: this.#sort?.reversed ?? false,
      context: {
        now: this.#store.facts.get()?.takenAt ?? Number.NaN,
        memoryBytes: this.#store.host.get()?.memoryBytes ?? null,
      },
    });
  }
}

function sameMembers(order: readonly TreeNode[], siblings: readonly TreeNode[]): boolean {
  if (order.length !== siblings.length) return false;
  const members = new Set(siblings);
  return order.every((node) => members.has(node));
}
