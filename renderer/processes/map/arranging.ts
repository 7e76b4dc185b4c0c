import {
  columnOf,
  costOf,
  type Extent,
  extentOf,
  heightOf,
  type Piece,
  type Shelf,
  type Slot,
  widthIn,
} from './shelves.ts';

/** Heights of columns and widths of shelves that are tried, in parts of those of a picture without gaps. */
const HEIGHTS = [0.2, 0.3, 0.42, 0.55, 0.7, 0.85, 1, 1.2, 1.5, 2];
const WIDTHS = [0.85, 1, 1.1, 1.25, 1.45, 1.75, 2.2];
/** A shelf more has to be worth it: one is read more easily. */
const DEARER_BY_SHELF = 0.02;

/**
 * The shelves on which pieces are seen largest in a view of that shape. Those that are small come first and stand
 * with what is as wide; those made of columns fill shelves from the highest on, several above each other where
 * there is room.
 */
export function arrange(pieces: readonly Piece[], aspect: number): readonly Shelf[] {
  const small = pieces.filter(({ family }) => !family).sort((a, b) => a.width - b.width);
  const families = pieces.filter(({ family }) => family).sort((a, b) => b.height - a.height);
  const alike = small.at(-1)?.width === small[0]?.width;
  const full = Math.sqrt(areaOf(pieces) / aspect);
  let found: readonly Shelf[] = [];
  let least = Number.POSITIVE_INFINITY;
  const offer = (shelves: readonly Shelf[]): void => {
    const cost = costOf(extentOf(shelves), aspect) * (1 + DEARER_BY_SHELF * (shelves.length - 1));
    if (cost >= least) return;
    least = cost;
    found = shelves;
  };
  const heights = new Set(HEIGHTS.map((part) => Math.max(full * part, small[0]?.height ?? 0)));
  for (const height of small.length === 0 ? [full] : heights) {
    for (const apart of [false, true]) {
      const columns = stack(small, height, apart);
      // What is all alike is read down its columns: a second shelf would tear it apart.
      if (alike && families.length === 0) offer(shelve(columns, [], Number.POSITIVE_INFINITY));
      else for (const part of WIDTHS) offer(shelve(columns, families, full * aspect * part));
      if (alike) break;
    }
  }
  return found;
}

export const areaOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + widthIn(piece) * piece.height, 0);

/**
 * One column after the other, all about as high.
 * @param apart - what is wider begins one of its own
 */
function stack(pieces: readonly Piece[], most: number, apart: boolean): readonly (readonly Slot[])[] {
  const columns: Slot[][] = [];
  let slots: Slot[] = [];
  let used = 0;
  let width = 0;
  // The last column is not left with a rest, as far as that can be told beforehand.
  const height = apart ? most : heightOf(pieces) / Math.ceil(heightOf(pieces) / most);
  for (const piece of pieces) {
    if (slots.length === 0 || used + piece.height > height + 0.5 || (apart && piece.width > width)) {
      slots = [];
      columns.push(slots);
      used = 0;
      width = piece.width;
    }
    slots.push(piece);
    used += piece.height;
  }
  return columns;
}

interface Open {
  readonly slots: Slot[];
  height: number;
  width: number;
}

interface OpenShelf {
  readonly columns: Open[];
  width: number;
  height: number;
}

function shelve(
  columns: readonly (readonly Slot[])[],
  families: readonly Piece[],
  most: number,
): readonly Shelf[] {
  const shelves: OpenShelf[] = [];
  const put = (slots: readonly Slot[], shelf: OpenShelf | undefined): void => {
    const { width } = columnOf(slots);
    const height = heightOf(slots);
    const on = shelf ?? { columns: [], width: 0, height: 0 };
    if (shelf === undefined) shelves.push(on);
    on.columns.push({ slots: [...slots], height, width });
    on.width += width;
    on.height = Math.max(on.height, height);
  };
  for (const slots of columns) {
    put(slots, roomBeside({ height: heightOf(slots), width: columnOf(slots).width }, shelves, most));
  }
  for (const family of families) {
    const below = roomBelow(family, shelves, most);
    if (below === null)
      put([family], roomBeside({ height: family.height, width: widthIn(family) }, shelves, most));
    else {
      const { shelf, column } = below;
      const width = Math.max(column.width, widthIn(family));
      column.slots.push(family);
      column.height += family.height;
      shelf.width += width - column.width;
      column.width = width;
    }
  }
  return shelves.map((shelf) => shelf.columns.map(({ slots }) => columnOf(slots)));
}

/** The first may grow for what is higher: there is nothing below it yet. */
const roomBeside = (
  { height, width }: Extent,
  shelves: readonly OpenShelf[],
  most: number,
): OpenShelf | undefined =>
  shelves.find((shelf) => shelf.width + width <= most && (height <= shelf.height || shelves.length === 1));

function roomBelow(
  { height, width }: Piece,
  shelves: readonly OpenShelf[],
  most: number,
): { readonly shelf: OpenShelf; readonly column: Open } | null {
  for (const shelf of shelves) {
    for (const column of shelf.columns) {
      if (column.height + height > shelf.height + 0.5) continue;
      const wider = Math.max(0, widthIn({ width }) - column.width);
      if (shelf.width + wider <= most) return { shelf, column };
    }
  }
  return null;
}
