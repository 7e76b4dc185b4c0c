import type { ProcessInfo } from '../process.ts';
import { type Column, type ColumnContext, NO_CONTEXT } from './column.ts';

/**
 * A process of which the system did not tell the value comes last, whichever way the others go.
 * @param reversed - the least number first, texts from the end of the alphabet
 */
export function compareBy(
  column: Column,
  { reversed = false, context = NO_CONTEXT }: { reversed?: boolean; context?: ColumnContext } = {},
): (a: ProcessInfo, b: ProcessInfo) => number {
  const way = reversed ? -1 : 1;
  return (a, b) => {
    const left = column.read(a, context);
    const right = column.read(b, context);
    if (left === right) return a.pid - b.pid;
    if (left === null) return 1;
    if (right === null) return -1;
    if (typeof left === 'number' && typeof right === 'number') return (right - left) * way;
    return compareTexts(String(left), String(right)) * way || a.pid - b.pid;
  };
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base' });
const compareTexts = (a: string, b: string): number => collator.compare(a, b);
