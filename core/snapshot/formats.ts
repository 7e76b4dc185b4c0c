import { writeCsv } from './csv.ts';
import { writeDot } from './dot.ts';
import { FORMAT_NAMES, FORMAT_TITLES, type FormatName } from './format-names.ts';
import { writeHtml } from './html/html.ts';
import { writeJson } from './json.ts';
import { writeMermaid } from './mermaid.ts';
import { writeNdjson } from './ndjson.ts';
import { writePs } from './ps.ts';
import { writePstree } from './pstree.ts';
import type { Snapshot } from './snapshot.ts';
import { writeSvg } from './svg.ts';

export { FORMAT_NAMES, type FormatName } from './format-names.ts';

/** One way to write a snapshot. */
export interface Format {
  readonly name: FormatName;
  /** For a menu or a dialog. */
  readonly title: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Nothing is lost: what was written can be opened again. */
  readonly whole: boolean;
  /** In pieces, so that a large one never stands in memory twice. */
  write(snapshot: Snapshot): Generator<string>;
}

export const FORMATS: Readonly<Record<FormatName, Format>> = {
  json: {
    name: 'json',
    title: FORMAT_TITLES.json,
    extension: 'json',
    mediaType: 'application/json',
    whole: true,
    write: writeJson,
  },
  ndjson: {
    name: 'ndjson',
    title: FORMAT_TITLES.ndjson,
    extension: 'ndjson',
    mediaType: 'application/x-ndjson',
    whole: true,
    write: writeNdjson,
  },
  csv: {
    name: 'csv',
    title: FORMAT_TITLES.csv,
    extension: 'csv',
    mediaType: 'text/csv',
    whole: false,
    write: writeCsv,
  },
  ps: {
    name: 'ps',
    title: FORMAT_TITLES.ps,
    extension: 'txt',
    mediaType: 'text/plain',
    whole: false,
    write: writePs,
  },
  pstree: {
    name: 'pstree',
    title: FORMAT_TITLES.pstree,
    extension: 'txt',
    mediaType: 'text/plain',
    whole: false,
    write: (snapshot) => writePstree(snapshot),
  },
  mermaid: {
    name: 'mermaid',
    title: FORMAT_TITLES.mermaid,
    extension: 'mmd',
    mediaType: 'text/vnd.mermaid',
    whole: false,
    write: writeMermaid,
  },
  dot: {
    name: 'dot',
    title: FORMAT_TITLES.dot,
    extension: 'dot',
    mediaType: 'text/vnd.graphviz',
    whole: false,
    write: writeDot,
  },
  html: {
    name: 'html',
    title: FORMAT_TITLES.html,
    extension: 'html',
    mediaType: 'text/html',
    whole: false,
    write: writeHtml,
  },
  svg: {
    name: 'svg',
    title: FORMAT_TITLES.svg,
    extension: 'svg',
    mediaType: 'image/svg+xml',
    whole: false,
    write: writeSvg,
  },
};

/** What only we write: `.json` belongs to everybody. A system opens such a file with us. */
export const SNAPSHOT_EXTENSION = 'reaptree';

/** The format that a file name asks for by its extension; `null` where several or none do. */
export function formatOfFile(path: string): FormatName | null {
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase();
  const fitting = FORMAT_NAMES.filter((name) => FORMATS[name].extension === extension);
  if (extension === 'gv') return 'dot';
  if (extension === SNAPSHOT_EXTENSION) return 'json';
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
