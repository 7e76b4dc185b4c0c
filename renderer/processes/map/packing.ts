import { areaOf, arrange } from './arranging.ts';
import {
  columnOf,
  costOf,
  extentOf,
  heightOf,
  type Piece,
  type Shelf,
  type Slot,
  widthIn,
} from './shelves.ts';

/** So much worse than the best packing may one be in which everything stays where it is. */
const WORTH_STAYING = 1.35;

/**
 * Puts pieces on shelves, so that together they are about as wide for their height as the view. Where they had
 * places before, each piece stays in its own for as long as that is nearly as good: a slot never shrinks by itself,
 * and who comes takes the room of who went.
 * @param aspect - how wide the view is for its height
 * @param tidy - the user made the change: what is empty closes up
 */
export function pack(
  pieces: readonly Piece[],
  aspect: number,
  before: readonly Shelf[] | null = null,
  tidy = true,
): readonly Shelf[] {
  if (before === null) return arrange(pieces, aspect);
  const kept = keep(pieces, before, tidy);
  const cost = costOf(extentOf(kept), aspect);
  // No packing is better than one without gaps, so that most often none has to be looked for.
  if (cost <= Math.sqrt(areaOf(pieces) / aspect) * WORTH_STAYING) return kept;
  const anew = arrange(pieces, aspect);
  return cost <= costOf(extentOf(anew), aspect) * WORTH_STAYING ? kept : anew;
}

interface Kept {
  readonly slots: Slot[];
  /** It stays as wide as it was. */
  readonly least: number;
}

function keep(pieces: readonly Piece[], before: readonly Shelf[], tidy: boolean): readonly Shelf[] {
  const left = new Map(pieces.map((piece) => [piece.key, piece]));
  const shelves = before.map((shelf) =>
    shelf.map(({ slots, width }): Kept => {
      const kept: Slot[] = [];
      for (const slot of slots) {
        const piece = slot.key === null ? undefined : left.get(slot.key);
        if (piece !== undefined) {
          left.delete(piece.key);
          kept.push(tidy ? piece : roomier(piece, slot));
        } else if (!tidy) kept.push({ ...slot, key: null });
      }
      return { slots: kept, least: tidy ? 0 : width };
    }),
  );
  const open: (Kept & Room)[] = shelves.flatMap((shelf) => {
    const shared = { height: Math.max(0, ...shelf.map(({ slots }) => heightOf(slots))) };
    return shelf.map((column) => ({ ...column, shelf: shared, height: heightOf(column.slots) }));
  });
  for (const piece of left.values()) {
    const hole = holeFor(piece, open);
    if (hole === null) append(piece, open);
    else hole.slots[hole.at] = roomier(piece, hole.slots[hole.at]);
  }
  const filled = shelves
    .map((shelf) =>
      shelf
        .map(({ slots, least }) => ({ slots: withoutEnd(slots), least }))
        .filter(({ slots }) => slots.length > 0)
        .map(({ slots, least }) => columnOf(slots, least)),
    )
    .filter((shelf) => shelf.length > 0);
  // Whoever comes where nobody has been.
  return filled.length === 0 && pieces.length > 0 ? [[columnOf(pieces)]] : filled;
}

interface Room {
  /** Of all its columns together. */
  readonly shelf: { height: number };
  height: number;
}

function withoutEnd(slots: Slot[]): readonly Slot[] {
  while (slots.at(-1)?.key === null) slots.pop();
  return slots;
}

/** At the end of a column: where the picture grows least, and else where most room is left. */
function append(piece: Piece, columns: readonly (Kept & Room)[]): void {
  let found: (Kept & Room) | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const column of columns) {
    const grows = Math.max(0, column.height + piece.height - column.shelf.height);
    const wider = Math.max(0, widthIn(piece) - Math.max(column.least, widthOf(column.slots)));
    const cost = grows * 1_000 + wider * 1_000 + column.height;
    if (cost >= least) continue;
    least = cost;
    found = column;
  }
  if (found === undefined) return;
  found.slots.push(piece);
  found.height += piece.height;
  found.shelf.height = Math.max(found.shelf.height, found.height);
}

const widthOf = (slots: readonly Slot[]): number => columnOf(slots).width;

function roomier({ key, width, height }: Piece, slot: Slot | undefined): Slot {
  return { key, width: Math.max(width, slot?.width ?? 0), height: Math.max(height, slot?.height ?? 0) };
}

function holeFor(
  piece: Piece,
  columns: readonly Kept[],
): { readonly slots: Slot[]; readonly at: number } | null {
  for (const { slots } of columns) {
    const at = slots.findIndex((slot) => slot.key === null && slot.height >= piece.height);
    if (at !== -1) return { slots, at };
  }
  return null;
}
