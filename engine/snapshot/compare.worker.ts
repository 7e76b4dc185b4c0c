import { parentPort, workerData } from 'node:worker_threads';
import { ok, type Result } from '../../core/result.ts';
import { writeComparison } from '../../core/snapshot/comparison-json.ts';
import { writeComparisonText } from '../../core/snapshot/comparison-text.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import type { CompareTask } from './compare-task.ts';
import { comparedFrom, readPair } from './compared.ts';

/** The thread in which two snapshots are compared, or their comparison is written. */
async function done(task: CompareTask): Promise<Result<unknown>> {
  if (task.kind === 'view') return comparedFrom(task.pair);
  const read = readPair(task.pair);
  if (!read.ok) return read;
  const { before, after, comparison } = read.value;
  return task.kind === 'text'
    ? ok([...writeComparisonText(before, after, comparison)].join(''))
    : writeAtomically(task.path, writeComparison(before, after, comparison));
}

void done(workerData as CompareTask).then((answer) => parentPort?.postMessage(answer));
