import { hierarchy, tree } from 'd3-hierarchy';
import type { ProcessKey } from '../../../core/process.ts';
import type { VisibleRow } from '../../../core/tree.ts';
import { type Column, extentOf, type Piece, pack } from './packing.ts';

/** In the units of the map: how far siblings and levels are apart, and how wide the last level is. */
export const ROW = 20;
export const LEVEL = 160;
const LEAF = 140;
/** From a line down a column to what hangs on it. */
export const TICK = 20;
const AIR_BETWEEN_TREES = 8;

/** A tree that is higher or deeper than this is a family: its trees stand in columns below it. */
const MOST_ROWS = 14;
const MOST_LEVELS = 5;

export interface MapNode {
  readonly row: VisibleRow;
  readonly x: number;
  readonly y: number;
  readonly parent: MapNode | null;
  /** It hangs on a line of its parent's columns. */
  readonly inColumn: boolean;
  /** How many are drawn from here on, itself included. */
  readonly size: number;
}

/** A process whose trees stand in columns below it; or, without one, all the roots. */
export interface Family {
  readonly head: MapNode | null;
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
  readonly right: number;
  readonly bottom: number;
}

/** Down a column, from the height of the head. */
export interface Line {
  readonly x: number;
  readonly bottom: number;
}

export interface MapLayout {
  readonly nodes: readonly MapNode[];
  readonly families: ReadonlyMap<ProcessKey | null, Family>;
  readonly byKey: ReadonlyMap<ProcessKey, MapNode>;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Branch {
  readonly row: VisibleRow | null;
  readonly parent: Branch | null;
  readonly children: Branch[];
  size: number;
  rows: number;
  levels: number;
  columns: readonly Column[] | null;
  width: number;
  height: number;
  /** Within the tree or column that it belongs to, and in the end on the map. */
  x: number;
  y: number;
}

const branchOf = (row: VisibleRow | null, parent: Branch | null): Branch => ({
  row,
  parent,
  children: [],
  size: 1,
  rows: 1,
  levels: 1,
  columns: null,
  width: LEAF,
  height: ROW,
  x: 0,
  y: 0,
});

/**
 * Places the rows of the drawn tree: what is folded there is folded here. Small trees are tidy ones, from left to
 * right; larger ones are packed into columns, so that thousands make a picture and no line without end.
 * @param before - the layout that is looked at: its processes stay where they are, as far as that is sensible
 * @param tidy - the user made the change: what is empty closes up
 */
export function layoutOf(
  rows: readonly VisibleRow[],
  before: MapLayout | null = null,
  tidy = true,
): MapLayout {
  const branches = branchesOf(rows);
  // Children come after their parents, so from the end on every branch knows its own.
  for (const branch of branches.toReversed()) measure(branch, before, tidy);
  return place(branches);
}

/** The first is none of the rows: all roots hang on it. */
function branchesOf(rows: readonly VisibleRow[]): Branch[] {
  const top = branchOf(null, null);
  const path = [top];
  const branches = [top];
  for (const row of rows) {
    path.length = row.level;
    const parent = path.at(-1) ?? top;
    const branch = branchOf(row, parent);
    parent.children.push(branch);
    path.push(branch);
    branches.push(branch);
  }
  return branches;
}

function measure(branch: Branch, before: MapLayout | null, tidy: boolean): void {
  const { row, children } = branch;
  if (row !== null && children.length === 0) return;
  let rows = 0;
  let levels = 0;
  let nested = row === null;
  for (const child of children) {
    branch.size += child.size;
    rows += child.rows;
    levels = Math.max(levels, child.levels);
    nested ||= child.columns !== null;
  }
  branch.rows = rows;
  branch.levels = levels + 1;
  const was = before?.families.get(row?.key ?? null) ?? null;
  // A family that has shrunk a little stays one: to and fro would be restless.
  const most = was === null || tidy ? MOST_ROWS : MOST_ROWS / 2;
  if (!nested && rows <= most && branch.levels <= MOST_LEVELS) return;

  const pieces: Piece[] = [];
  for (const child of children) {
    if (child.columns === null) tidyTree(child);
    const { width, height } = child;
    const family = child.columns !== null;
    if (child.row !== null) pieces.push({ key: child.row.key, width, height, family });
  }
  branch.columns = pack(pieces, was?.columns, tidy);
  const extent = extentOf(branch.columns);
  branch.width = Math.max(LEVEL, extent.width + TICK * branch.columns.length);
  branch.height = extent.height + (row === null ? 0 : ROW + AIR_BETWEEN_TREES);
}

/** Measures and places a small tree: in rows and levels, its upper left corner at 0. */
function tidyTree(root: Branch): void {
  if (root.children.length === 0) {
    root.y = ROW / 2;
    return;
  }
  const placed = tree<Branch>()
    .nodeSize([ROW, LEVEL])
    .separation(() => 1)(hierarchy(root));
  let least = 0;
  let most = 0;
  placed.each(({ x }) => {
    least = Math.min(least, x);
    most = Math.max(most, x);
  });
  placed.each(({ data, x, y }) => {
    data.x = y;
    data.y = x - least + ROW / 2;
  });
  root.width = (root.levels - 1) * LEVEL + LEAF;
  root.height = most - least + ROW + AIR_BETWEEN_TREES;
}

function place(branches: readonly Branch[]): MapLayout {
  const [top] = branches;
  const nodes: MapNode[] = [];
  const byKey = new Map<ProcessKey, MapNode>();
  const families = new Map<ProcessKey | null, Family>();
  const made = new Map<Branch, MapNode>();
  const origins = new Map<Branch, { readonly x: number; readonly y: number }>();
  if (top !== undefined) origins.set(top, { x: 0, y: 0 });
  for (const branch of branches) {
    const { row, parent, columns } = branch;
    const own = origins.get(branch);
    // Who has no origin of its own is in the small tree of its parent.
    const origin = own ?? (parent === null ? undefined : origins.get(parent));
    if (origin === undefined) continue;
    origins.set(branch, origin);
    let head: MapNode | null = null;
    if (row !== null) {
      head = {
        row,
        x: origin.x + (columns === null ? branch.x : 0),
        y: origin.y + (columns === null ? branch.y : ROW / 2),
        parent: (parent && made.get(parent)) ?? null,
        inColumn: own !== undefined,
        size: branch.size,
      };
      nodes.push(head);
      byKey.set(row.key, head);
      made.set(branch, head);
    }
    if (columns !== null)
      families.set(row?.key ?? null, placeColumns(branch, columns, head, origin, origins));
  }
  return { nodes, families, byKey, left: 0, top: 0, right: top?.width ?? 0, bottom: top?.height ?? 0 };
}

function placeColumns(
  { children, width, height }: Branch,
  columns: readonly Column[],
  head: MapNode | null,
  origin: { readonly x: number; readonly y: number },
  origins: Map<Branch, { readonly x: number; readonly y: number }>,
): Family {
  const byKey = new Map(children.map((child) => [child.row?.key ?? null, child]));
  const lines: Line[] = [];
  const first = origin.y + (head === null ? 0 : ROW);
  let x = origin.x;
  for (const column of columns) {
    let y = first;
    let bottom = first;
    for (const slot of column.slots) {
      const child = slot.key === null ? undefined : byKey.get(slot.key);
      if (child !== undefined) {
        origins.set(child, { x: x + TICK, y });
        bottom = y + (child.columns === null ? child.y : ROW / 2);
      }
      y += slot.height;
    }
    lines.push({ x, bottom });
    x += TICK + column.width;
  }
  return { head, columns, lines, right: origin.x + width, bottom: origin.y + height };
}
