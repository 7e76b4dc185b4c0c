import { keyOf } from '../../../core/process.ts';
import type { VisibleRow } from '../../../core/visible-rows.ts';

/** Rows of the drawn tree, for the tests of what places them: what has a next one deeper has children. */
export function rowsOf(...places: readonly (readonly [pid: number, level: number])[]): VisibleRow[] {
  return places.map(([pid, level], at) => ({
    key: keyOf(pid, pid),
    level,
    posInSet: 1,
    setSize: 1,
    hasChildren: (places[at + 1]?.[1] ?? 0) > level,
    expanded: true,
    dimmed: false,
  }));
}

/** One parent with so many leaves, which have the pids from 2 on. */
export const family = (leaves: number): VisibleRow[] =>
  rowsOf([1, 1], ...Array.from({ length: leaves }, (_, at) => [at + 2, 2] as const));
