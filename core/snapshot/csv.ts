import { FILE_COLUMNS } from './file-columns.ts';
import type { Snapshot } from './snapshot.ts';

export type CsvValue = string | number | null;

/** A byte order mark, without which Excel does not take a file for UTF-8. */
export const CSV_BEGIN = '\uFEFF';

/** What a spreadsheet takes for the beginning of a formula, and a program may call itself so. */
const FORMULA = /^[=+\-@\t\r]/;

/** Quoted where RFC 4180 asks for it; a text that looks like a formula gets an apostrophe before it. */
function field(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (values: readonly CsvValue[]): string => `${values.map(field).join(',')}\r\n`;

/** The snapshot as a table after RFC 4180, a field of the JSON a column. */
export function* writeCsv(snapshot: Snapshot): Generator<string> {
  yield CSV_BEGIN + csvLine(FILE_COLUMNS.map(({ id }) => id));
  for (const process of snapshot.processes) {
    yield csvLine(FILE_COLUMNS.map((column) => column.read(process)));
  }
}
