import type { Result } from '../../core/result.ts';
import { runOnce } from '../thread/run-once.ts';
import type { CompareTask } from './compare-task.ts';
import type { Compared, Pair } from './compared.ts';

const run = <T>(workerFile: string, task: CompareTask): Promise<Result<T>> =>
  runOnce(workerFile, 'The comparison', task);

/** Compares in a thread of its own; `workerFile` is the built one. */
export const comparePair = (workerFile: string, pair: Pair): Promise<Result<Compared>> =>
  run(workerFile, { kind: 'view', pair });

export const comparisonText = (workerFile: string, pair: Pair): Promise<Result<string>> =>
  run(workerFile, { kind: 'text', pair });

/** As `reaptree diff --json` writes it, whole or not at all. */
export const writeComparisonFile = (workerFile: string, pair: Pair, path: string): Promise<Result<null>> =>
  run(workerFile, { kind: 'json', pair, path });
