import type { ProcessKey } from '../../../core/process.ts';

/** In units of the map. From a line down a column to what hangs on it. */
export const TICK = 20;
/** Above every shelf but the first: there the line to its columns runs. */
export const RAIL = 20;
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
  /** With its line, and with the air behind it. */
  readonly width: number;
}

/** Columns side by side. Where trees are unequal there are several shelves, one below the other. */
export type Shelf = readonly Column[];

export interface Extent {
  readonly width: number;
  readonly height: number;
}

export const widthIn = ({ width }: { readonly width: number }): number => TICK + width + AIR_BETWEEN_COLUMNS;

export const columnOf = (slots: readonly Slot[], least = 0): Column => ({
  slots,
  width: slots.reduce((most, slot) => Math.max(most, widthIn(slot)), least),
});

export const heightOf = (slots: readonly Slot[]): number =>
  slots.reduce((sum, { height }) => sum + height, 0);

export const heightOfShelf = (shelf: Shelf): number =>
  shelf.reduce((most, { slots }) => Math.max(most, heightOf(slots)), 0);

export function extentOf(shelves: readonly Shelf[]): Extent {
  let width = 0;
  let height = RAIL * Math.max(0, shelves.length - 1);
  for (const shelf of shelves) {
    width = Math.max(
      width,
      shelf.reduce((sum, column) => sum + column.width, 0),
    );
    height += heightOfShelf(shelf);
  }
  return { width, height };
}

/** How high a view of that shape would have to be to show all of it. */
export const costOf = ({ width, height }: Extent, aspect: number): number => Math.max(width / aspect, height);
