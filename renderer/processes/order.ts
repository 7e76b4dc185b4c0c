import type { Column } from '../../core/columns/column.ts';
import type { ColumnId } from '../../core/columns/ids.ts';
import { compareBy } from '../../core/columns/sorting.ts';
import { columnsNamed } from '../../core/columns.ts';
import type { ProcessChange } from '../../core/delta.ts';
import type { ProcessInfo } from '../../core/process.ts';
import type { TreeNode } from '../../core/tree.ts';
import type { SiblingOrder } from '../../core/visible-rows.ts';
import type { ProcessRow, ProcessStore } from '../store/process-store.ts';
import type { Sort } from '../store/settings.ts';
import type { SubtreeTotals } from './subtree-totals.ts';

type Compare = (a: ProcessInfo, b: ProcessInfo) => number;

/** In these a folded row shows the sum of what is below it, and is sorted by that. */
const SUMMED: ReadonlySet<ColumnId> = new Set(['cpu', 'memory']);

/** Puts processes into the order that the user asked for. What is nearly in order already costs little. */
export class Order {
  readonly #store: ProcessStore;
  readonly #totals: SubtreeTotals;
  #sort: Sort | null = null;
  #column: Column | null = null;
  /** The last order of each set of siblings, to begin the next one with. */
  #siblings = new WeakMap<readonly TreeNode[], TreeNode[]>();
  #list: ProcessRow[] = [];

  constructor(store: ProcessStore, totals: SubtreeTotals) {
    this.#store = store;
    this.#totals = totals;
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
  get ofSiblings(): SiblingOrder | null {
    const compare = this.#compare();
    if (compare === null) return null;
    return (siblings, folded) => {
      const last = this.#siblings.get(siblings);
      const order = last !== undefined && sameMembers(last, siblings) ? last : [...siblings];
      const sums = this.#sumsOf(order, folded);
      const comparable = (node: TreeNode): ProcessInfo | undefined =>
        sums?.get(node) ?? this.#store.row(node.key)?.process;
      order.sort((a, b) => {
        const left = comparable(a);
        const right = comparable(b);
        return left && right ? compare(left, right) : a.pid - b.pid;
      });
      this.#siblings.set(siblings, order);
      return order;
    };
  }

  /** The folded ones among them, `null` for none: each as if it used by itself what is used by all that it stands for. */
  #sumsOf(
    siblings: readonly TreeNode[],
    folded: (node: TreeNode) => boolean,
  ): ReadonlyMap<TreeNode, ProcessInfo> | null {
    if (this.#column === null || !SUMMED.has(this.#column.id)) return null;
    let sums: Map<TreeNode, ProcessInfo> | null = null;
    for (const node of siblings) {
      const row = this.#store.row(node.key);
      if (row === undefined || row.endedAt !== null || !folded(node)) continue;
      const { cpuPercent, rssBytes } = this.#totals.of(node.key);
      sums ??= new Map();
      sums.set(node, { ...row.process, cpuPercent, rssBytes });
    }
    return sums;
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
