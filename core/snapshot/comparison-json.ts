import type { Comparison } from './compare.ts';
import { patchBetween } from './patch.ts';
import { type Snapshot, writtenProcess } from './snapshot.ts';

export const DIFF_FORMAT = 'reaptree-diff';
export const DIFF_VERSION = 1;

/**
 * A comparison as JSON: `changes` is what a person would tell, `patch` what makes the second snapshot out of
 * the first, field by field.
 */
export function* writeComparison(
  before: Snapshot,
  after: Snapshot,
  comparison: Comparison,
): Generator<string> {
  const { sameBoot, counts, changed } = comparison;
  const side = ({ takenAt, host, query, redacted, processes }: Snapshot) => ({
    takenAt,
    hostname: host.hostname,
    bootId: host.bootId,
    query,
    redacted,
    processCount: processes.length,
  });
  const head = {
    format: DIFF_FORMAT,
    version: DIFF_VERSION,
    from: side(before),
    to: side(after),
    sameBoot,
    counts,
  };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "changes": [`;
  let separator = '\n    ';
  for (const { kinds, before: a, after: b } of changed) {
    const row = b ?? a;
    yield `${separator}${JSON.stringify({
      key: row?.key,
      kinds,
      before: a === null ? null : writtenProcess(a),
      after: b === null ? null : writtenProcess(b),
    })}`;
    separator = ',\n    ';
  }
  yield `\n  ],\n  "patch": ${JSON.stringify(patchBetween(before, after))}\n}\n`;
}
