import { hierarchy, tree } from 'd3-hierarchy';
import type { ProcessKey } from '../../../core/process.ts';
import type { VisibleRow } from '../../../core/tree.ts';

/** In the units of the map: how far siblings and levels are apart. */
export const ROW = 20;
export const LEVEL = 168;

export interface MapNode {
  readonly row: VisibleRow;
  /** From left to right, by level. */
  readonly x: number;
  readonly y: number;
  /** `null` for a root, and for one of a block. */
  readonly parent: MapNode | null;
}

export interface MapLayout {
  readonly nodes: readonly MapNode[];
  readonly blocks: readonly MapBlock[];
  readonly byKey: ReadonlyMap<ProcessKey, MapNode>;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Siblings without children, in columns: one below the other, thousands would be a line without end. */
export interface MapBlock {
  readonly parent: MapNode | null;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Branch {
  readonly row: VisibleRow | null;
  children: Branch[];
  /** Leaves that stand together here, in place of one node. */
  block: readonly VisibleRow[] | null;
  /** In rows. */
  height: number;
}

/** So many leaves of one parent still stand below one another. */
const MOST_IN_A_COLUMN = 12;
/** Columns and rows are chosen so that a block is about as wide as high. */
const LEAF = 132;
const LEAVES_PER_COLUMN = LEAF / ROW;

const columnsFor = (leaves: number): number => Math.ceil(Math.sqrt(leaves / LEAVES_PER_COLUMN));
const rowsFor = (leaves: number): number => Math.ceil(leaves / columnsFor(leaves));

const branchOf = (row: VisibleRow | null): Branch => ({ row, children: [], block: null, height: 1 });

/** Places the rows of the drawn tree: what is folded there is folded here. */
export function layoutOf(rows: readonly VisibleRow[]): MapLayout {
  // The roots hang on one that is never drawn.
  const top = branchOf(null);
  const path: Branch[] = [top];
  const all: Branch[] = [top];
  for (const row of rows) {
    const branch = branchOf(row);
    path.length = row.level;
    path.at(-1)?.children.push(branch);
    path.push(branch);
    all.push(branch);
  }
  for (const branch of all) gatherLeaves(branch);

  const placed = tree<Branch>()
    .nodeSize([ROW, LEVEL])
    .separation((a, b) => (a.data.height + b.data.height) / 2 + (a.parent === b.parent ? 0 : 0.3))(
    hierarchy(top),
  );

  const nodes: MapNode[] = [];
  const blocks: MapBlock[] = [];
  const made = new Map<unknown, MapNode>();
  const byKey = new Map<ProcessKey, MapNode>();
  const bounds = { left: 0, top: 0, right: 0, bottom: 0 };
  const put = (row: VisibleRow, x: number, y: number, parent: MapNode | null): MapNode => {
    const node: MapNode = { row, x, y, parent };
    nodes.push(node);
    byKey.set(row.key, node);
    bounds.right = Math.max(bounds.right, x + LEVEL);
    bounds.top = Math.min(bounds.top, y - ROW);
    bounds.bottom = Math.max(bounds.bottom, y + ROW);
    return node;
  };
  placed.each((at) => {
    const { row, block } = at.data;
    const parent = made.get(at.parent) ?? null;
    const x = at.y - LEVEL;
    if (row !== null) made.set(at, put(row, x, at.x, parent));
    if (block === null) return;
    const height = rowsFor(block.length);
    const first = at.x - ((height - 1) / 2) * ROW;
    for (const [index, leaf] of block.entries()) {
      const column = Math.floor(index / height);
      // Its line is that of the block.
      put(leaf, x + column * LEAF, first + (index % height) * ROW, null);
    }
    blocks.push({
      parent,
      left: x - 12,
      top: first - ROW / 2 - 3,
      right: x + columnsFor(block.length) * LEAF - 8,
      bottom: first + (height - 0.5) * ROW + 3,
    });
  });
  return { nodes, blocks, byKey, ...bounds };
}

/** Puts many leaves into one block, with nothing behind it for as far as it reaches. */
function gatherLeaves(branch: Branch): void {
  const leaves = branch.children.filter((child) => child.children.length === 0 && child.row !== null);
  if (leaves.length <= MOST_IN_A_COLUMN) return;
  const block = branchOf(null);
  block.block = leaves.flatMap(({ row }) => row ?? []);
  // With some air around it.
  block.height = rowsFor(leaves.length) + 1;
  let end = block;
  const reach = Math.ceil((columnsFor(leaves.length) * LEAF) / LEVEL);
  for (let level = 1; level < reach; level += 1) {
    // Holds the room: as high as the block, and never drawn.
    const behind = branchOf(null);
    behind.height = block.height;
    end.children.push(behind);
    end = behind;
  }
  const gone = new Set(leaves);
  branch.children = [...branch.children.filter((child) => !gone.has(child)), block];
}

/** The node whose dot or name is at a point. */
export function nodeAt({ nodes }: MapLayout, x: number, y: number): MapNode | null {
  let nearest: MapNode | null = null;
  for (const node of nodes) {
    if (Math.abs(node.y - y) > ROW / 2 || x < node.x - 10 || x > node.x + LEVEL - 30) continue;
    if (nearest === null || Math.abs(node.y - y) < Math.abs(nearest.y - y)) nearest = node;
  }
  return nearest;
}
