import type { ProcessKey } from '../process.ts';
import type { Query, QueryContext } from '../query.ts';
import { fail, ok, type Result } from '../result.ts';
import { ProcessTree } from '../tree.ts';
import { contextOf } from './query-context.ts';
import { rowOf, type Snapshot } from './snapshot.ts';

/** Which part of a snapshot is wanted. */
export interface Selection {
  readonly query?: Query | null;
  /** Who asks: what `user:me` means. */
  readonly uid?: number | null;
  /** Who is there only to ask. */
  readonly isAsking?: QueryContext['isAsking'];
  /** Only the processes with these keys: what is selected on the screen. */
  readonly keys?: ReadonlySet<ProcessKey> | null;
  /** Only this process and everything below it. */
  readonly root?: number | null;
  /** Those above the chosen ones as well, so that one sees where they belong. */
  readonly ancestors?: boolean;
  /** Those below the chosen ones as well. */
  readonly descendants?: boolean;
}

/** A part of a snapshot, which is a snapshot again and tells the filter that it was taken with. */
export function select(snapshot: Snapshot, selection: Selection): Result<Snapshot> {
  const {
    query = null,
    uid = null,
    isAsking,
    keys = null,
    root = null,
    ancestors = false,
    descendants = false,
  } = selection;
  const filtered = query !== null && query.terms.length > 0;
  if (!filtered && keys === null && root === null) return ok(snapshot);

  const tree = new ProcessTree();
  tree.reset(snapshot.processes);
  let chosen = new Set<ProcessKey>(keys ?? snapshot.processes.map(({ key }) => key));
  if (root !== null) {
    const top = snapshot.processes.find(({ pid }) => pid === root);
    if (top === undefined) return fail('gone', `There is no process ${root}.`);
    const below = new Set(tree.subtree(top.key));
    chosen = new Set([...chosen].filter((key) => below.has(key)));
  }
  if (filtered) {
    const context = contextOf(snapshot.processes, { now: Date.parse(snapshot.takenAt), uid, isAsking });
    for (const process of snapshot.processes) {
      if (!query.matches(rowOf(process), context)) chosen.delete(process.key);
    }
  }
  if (descendants) for (const key of [...chosen]) for (const below of tree.subtree(key)) chosen.add(below);
  if (ancestors) for (const key of [...chosen]) for (const above of tree.ancestors(key)) chosen.add(above);
  return ok({
    ...snapshot,
    query: filtered ? query.text : snapshot.query,
    processes: snapshot.processes.filter(({ key }) => chosen.has(key)),
  });
}
