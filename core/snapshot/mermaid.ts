import { visible } from '../format.ts';
import { inTreeOrder } from './forest.ts';
import type { Snapshot, SnapshotProcess } from './snapshot.ts';

/** Whatever could mean something to Mermaid or to HTML, as Mermaid's own entity: `#` and the code point. */
const escaped = (text: string): string =>
  visible(text).replace(/[^\p{L}\p{N} ._/@,+-]/gu, (character) => `#${character.codePointAt(0)};`);

const idOf = ({ key }: SnapshotProcess): string => `p${key.replace('@', '_')}`;

/** Those that get a colour; the first that applies. */
const COLOURS = {
  zombie: 'fill:#fbd5d5,stroke:#c81e1e,color:#5f0f0f',
  'leader-exited': 'fill:#fbd5d5,stroke:#c81e1e,color:#5f0f0f',
  orphan: 'fill:#fdf0c4,stroke:#a16207,color:#4a2e05',
  stopped: 'fill:#dbe4ff,stroke:#3b5bdb,color:#1a2a6c',
} as const;

const classOf = ({ marks }: SnapshotProcess): string | undefined =>
  marks.find((mark) => mark in COLOURS)?.replace('-', '_');

/** Mermaid refuses more edges than this unless the page that shows it allows more (`maxEdges`). */
export const MERMAID_MOST_EDGES = 500;

/** The snapshot as a Mermaid flowchart, which GitHub and GitLab draw in a comment. */
export function* writeMermaid(snapshot: Snapshot): Generator<string> {
  yield 'flowchart LR\n';
  for (const [name, style] of Object.entries(COLOURS)) {
    yield `  classDef ${name.replace('-', '_')} ${style}\n`;
  }
  for (const { process, parent } of inTreeOrder(snapshot.processes)) {
    const mark = classOf(process);
    const id = idOf(process);
    yield `  ${id}["${escaped(process.name)} ${process.pid}"]${mark === undefined ? '' : `:::${mark}`}\n`;
    if (parent !== null) yield `  ${idOf(parent)} --> ${id}\n`;
  }
}
