import type { Snapshot } from './snapshot.ts';

/**
 * The snapshot as JSON, a process a line: small enough to send, plain enough to read and to diff.
 * In pieces, so that a large one never stands in memory twice.
 */
export function* writeJson(snapshot: Snapshot): Generator<string> {
  const { processes, ...head } = snapshot;
  const opening = JSON.stringify(head, null, 2).slice(0, -2);
  yield `${opening},\n  "processes": [`;
  let separator = '\n    ';
  for (const process of processes) {
    yield separator + JSON.stringify(process);
    separator = ',\n    ';
  }
  yield '\n  ]\n}\n';
}
