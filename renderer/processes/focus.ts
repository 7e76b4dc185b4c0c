import type { ProcessKey } from '../../core/process.ts';
import type { TreeNode } from '../../core/tree.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { Value } from '../store/value.ts';

/** The processes to which the drawing is confined, each with what is below it; none for everything. */
export class Focus extends Value<readonly ProcessKey[]> {
  readonly #store: ProcessStore;

  constructor(store: ProcessStore) {
    super([]);
    this.#store = store;
  }

  /** Answers whether there was any of which it did not know yet. */
  add(keys: readonly ProcessKey[]): boolean {
    const more = keys.filter((key) => this.#store.row(key) !== undefined && !this.get().includes(key));
    if (more.length > 0) this.set([...this.get(), ...more]);
    return more.length > 0;
  }

  remove(key: ProcessKey): void {
    this.set(this.get().filter((one) => one !== key));
  }

  end(): void {
    this.set([]);
  }

  /** Answers whether any of them is not to be seen any more. */
  dropGone(): boolean {
    const left = this.get().filter((key) => this.#store.row(key) !== undefined);
    if (left.length === this.get().length) return false;
    this.set(left);
    return true;
  }

  /** Where the drawing begins, `null` for all of the tree: one that is below another would be there twice. */
  get roots(): readonly TreeNode[] | null {
    if (this.get().length === 0) return null;
    const focus = new Set(this.get());
    return [...focus].flatMap((key) => {
      const node = this.#store.tree.node(key);
      if (node === undefined) return [];
      for (let at = node.parent; at !== null; at = at.parent) if (focus.has(at.key)) return [];
      return node;
    });
  }

  /** All to which the drawing is confined; `null` for everything. */
  get inside(): ReadonlySet<ProcessKey> | null {
    const { roots } = this;
    return roots && new Set(roots.flatMap(({ key }) => this.#store.tree.subtree(key)));
  }
}
