import { visible } from '../core/format.ts';
import { inTreeOrder } from '../core/snapshot/forest.ts';
import type { TreeFacts } from '../core/tree.ts';
import type { Terminal } from './terminal.ts';

/** Deeper levels stay in this column: a chain of thousands must not fill the screen with lines. */
const DEEPEST = 60;

/** A line of a drawn tree: what stands before the name of a process. */
export interface TreeLine<T> {
  readonly process: T;
  readonly branch: string;
  readonly depth: number;
}

/** Each process with the lines that lead to it, from the top down. */
export function* treeLines<T extends TreeFacts>(
  processes: Iterable<T>,
  { unicode }: Terminal,
): Generator<TreeLine<T>> {
  const [between, end, past] = unicode ? ['├─ ', '└─ ', '│  '] : ['|- ', '`- ', '|  '];
  const margins: string[] = [];
  for (const { process, depth, last } of inTreeOrder(processes)) {
    const level = Math.min(depth, DEEPEST);
    margins.length = Math.min(margins.length, level);
    const branch = depth === 0 ? '' : margins.slice(1).join('') + (last ? end : between);
    margins[level] = depth === 0 ? '' : last ? '   ' : past;
    yield { process, branch: depth > DEEPEST ? `${branch}[${depth}] ` : branch, depth };
  }
}

/** What a person looks for in a row: the command where there is one, else the name as ps brackets it. */
export const calledAs = ({ command, name }: { readonly command: string; readonly name: string }): string =>
  command === '' ? `[${visible(name)}]` : visible(command);
