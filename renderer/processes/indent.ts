/** How far each level stands to the right of the one above it. */
const INDENT = 18;
/** Deeper than this, a level moves by less: names must not be pushed out of their column. */
const FULL_INDENTS = 9;
const SLIGHT_INDENT = 5;
const MOST_SLIGHT_INDENTS = 20;

export const indentOf = (level: number): number =>
  Math.min(level - 1, FULL_INDENTS) * INDENT +
  Math.min(Math.max(0, level - 1 - FULL_INDENTS), MOST_SLIGHT_INDENTS) * SLIGHT_INDENT;

/** The twisty, a name of some length, and the longest badge beside it. */
const ROOM_FOR_A_NAME = 250;

/** What the column of the names needs for the deepest of them to be read. */
export const nameWidthAt = (deepest: number): number => indentOf(deepest) + ROOM_FOR_A_NAME;
