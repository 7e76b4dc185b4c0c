import { visible } from '../core/format.ts';

/** Aligned columns, a line each. What a process calls itself cannot steer the terminal. */
export function* table(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ('left' | 'right')[],
): Generator<string> {
  const shown = [heading, ...rows.map((row) => row.map(visible))];
  const widths = heading.map((_title, column) => Math.max(...shown.map((row) => row[column]?.length ?? 0)));
  for (const row of shown) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return align[column] === 'right' ? cell.padStart(width) : cell.padEnd(width);
    });
    yield `${cells.join('  ').trimEnd()}\n`;
  }
}
