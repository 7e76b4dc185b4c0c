import { hierarchy, tree } from 'd3-hierarchy';
import type { ProcessKey } from '../../../core/process.ts';
import type { VisibleRow } from '../../../core/visible-rows.ts';
import { pack } from './packing.ts';
import {
  costOf,
  type Extent,
  extentOf,
  heightOfShelf,
  type Piece,
  RAIL,
  type Shelf,
  TICK,
} from './shelves.ts';

/** In the units of the map: how far siblings and levels are apart, and how wide the last level is. */
export const ROW = 20;
export const LEVEL = 160;
const LEAF = 140;
const AIR_BETWEEN_TREES = 8;

/** How wide a view is for its height, where it is not known yet. */
const USUAL_ASPECT = 1.6;
/** So much wider than the view families within others may be, should that fill it better. */
const OTHER_SHAPES = [0.4, 0.65, 1.5, 2.2];
/** With more processes there are enough families to fill every gap. */
const MOST_TO_TRY = 1_500;

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

/** A process whose trees stand on shelves below it; or, without one, all the roots. */
export interface Family {
  readonly head: MapNode | null;
  readonly shelves: readonly Shelf[];
  readonly lines: readonly Line[];
  readonly rails: readonly Rail[];
  readonly right: number;
  readonly bottom: number;
}

/** Down a column. The first goes on along all shelves. */
export interface Line {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** Above a shelf, from the first line to the last. */
export interface Rail {
  readonly y: number;
  readonly right: number;
}

export interface MapLayout {
  readonly nodes: readonly MapNode[];
  readonly families: ReadonlyMap<ProcessKey | null, Family>;
  readonly byKey: ReadonlyMap<ProcessKey, MapNode>;
  /** How much wider for their height families are within others. */
  readonly within: number;
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
  shelves: readonly Shelf[] | null;
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
  shelves: null,
  width: LEAF,
  height: ROW,
  x: 0,
  y: 0,
});

/** How a layout may differ from the one before it, and for what it is made. */
export interface Wish {
  /** The layout that is looked at: its processes stay where they are, as far as that is sensible. */
  readonly before?: MapLayout | null;
  /** The user made the change: what is empty closes up. */
  readonly tidy?: boolean;
  /** How wide the view is for its height. */
  readonly aspect?: number;
}

/**
 * Places the rows of the drawn tree: what is folded there is folded here. Small trees are tidy ones, from left to
 * right; larger ones are packed into columns, so that thousands make a picture and no line without end.
 */
export function layoutOf(
  rows: readonly VisibleRow[],
  { before = null, tidy = true, aspect = USUAL_ASPECT }: Wish = {},
): MapLayout {
  const lay = (within: number): MapLayout => layWithin(rows, { before, tidy, aspect, within });
  if (before !== null) return lay(before.within);
  const plain = lay(1);
  if (rows.length > MOST_TO_TRY || plain.families.size < 2) return plain;
  return [plain, ...OTHER_SHAPES.map(lay)].reduce((best, each) =>
    costOf(sizeOf(each), aspect) < costOf(sizeOf(best), aspect) ? each : best,
  );
}

const sizeOf = ({ left, top, right, bottom }: MapLayout): Extent => ({
  width: right - left,
  height: bottom - top,
});

type Asked = Required<Wish> & Pick<MapLayout, 'within'>;

function layWithin(rows: readonly VisibleRow[], asked: Asked): MapLayout {
  const branches = branchesOf(rows);
  // Children come after their parents, so from the end on every branch knows its own.
  for (const branch of branches.toReversed()) measure(branch, asked);
  return place(branches, asked.within);
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

function measure(branch: Branch, { before, tidy, aspect, within }: Asked): void {
  const { row, children } = branch;
  if (row !== null && children.length === 0) return;
  let rows = 0;
  let levels = 0;
  let nested = row === null;
  for (const child of children) {
    branch.size += child.size;
    rows += child.rows;
    levels = Math.max(levels, child.levels);
    nested ||= child.shelves !== null;
  }
  branch.rows = rows;
  branch.levels = levels + 1;
  const was = before?.families.get(row?.key ?? null) ?? null;
  // A family that has shrunk a little stays one: to and fro would be restless.
  const most = was === null || tidy ? MOST_ROWS : MOST_ROWS / 2;
  if (!nested && rows <= most && branch.levels <= MOST_LEVELS) return;

  const pieces: Piece[] = [];
  for (const child of children) {
    if (child.shelves === null) tidyTree(child);
    const { width, height } = child;
    const family = child.shelves !== null;
    if (child.row !== null) pieces.push({ key: child.row.key, width, height, family });
  }
  // The outermost is as the view, those within it as they fit best into that.
  const shape = branch.parent?.row == null ? aspect : aspect * within;
  branch.shelves = pack(pieces, shape, was?.shelves, tidy);
  const extent = extentOf(branch.shelves);
  branch.width = Math.max(LEVEL, extent.width);
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

function place(branches: readonly Branch[], within: number): MapLayout {
  const [top] = branches;
  const nodes: MapNode[] = [];
  const byKey = new Map<ProcessKey, MapNode>();
  const families = new Map<ProcessKey | null, Family>();
  const made = new Map<Branch, MapNode>();
  const origins = new Map<Branch, { readonly x: number; readonly y: number }>();
  if (top !== undefined) origins.set(top, { x: 0, y: 0 });
  for (const branch of branches) {
    const { row, parent, shelves } = branch;
    const own = origins.get(branch);
    // Who has no origin of its own is in the small tree of its parent.
    const origin = own ?? (parent === null ? undefined : origins.get(parent));
    if (origin === undefined) continue;
    origins.set(branch, origin);
    let head: MapNode | null = null;
    if (row !== null) {
      head = {
        row,
        x: origin.x + (shelves === null ? branch.x : 0),
        y: origin.y + (shelves === null ? branch.y : ROW / 2),
        parent: (parent && made.get(parent)) ?? null,
        inColumn: own !== undefined,
        size: branch.size,
      };
      nodes.push(head);
      byKey.set(row.key, head);
      made.set(branch, head);
    }
    if (shelves !== null)
      families.set(row?.key ?? null, placeShelves(branch, shelves, head, origin, origins));
  }
  const { width: right, height: bottom } = top ?? { width: 0, height: 0 };
  return { nodes, families, byKey, within, left: 0, top: 0, right, bottom };
}

function placeShelves(
  { children, width, height }: Branch,
  shelves: readonly Shelf[],
  head: MapNode | null,
  origin: { readonly x: number; readonly y: number },
  origins: Map<Branch, { readonly x: number; readonly y: number }>,
): Family {
  const byKey = new Map(children.map((child) => [child.row?.key ?? null, child]));
  const lines: Line[] = [];
  const rails: Rail[] = [];
  let first = origin.y + (head === null ? 0 : ROW);
  let trunk: Line = { x: origin.x, top: first - ROW / 2, bottom: first };
  for (const [at, shelf] of shelves.entries()) {
    if (at > 0) first += RAIL;
    const top = first - (at === 0 ? ROW : RAIL) / 2;
    let x = origin.x;
    let last = x;
    for (const { slots, width: across } of shelf) {
      let y = first;
      let bottom = first;
      for (const slot of slots) {
        const child = slot.key === null ? undefined : byKey.get(slot.key);
        if (child !== undefined) {
          origins.set(child, { x: x + TICK, y });
          bottom = y + (child.shelves === null ? child.y : ROW / 2);
        }
        y += slot.height;
      }
      if (x === origin.x) trunk = { ...trunk, bottom };
      else lines.push({ x, top, bottom });
      last = x;
      x += across;
    }
    if (last > origin.x) rails.push({ y: top, right: last });
    first += heightOfShelf(shelf);
  }
  lines.unshift(trunk);
  return { head, shelves, lines, rails, right: origin.x + width, bottom: origin.y + height };
}
