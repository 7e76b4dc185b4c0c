/** How a snapshot can be written; formats.ts has what does it. */
export const FORMAT_NAMES = [
  'json',
  'ndjson',
  'csv',
  'ps',
  'pstree',
  'mermaid',
  'dot',
  'html',
  'svg',
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];
