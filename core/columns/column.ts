import { NOTHING, visible } from '../format.ts';
import type { ProcessInfo } from '../process.ts';
import type { ColumnId } from './ids.ts';

/** What a value may depend on besides the process: the moment, and the machine. */
export interface ColumnContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly memoryBytes: number | null;
}

/** Where nothing else is said, what rests on the moment or the machine is not known. */
export const NO_CONTEXT: ColumnContext = { now: Number.NaN, memoryBytes: null };

/**
 * One column of the process table, for whoever draws, sorts or writes it.
 * Numbers are right-aligned and sort the greatest first, texts the other way around.
 */
export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** What it says, in one line. */
  readonly about: string;
  readonly kind: 'text' | 'number';
  /** In pixels. Between these two it takes its part of what there is, without end the rest. */
  readonly width: number;
  readonly most: number;
  /** Where width is scarce, the column with the highest number goes first; 0 stays. */
  readonly givesWay: number;
  /** The facts that it shows: only a change of one of them can change it. */
  readonly reads: readonly (keyof ProcessInfo)[];
  /** It is another with every second that passes. */
  readonly ages: boolean;
  /** Asked of the system only for the processes that somebody looks at. */
  readonly dear: boolean;
  /** What it sorts by, and what is written to a file; `null` where the system did not tell. */
  read(process: ProcessInfo, context?: ColumnContext): string | number | null;
  /** As a person reads it. */
  show(process: ProcessInfo, context?: ColumnContext): string;
}

/** As a column of texts shows it. */
export const text = (value: string | null): string =>
  value === null || value === '' ? NOTHING : visible(value);
const whole = (value: number | null): string => (value === null ? NOTHING : String(value));

type Sketch = Pick<Column, 'id' | 'title' | 'about' | 'width' | 'reads'> &
  Partial<Pick<Column, 'most' | 'givesWay' | 'ages' | 'dear' | 'show'>>;

/** What is usual among columns need not be said of each. */
const usual = (sketch: Sketch) => ({ most: sketch.width, givesWay: 5, ages: false, dear: false });

/** Where nothing else is said, it shows the whole number. */
export function number(
  sketch: Sketch & { read(process: ProcessInfo, context: ColumnContext): number | null },
): Column {
  return {
    kind: 'number',
    show: (process, context = NO_CONTEXT) => whole(sketch.read(process, context)),
    ...usual(sketch),
    ...sketch,
    read: (process, context = NO_CONTEXT) => sketch.read(process, context),
  };
}

export function word(sketch: Sketch & { read(process: ProcessInfo): string | null }): Column {
  return { kind: 'text', show: (process) => text(sketch.read(process)), ...usual(sketch), ...sketch };
}
