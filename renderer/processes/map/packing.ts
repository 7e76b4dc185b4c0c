import type { ProcessKey } from '../../../core/process.ts';

/** What a picture is wide for its height: about that of the view. */
const ASPECT = 1.6;
/** So much worse than the best packing may one be in which everything stays where it is. */
const WORTH_STAYING = 1.35;
const AIR_BETWEEN_COLUMNS = 20;

/** A tree to be packed among its siblings, in units of the map. */
export interface Piece {
  readonly key: ProcessKey;
  readonly width: number;
  readonly height: number;
  /** It is made of columns itself. */
  readonly family: boolean;
}

/** The place of a piece in its column; `null` for one that has gone and whose room waits for the next. */
export interface Slot {
  readonly key: ProcessKey | null;
  readonly width: number;
  readonly height: number;
}

export interface Column {
  readonly slots: readonly Slot[];
  readonly width: number;
}

/**
 * Puts pieces into columns, so that together they are about as wide for their height as the view. Where there were
 * columns before, each piece stays in its place for as long as that is nearly as good: a slot never shrinks
 * by itself, and who comes takes the room of who went.
 * @param tidy - the user made the change: what is empty closes up
 */
export function pack(
  pieces: readonly Piece[],
  before: readonly Column[] | null = null,
  tidy = true,
): readonly Column[] {
  const anew = best(pieces);
  if (before === null) return anew;
  const kept = keep(pieces, before, tidy);
  return costOf(kept) <= costOf(anew) * WORTH_STAYING ? kept : anew;
}

export const heightOf = ({ slots }: Column): number => slots.reduce((sum, { height }) => sum + height, 0);

export function extentOf(columns: readonly Column[]): { readonly width: number; readonly height: number } {
  let width = 0;
  let height = 0;
  for (const column of columns) {
    width += column.width;
    height = Math.max(height, heightOf(column));
  }
  return { width, height };
}

/** How high a view would have to be to show all of it. */
function costOf(columns: readonly Column[]): number {
  const { width, height } = extentOf(columns);
  return Math.max(width / ASPECT, height);
}

const columnOf = (slots: readonly Slot[], least = 0): Column => ({
  slots,
  width: Math.max(least, ...slots.map(({ width }) => width + AIR_BETWEEN_COLUMNS)),
});

function best(pieces: readonly Piece[]): readonly Column[] {
  // Those that are small and alike first: among the large ones they would stand in empty columns.
  const ordered = [...pieces.filter(({ family }) => !family), ...pieces.filter(({ family }) => family)];
  let area = 0;
  let total = 0;
  let tallest = 0;
  for (const { width, height } of ordered) {
    area += (width + AIR_BETWEEN_COLUMNS) * height;
    total += height;
    tallest = Math.max(tallest, height);
  }
  const guess = total / Math.max(1, Math.sqrt(area / ASPECT));
  let found: readonly Column[] = [];
  let least = Number.POSITIVE_INFINITY;
  const mixed = ordered[0]?.family !== ordered.at(-1)?.family;
  const step = Math.max(1, Math.floor(guess / 6));
  for (let columns = Math.max(1, Math.floor(guess / 2)); columns <= guess * 2 + 1; columns += step) {
    const height = Math.max(tallest, total / columns);
    for (const apart of mixed ? [false, true] : [false]) {
      const filled = fill(ordered, height, apart);
      const cost = costOf(filled);
      if (cost >= least) continue;
      least = cost;
      found = filled;
    }
  }
  return found;
}

/**
 * One column after the other.
 * @param apart - those made of columns begin one of their own
 */
function fill(pieces: readonly Piece[], height: number, apart: boolean): readonly Column[] {
  const columns: Slot[][] = [];
  let slots: Slot[] = [];
  let used = 0;
  let families = false;
  for (const piece of pieces) {
    const turns = apart && piece.family !== families;
    families = piece.family;
    if (slots.length === 0 || used + piece.height > height + 0.5 || turns) {
      slots = [];
      columns.push(slots);
      used = 0;
    }
    slots.push(piece);
    used += piece.height;
  }
  return columns.map((each) => columnOf(each));
}

function keep(pieces: readonly Piece[], before: readonly Column[], tidy: boolean): readonly Column[] {
  const left = new Map(pieces.map((piece) => [piece.key, piece]));
  const columns = before.map(({ slots, width }) => {
    const kept: Slot[] = [];
    for (const slot of slots) {
      const piece = slot.key === null ? undefined : left.get(slot.key);
      if (piece !== undefined) {
        left.delete(piece.key);
        kept.push(tidy ? piece : roomier(piece, slot));
      } else if (!tidy) kept.push({ ...slot, key: null });
    }
    return { slots: kept, width: tidy ? 0 : width };
  });
  for (const piece of left.values()) {
    const hole = holeFor(piece, columns);
    if (hole !== null) {
      hole.slots[hole.at] = roomier(piece, hole.slots[hole.at]);
      continue;
    }
    let shortest = columns[0];
    let least = Number.POSITIVE_INFINITY;
    for (const column of columns) {
      const height = heightOf(column);
      if (height >= least) continue;
      least = height;
      shortest = column;
    }
    if (shortest === undefined) columns.push({ slots: [piece], width: 0 });
    else shortest.slots.push(piece);
  }
  for (const { slots } of columns) while (slots.at(-1)?.key === null) slots.pop();
  return columns.filter(({ slots }) => slots.length > 0).map(({ slots, width }) => columnOf(slots, width));
}

function roomier({ key, width, height }: Piece, slot: Slot | undefined): Slot {
  return { key, width: Math.max(width, slot?.width ?? 0), height: Math.max(height, slot?.height ?? 0) };
}

function holeFor(
  piece: Piece,
  columns: readonly { readonly slots: Slot[] }[],
): { readonly slots: Slot[]; readonly at: number } | null {
  for (const { slots } of columns) {
    const at = slots.findIndex((slot) => slot.key === null && slot.height >= piece.height);
    if (at !== -1) return { slots, at };
  }
  return null;
}
