import type { ProcessInfo, ProcessKey } from '../process.ts';
import type { QueryContext } from '../query.ts';
import { ProcessTree, type TreeFacts } from '../tree.ts';

/** What a query rests on besides each process, for processes that do not change any more. */
export function contextOf(
  processes: Iterable<TreeFacts>,
  asked: Pick<QueryContext, 'now' | 'uid' | 'isAsking'>,
): QueryContext {
  const tree = new ProcessTree();
  tree.reset(processes);
  const pids = new Map<number, Set<ProcessKey>>();
  const below = (pid: number): Set<ProcessKey> => {
    const known = pids.get(pid);
    if (known !== undefined) return known;
    const found = new Set<ProcessKey>();
    for (const process of processes) {
      if (process.pid !== pid) continue;
      for (const key of tree.subtree(process.key)) if (key !== process.key) found.add(key);
    }
    pids.set(pid, found);
    return found;
  };
  return { ...asked, isUnder: (process: ProcessInfo, pid: number) => below(pid).has(process.key) };
}
