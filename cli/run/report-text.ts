import { counted, spent, visible } from '../../core/format.ts';
import { exitInWords } from '../../core/snapshot/file-columns.ts';
import type { Ancestor, LeftProcess } from '../../engine/run/left.ts';
import type { RunReport } from './report.ts';

const called = ({ pid, command }: Ancestor): string => `${pid} ${visible(command)}`;

/** What is worth knowing of one, a thing a line. */
export function* factsOf(process: LeftProcess): Generator<string> {
  if (process.zombieMs !== null && process.kinds.includes('zombie')) {
    const exit = exitInWords(process.exit);
    yield `dead for ${spent(process.zombieMs)} without being collected${exit === null ? '' : `, ${exit}`}`;
  }
  if (process.kinds.includes('orphan')) yield 'outlived its parent';
  if (process.kinds.includes('leftover')) yield 'alive when the command had ended, and ended by the clean-up';
  yield `lived for ${spent(process.lifetimeMs)}`;
  const [first, ...others] = [...process.ancestry].reverse();
  yield first === undefined
    ? 'its parent had gone before it was seen'
    : `child of ${[first, ...others].map(called).join(', child of ')}`;
}

/** The report as a person reads it, on a terminal or in a file. */
export function* reportAsText(report: RunReport): Generator<string> {
  const { command, left, exit, timedOut, startedAt, endedAt } = report;
  const words = visible(command.join(' '));
  const end = timedOut ? 'timed out' : (exitInWords(exit) ?? '');
  yield `${words}: ${end} after ${spent(endedAt - startedAt)}, ${left.length === 0 ? 'left nothing behind' : `left ${counted(left.length, 'process', 'processes')} behind`}\n`;
  for (const process of left) {
    yield `  ${process.kinds.join(', ')}: ${called(process)}\n`;
    for (const fact of factsOf(process)) yield `      ${fact}\n`;
  }
}
