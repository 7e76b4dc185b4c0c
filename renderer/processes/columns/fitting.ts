import type { Column } from '../../../core/columns/column.ts';
import type { ColumnId } from '../../../core/columns/ids.ts';

/** The width at which a column cuts nothing of its title and of the rows that are drawn, in pixels. */
export function fittingWidth(inside: Element, columns: readonly Column[], id: ColumnId): number | null {
  const grid = inside.closest<HTMLElement>('[role="treegrid"]');
  const place = columns.findIndex((column) => column.id === id) + 1;
  if (grid === null || place === 0) return null;
  const drawn = grid.style.getPropertyValue('--columns');
  // Each row is laid out by itself, and is asked what it would take.
  grid.dataset.fitting = '';
  grid.style.setProperty(
    '--columns',
    columns.map((column) => (column.id === id ? 'max-content' : `${column.width}px`)).join(' '),
  );
  const cells = grid.querySelectorAll(`[role="row"] > :nth-child(${place})`);
  const widths = Array.from(cells, (cell) => cell.getBoundingClientRect().width);
  grid.style.setProperty('--columns', drawn);
  delete grid.dataset.fitting;
  return Math.ceil(Math.max(...widths));
}
