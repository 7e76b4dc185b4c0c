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

/** For a menu or a dialog. */
export const FORMAT_TITLES: Readonly<Record<FormatName, string>> = {
  json: 'Reaptree snapshot (JSON)',
  ndjson: 'Lines of JSON',
  csv: 'Table for a spreadsheet (CSV)',
  ps: 'Text as of ps -l',
  pstree: 'Text as of pstree',
  mermaid: 'Mermaid flowchart',
  dot: 'Graphviz graph (DOT)',
  html: 'Web page',
  svg: 'Picture (SVG)',
};
