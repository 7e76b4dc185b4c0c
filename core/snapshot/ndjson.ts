import type { Snapshot } from './snapshot.ts';

/**
 * The snapshot as lines of JSON, for tools that read line by line: the first line is the head, with
 * `processCount` in the place of the processes, and each line after it is one process.
 */
export function* writeNdjson(snapshot: Snapshot): Generator<string> {
  const { processes, ...head } = snapshot;
  yield `${JSON.stringify({ ...head, processCount: processes.length })}\n`;
  for (const process of processes) yield `${JSON.stringify(process)}\n`;
}
