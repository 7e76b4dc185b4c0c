import { FILE_COLUMNS } from './file-columns.ts';
import type { Snapshot } from './snapshot.ts';

/** What a spreadsheet takes for the beginning of a formula, and a program may call itself so. */
const FORMULA = /^[=+\-@\t\r]/;

/** Quoted where RFC 4180 asks for it; a text that looks like a formula gets an apostrophe before it. */
function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The snapshot as a table after RFC 4180, a field of the JSON a column. It begins with a byte order mark,
 * without which Excel does not take it for UTF-8.
 */
export function* writeCsv(snapshot: Snapshot): Generator<string> {
  yield `\uFEFF${FILE_COLUMNS.map(({ id }) => id).join(',')}\r\n`;
  for (const process of snapshot.processes) {
    yield `${FILE_COLUMNS.map((column) => field(column.read(process))).join(',')}\r\n`;
  }
}
