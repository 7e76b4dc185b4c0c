import { visible } from '../format.ts';
import { inTreeOrder } from './forest.ts';
import type { Snapshot, SnapshotProcess } from './snapshot.ts';

/** A quoted string of the DOT language, in which only the quote and the backslash mean something. */
const quoted = (text: string): string => `"${visible(text).replace(/["\\]/g, '\\$&')}"`;

const COLOURS: readonly (readonly [SnapshotProcess['marks'][number], string])[] = [
  ['zombie', '#fbd5d5'],
  ['leader-exited', '#fbd5d5'],
  ['orphan', '#fdf0c4'],
  ['stopped', '#dbe4ff'],
];

function node(process: SnapshotProcess): string {
  const colour = COLOURS.find(([mark]) => process.marks.includes(mark))?.[1];
  const label = quoted(`${process.name} ${process.pid}`);
  const tooltip = quoted(process.command === '' ? process.name : process.command);
  const fill = colour === undefined ? '' : `, fillcolor="${colour}"`;
  return `  ${quoted(process.key)} [label=${label}, tooltip=${tooltip}${fill}];\n`;
}

/** The snapshot as a graph for Graphviz: `dot -Tsvg`. */
export function* writeDot(snapshot: Snapshot): Generator<string> {
  yield 'digraph processes {\n  rankdir=LR;\n';
  yield '  node [shape=box, style="rounded,filled", fillcolor="#f4f4f5", fontname="sans-serif", fontsize=11];\n';
  for (const { process, parent } of inTreeOrder(snapshot.processes)) {
    yield node(process);
    if (parent !== null) yield `  ${quoted(parent.key)} -> ${quoted(process.key)};\n`;
  }
  yield '}\n';
}
