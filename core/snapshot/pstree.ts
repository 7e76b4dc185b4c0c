import { visible } from '../format.ts';
import { inTreeOrder } from './forest.ts';
import type { Snapshot, SnapshotProcess } from './snapshot.ts';

interface Lines {
  readonly only: string;
  readonly first: string;
  readonly between: string;
  readonly last: string;
  readonly past: string;
}

const UNICODE: Lines = { only: '───', first: '─┬─', between: ' ├─', last: ' └─', past: ' │ ' };
const ASCII: Lines = { only: '---', first: '-+-', between: ' |-', last: ' `-', past: ' | ' };

/** Farther to the right nobody reads, and a chain of thousands would make a file of gigabytes. */
const DEEPEST = 200;

const label = ({ name, pid, state }: SnapshotProcess): string =>
  `${visible(name)}(${pid})${state === 'Z' ? '<defunct>' : ''}`;

/** Cells, not code units: what a terminal counts, for names in a script of wide characters too. */
const blank = (text: string): string => ' '.repeat([...text].length);

/** The snapshot as `pstree -p` draws it: the first child goes on in the line of its parent. */
export function* writePstree(
  snapshot: Snapshot,
  { ascii = false }: { readonly ascii?: boolean } = {},
): Generator<string> {
  const lines = ascii ? ASCII : UNICODE;
  /** What stands to the left of the children of each level. */
  const margins: string[] = [];
  let line = '';
  let before = -1;
  for (const { process, depth, last } of inTreeOrder(snapshot.processes)) {
    const level = Math.min(depth, DEEPEST);
    const goesOn = depth > 0 && depth === before + 1 && depth <= DEEPEST;
    if (!goesOn) {
      if (line !== '') yield `${line}\n`;
      line = margins.slice(0, level).join('');
    }
    const cut = depth > DEEPEST ? `[${depth}] ` : '';
    if (depth > 0) {
      if (goesOn) line += last ? lines.only : lines.first;
      else line += last ? lines.last : lines.between;
    }
    const text = cut + label(process);
    line += text;
    // Below it: its own width, and beside that the line to those of its siblings that are still to come.
    if (level === depth && level < DEEPEST) {
      margins.length = level;
      margins.push((depth === 0 ? '' : last ? '   ' : lines.past) + blank(text));
    }
    before = depth;
  }
  if (line !== '') yield `${line}\n`;
}
