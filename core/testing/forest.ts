import { keyOf } from '../process.ts';
import { ProcessTree, type TreeFacts } from '../tree.ts';

/** Families that never were, for the tests of what walks through trees. */

export const born = (pid: number, ppid: number, start = pid): TreeFacts => ({
  key: keyOf(pid, start),
  pid,
  ppid,
});

export const treeOf = (...processes: TreeFacts[]): ProcessTree => {
  const tree = new ProcessTree();
  tree.reset(processes);
  return tree;
};
