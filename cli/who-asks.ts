import { geteuid, pid } from 'node:process';
import type { ProcessKey } from '../core/process.ts';
import type { Query, QueryContext } from '../core/query.ts';
import type { SnapshotProcess } from '../core/snapshot/snapshot.ts';
import { ProcessTree } from '../core/tree.ts';

export type WhoAsks = Pick<QueryContext, 'uid' | 'isAsking'>;

/** Of a file from elsewhere, nobody is “me”, and nobody in it asks. */
const NOBODY: WhoAsks = { uid: null };

/**
 * On the machine as it is: whoever called us, and which of the processes are there only for this question. These are
 * our own, and what we were called through (`npx`, `sh -c`, `sudo`), as the question stands in its command line too.
 */
export function whoAsks(
  file: string | undefined,
  query: Query | undefined,
  processes: readonly SnapshotProcess[],
): WhoAsks {
  if (file !== undefined || query === undefined) return NOBODY;
  const tree = new ProcessTree();
  tree.reset(processes);
  const us = tree.at(pid);
  const above = new Set(us === undefined ? [] : tree.ancestors(us.key));
  const asked = [' ', '='].flatMap((sign) =>
    ['', "'", '"'].map((quote) => `--query${sign}${quote}${query.text}`),
  );
  const through = new Set<ProcessKey>();
  for (const { key, command } of processes) {
    if (above.has(key) && asked.some((words) => command.includes(words))) through.add(key);
  }
  return { uid: uidOfUs(), isAsking: ({ key, marks }) => marks.includes('own') || through.has(key) };
}

/** `null` where the system knows no such numbers. */
export const uidOfUs = (): number | null => geteuid?.() ?? null;
