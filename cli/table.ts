import { visible } from '../core/format.ts';
import { cells, cut, padEnd, padStart } from './cells.ts';

/** Aligned columns, a line each. What a process calls itself cannot steer the terminal. */
export function* table(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ('left' | 'right')[],
  width = Number.POSITIVE_INFINITY,
): Generator<string> {
  const shown = [heading, ...rows.map((row) => row.map(visible))];
  const widths = heading.map((_title, column) =>
    shown.reduce((most, row) => Math.max(most, cells(row[column] ?? '')), 0),
  );
  for (const row of shown) {
    const line = row.map((cell, column) =>
      (align[column] === 'right' ? padStart : padEnd)(cell, widths[column] ?? 0),
    );
    yield `${cut(line.join('  ').trimEnd(), width)}\n`;
  }
}
