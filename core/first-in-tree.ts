import type { TreeFacts } from './tree.ts';

/**
 * The pids of the first rows of the tree with nothing folded, without building it: for whoever has to look at those
 * before all others. Whoever hangs in a ring of parents is not among them.
 */
export function firstInTree(processes: Iterable<TreeFacts>, most: number): number[] {
  const children = new Map<number, number[]>();
  const pids = new Set<number>();
  for (const { pid, ppid } of processes) {
    pids.add(pid);
    const siblings = children.get(ppid);
    if (siblings === undefined) children.set(ppid, [pid]);
    else siblings.push(pid);
  }
  const descending = (some: Iterable<number>): number[] => [...some].sort((a, b) => b - a);
  const roots = [...children].flatMap(([ppid, group]) => (pids.has(ppid) ? [] : group));
  const next = descending(roots);
  const first: number[] = [];
  for (let pid = next.pop(); pid !== undefined && first.length < most; pid = next.pop()) {
    first.push(pid);
    next.push(...descending(children.get(pid) ?? []));
  }
  return first;
}
