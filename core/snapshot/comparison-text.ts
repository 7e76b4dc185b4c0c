import { moment, visible } from '../format.ts';
import type { ProcessKey } from '../process.ts';
import { ProcessTree } from '../tree.ts';
import { changeInWords, countsInWords } from './change-words.ts';
import { type Comparison, type MergedRow, mergeSnapshots } from './compare.ts';
import { inTreeOrder } from './forest.ts';
import type { Snapshot } from './snapshot.ts';

/** What changed, and what stands above it: the rest has nothing to tell. */
export function changedAndAbove(rows: readonly MergedRow[]): readonly MergedRow[] {
  const tree = new ProcessTree();
  tree.reset(rows.map(({ process }) => process));
  const kept = new Set<ProcessKey>();
  for (const { process, kinds } of rows) {
    if (kinds.length === 0) continue;
    kept.add(process.key);
    for (const key of tree.ancestors(process.key)) kept.add(key);
  }
  return rows.filter(({ process }) => kept.has(process.key));
}

/** From when to when, and how much of each kind. */
export const comparisonHeading = (before: Snapshot, after: Snapshot, comparison: Comparison): string =>
  `${moment(Date.parse(before.takenAt))} to ${moment(Date.parse(after.takenAt))}: ${countsInWords(comparison)}`;

/** A comparison as plain text, for a mail or a ticket: the tree of what changed, a line a process. */
export function* writeComparisonText(
  before: Snapshot,
  after: Snapshot,
  comparison: Comparison,
): Generator<string> {
  yield `${comparisonHeading(before, after, comparison)}\n`;
  const rows = changedAndAbove(mergeSnapshots(before, after, comparison));
  if (rows.length === 0) return;
  const words = new Map<ProcessKey, string>();
  for (const row of rows) {
    words.set(row.process.key, row.kinds.map((kind) => changeInWords(kind, row)).join(', '));
  }
  const width = [...words.values()].reduce((most, text) => Math.max(most, text.length), 6);
  const digits = rows.reduce((most, { process }) => Math.max(most, String(process.pid).length), 3);
  yield `${'PID'.padStart(digits)}  ${'CHANGE'.padEnd(width)}  COMMAND\n`;
  for (const { process, depth } of inTreeOrder(rows.map((row) => row.process))) {
    const change = (words.get(process.key) ?? '').padEnd(width);
    const command = visible(process.command === '' ? process.name : process.command);
    yield `${String(process.pid).padStart(digits)}  ${change}  ${'  '.repeat(depth)}${command}\n`;
  }
}
