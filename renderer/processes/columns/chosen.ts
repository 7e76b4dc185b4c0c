import type { Column } from '../../../core/columns/column.ts';
import { type ColumnId, USUAL_COLUMN_IDS } from '../../../core/columns/ids.ts';
import { columnsNamed, columnsWithin, USUAL_COLUMNS } from '../../../core/columns.ts';
import { COLUMN_WIDTH, type Settings, type SettingsStore, type Sort } from '../../store/settings.ts';

/** The share of the width that the names may take for the sake of the deepest of them. */
const MOST_FOR_NAMES = 0.46;

/** Those to draw: what the user chose, all of it, or as many of the usual ones as fit. */
export function columnsToDraw(
  { columns, widths }: Pick<Settings, 'columns' | 'widths'>,
  room: number,
  nameWidth: number,
): readonly Column[] {
  const sized = (columns === null ? USUAL_COLUMNS : columnsNamed(columns)).map((column) => {
    const width = widths[column.id];
    if (width !== undefined) return { ...column, width, most: width };
    if (column.id !== 'name') return column;
    const wanted = Math.max(column.width, Math.min(nameWidth, Math.floor(room * MOST_FOR_NAMES)));
    return { ...column, width: wanted, most: Math.max(wanted, column.most) };
  });
  return columns === null ? columnsWithin(room, sized) : sized;
}

/** The part of the whole that a column takes which may grow, but not without end. */
const GROWING_PART = '33%';

/** For `grid-template-columns`. */
export function templateOf(columns: readonly Column[]): string {
  const endless = columns.some(({ most }) => most === Number.POSITIVE_INFINITY);
  return columns
    .map(({ width, most }) => {
      if (most === width) return `${width}px`;
      // Where the column that takes the rest had to give way, another one takes it.
      return endless && Number.isFinite(most)
        ? `clamp(${width}px, ${GROWING_PART}, ${most}px)`
        : `minmax(${width}px, 1fr)`;
    })
    .join(' ');
}

export const leastWidthOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, { width }) => sum + width, 0);

/** The usual order of a column first, then the other way around, then none. */
export function nextSort(sort: Sort | null, column: ColumnId): Sort | null {
  if (sort?.column !== column) return { column, reversed: false };
  return sort.reversed ? null : { column, reversed: true };
}

/** What the user does to the columns, one by one. */
export class ColumnChoice {
  readonly #settings: SettingsStore;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
  }

  get ids(): readonly ColumnId[] {
    return this.#settings.get().columns ?? USUAL_COLUMN_IDS;
  }

  sortBy(column: ColumnId): void {
    this.#settings.change({ sort: nextSort(this.#settings.get().sort, column) });
  }

  sort(sort: Sort | null): void {
    // An order that nobody can see would be a riddle.
    if (sort !== null && !this.ids.includes(sort.column)) this.show(sort.column, true);
    this.#settings.change({ sort });
  }

  resize(column: ColumnId, width: number): void {
    const bounded = Math.round(Math.min(COLUMN_WIDTH.most, Math.max(COLUMN_WIDTH.least, width)));
    this.#settings.change({ widths: { ...this.#settings.get().widths, [column]: bounded } });
  }

  resetWidth(column: ColumnId): void {
    const { [column]: _width, ...widths } = this.#settings.get().widths;
    this.#settings.change({ widths });
  }

  show(column: ColumnId, shown: boolean): void {
    const others = this.ids.filter((id) => id !== column);
    if (!shown) this.#choose(others);
    // The command takes what room there is, and so it stays the last.
    else if (others.at(-1) === 'command') this.#choose([...others.slice(0, -1), column, 'command']);
    else this.#choose([...others, column]);
  }

  /** The place of one among the others, from 0. */
  move(column: ColumnId, to: number): void {
    const others = this.ids.filter((id) => id !== column);
    const place = Math.min(others.length, Math.max(0, to));
    this.#choose([...others.slice(0, place), column, ...others.slice(place)]);
  }

  reset(): void {
    this.#settings.change({ columns: null, widths: {}, sort: null });
  }

  #choose(ids: readonly ColumnId[]): void {
    const usual =
      ids.length === USUAL_COLUMN_IDS.length && ids.every((id, at) => id === USUAL_COLUMN_IDS[at]);
    const sort = this.#settings.get().sort;
    this.#settings.change({
      columns: usual ? null : ids,
      sort: sort !== null && ids.includes(sort.column) ? sort : null,
    });
  }
}
