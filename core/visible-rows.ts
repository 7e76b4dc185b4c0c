import type { ProcessKey } from './process.ts';
import type { ProcessTree, TreeNode } from './tree.ts';

/** One line of the drawn tree. */
export interface VisibleRow {
  readonly key: ProcessKey;
  /** 1 for a root, as `aria-level` counts. */
  readonly level: number;
  /** Its place among its visible siblings, from 1. */
  readonly posInSet: number;
  readonly setSize: number;
  readonly hasChildren: boolean;
  readonly expanded: boolean;
  /** Not a match itself: it is here to show where a match belongs. */
  readonly dimmed: boolean;
}

export interface FlattenOptions {
  readonly collapsed: ReadonlySet<ProcessKey>;
  /** Only these and their ancestors; `null` for all. */
  readonly matches?: ReadonlySet<ProcessKey> | null;
  /** Where the drawing begins; usually at the roots. */
  readonly roots?: readonly TreeNode[];
  readonly order?: SiblingOrder | null;
}

/**
 * Puts siblings into another order than that of their pids.
 * @param folded - whether such a node is drawn with what is below it folded away, and stands for all of it
 */
export type SiblingOrder = (
  siblings: readonly TreeNode[],
  folded: (node: TreeNode) => boolean,
) => readonly TreeNode[];

/** The rows to draw, from the top down. */
export function flatten(
  tree: ProcessTree,
  { collapsed, matches = null, roots = tree.roots, order = null }: FlattenOptions,
): VisibleRow[] {
  const kept = matches === null ? null : withAncestors(tree, matches);
  const folded = ({ key, children }: TreeNode): boolean =>
    collapsed.has(key) && children.some((child) => kept === null || kept.has(child.key));
  const shown = (nodes: readonly TreeNode[]): readonly TreeNode[] => {
    const ordered = order === null || nodes.length < 2 ? nodes : order(nodes, folded);
    return kept === null ? ordered : ordered.filter((node) => kept.has(node.key));
  };

  const rows: VisibleRow[] = [];
  // Each entry is a set of siblings and how far it has been walked: hostile depth must not end the stack.
  const open: { readonly nodes: readonly TreeNode[]; next: number }[] = [{ nodes: shown(roots), next: 0 }];
  for (let set = open.at(-1); set !== undefined; set = open.at(-1)) {
    const node = set.nodes[set.next];
    if (node === undefined) {
      open.pop();
      continue;
    }
    set.next += 1;
    const children = node.children.length === 0 ? node.children : shown(node.children);
    const expanded = children.length > 0 && !collapsed.has(node.key);
    rows.push({
      key: node.key,
      level: open.length,
      posInSet: set.next,
      setSize: set.nodes.length,
      hasChildren: children.length > 0,
      expanded,
      dimmed: matches !== null && !matches.has(node.key),
    });
    if (expanded) open.push({ nodes: children, next: 0 });
  }
  return rows;
}

function withAncestors(tree: ProcessTree, matches: ReadonlySet<ProcessKey>): Set<ProcessKey> {
  const kept = new Set<ProcessKey>();
  for (const key of matches) {
    for (let at = tree.node(key) ?? null; at !== null && !kept.has(at.key); at = at.parent) kept.add(at.key);
  }
  return kept;
}
