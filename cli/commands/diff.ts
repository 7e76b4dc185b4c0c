import type { ProcessKey } from '../../core/process.ts';
import type { Query } from '../../core/query.ts';
import { changeInWords } from '../../core/snapshot/change-words.ts';
import {
  type ChangeKind,
  type Comparison,
  compareSnapshots,
  type MergedRow,
  mergeSnapshots,
} from '../../core/snapshot/compare.ts';
import { writeComparison } from '../../core/snapshot/comparison-json.ts';
import { changedAndAbove, comparisonHeading } from '../../core/snapshot/comparison-text.ts';
import { select } from '../../core/snapshot/select.ts';
import type { Snapshot } from '../../core/snapshot/snapshot.ts';
import type { SourceChoice } from '../../engine/collect/open-source.ts';
import { cells, cut, padEnd, padStart } from '../cells.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { obtain } from '../obtain.ts';
import { complain, print, say } from '../output.ts';
import { type Paint, painted, standardOutput, type Terminal } from '../terminal.ts';
import { calledAs, treeLines } from '../tree-lines.ts';
import { type WhoAsks, whoAsks } from '../who-asks.ts';

export interface DiffOptions {
  readonly source: SourceChoice;
  readonly query?: Query;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly failOn?: readonly ChangeKind[];
}

const PAINTS: Readonly<Record<ChangeKind, Paint>> = {
  started: 'green',
  ended: 'dim',
  reparented: 'yellow',
  zombie: 'red',
  reaped: 'dim',
  grown: 'blue',
};

/** Zombies first: that is what one looks for. */
const paintOf = ({ kinds }: MergedRow): Paint | null => {
  const telling = kinds.includes('zombie') ? 'zombie' : kinds[0];
  return telling === undefined ? null : PAINTS[telling];
};

function* lines(rows: readonly MergedRow[], terminal: Terminal): Generator<string> {
  const words = new Map<ProcessKey, string>();
  for (const row of rows) {
    const text = row.kinds.map((kind) => changeInWords(kind, row)).join(', ');
    words.set(row.process.key, terminal.unicode ? text : text.replaceAll('→', '->'));
  }
  const width = [...words.values()].reduce((most, text) => Math.max(most, cells(text)), 6);
  const byKey = new Map(rows.map((row) => [row.process.key, row]));
  const pidWidth = rows.reduce((most, { process }) => Math.max(most, String(process.pid).length), 3);
  const heading = `${padStart('PID', pidWidth)}  ${padEnd('CHANGE', width)}  COMMAND`;
  yield `${painted(cut(heading, terminal.width), 'bold', terminal)}\n`;
  for (const { process, branch } of treeLines(
    rows.map((row) => row.process),
    terminal,
  )) {
    const row = byKey.get(process.key);
    const text = `${padStart(String(process.pid), pidWidth)}  ${padEnd(words.get(process.key) ?? '', width)}  ${branch}${calledAs(process)}`;
    yield `${painted(cut(text, terminal.width), row === undefined ? null : paintOf(row), terminal)}\n`;
  }
}

function* text(before: Snapshot, after: Snapshot, comparison: Comparison, all: boolean): Generator<string> {
  const terminal = standardOutput();
  yield `${cut(comparisonHeading(before, after, comparison), terminal.width)}\n`;
  const merged = mergeSnapshots(before, after, comparison);
  const rows = all ? merged : changedAndAbove(merged);
  if (rows.length > 0) yield* lines(rows, terminal);
}

/** Those that the query finds before or after, so that one which it no longer finds did not just end; `null`: all. */
function found(
  snapshots: readonly Snapshot[],
  query: Query | undefined,
  asker: WhoAsks,
): ReadonlySet<ProcessKey> | null {
  if (query === undefined) return null;
  const keys = new Set<ProcessKey>();
  for (const snapshot of snapshots) {
    const part = select(snapshot, { query, ...asker });
    if (part.ok) for (const { key } of part.value.processes) keys.add(key);
  }
  return keys;
}

/** `reaptree diff`: what became of the processes from one snapshot to another, or to now. */
export async function diff(
  first: string,
  second: string | undefined,
  options: DiffOptions,
): Promise<ExitStatus> {
  const { source, query } = options;
  if (first === '-' && second === '-')
    return complain({ code: 'invalid', message: 'Only one of the two can be "-".' });
  const wholeBefore = await obtain(first, { source }, { rates: false });
  if (!wholeBefore.ok) return complain(wholeBefore.error);
  const wholeAfter = await obtain(second, { source }, { rates: true });
  if (!wholeAfter.ok) return complain(wholeAfter.error);
  const asker = whoAsks(second, query, wholeAfter.value.processes);
  const keys = found([wholeBefore.value, wholeAfter.value], query, asker);
  const before = select(wholeBefore.value, { keys });
  if (!before.ok) return complain(before.error);
  const after = select(wholeAfter.value, { keys });
  if (!after.ok) return complain(after.error);
  const comparison = compareSnapshots(before.value, after.value);
  if (!comparison.sameBoot) {
    say('the two are of different boots or machines, so no process of one is a process of the other');
  }
  await print(
    options.json
      ? writeComparison(before.value, after.value, comparison)
      : text(before.value, after.value, comparison, options.all ?? false),
  );
  return options.failOn?.some((kind) => comparison.counts[kind] > 0) ? EXIT.found : EXIT.done;
}
