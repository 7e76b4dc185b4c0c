import type { ProcessKey } from '../process.ts';
import { ProcessTree, type TreeFacts } from '../tree.ts';

/** A process at its place in the forest. */
export interface Placed<T extends TreeFacts> {
  readonly process: T;
  /** 0 for a root. */
  readonly depth: number;
  readonly parent: T | null;
  readonly children: number;
  /** Nobody follows among its brothers and sisters. */
  readonly last: boolean;
}

/** Every process once, parents before their children, each subtree in one piece: the order of every tree that is written. */
export function* inTreeOrder<T extends TreeFacts>(processes: Iterable<T>): Generator<Placed<T>> {
  const byKey = new Map<ProcessKey, T>();
  for (const process of processes) byKey.set(process.key, process);
  const tree = new ProcessTree();
  tree.reset(byKey.values());
  // A stack of our own: hostile depth must not end the engine's.
  const open = [{ nodes: tree.roots, next: 0, parent: null as T | null }];
  for (let set = open.at(-1); set !== undefined; set = open.at(-1)) {
    const node = set.nodes[set.next];
    const process = node === undefined ? undefined : byKey.get(node.key);
    if (node === undefined || process === undefined) {
      open.pop();
      continue;
    }
    set.next += 1;
    yield {
      process,
      depth: open.length - 1,
      parent: set.parent,
      children: node.children.length,
      last: set.next === set.nodes.length,
    };
    if (node.children.length > 0) open.push({ nodes: node.children, next: 0, parent: process });
  }
}
