import { partsOf } from '../process.ts';
import type { TreeFacts } from '../tree.ts';

/** So many of its pids are named. */
const NAMED = 5;

/**
 * The pids of some that are each other's ancestors, or `null`. No kernel says so of processes whose start it
 * tells; where it does not (start 0, as on Windows), a pid that was given away again can look like that, and
 * the tree opens such a ring by itself.
 */
export function ringIn(processes: readonly TreeFacts[]): number[] | null {
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  /** Everything above it has been walked: the number of the walk that came here first. */
  const walked = new Map<number, number>();
  for (const [walk, process] of processes.entries()) {
    let at: TreeFacts | undefined = process;
    while (at !== undefined && !walked.has(at.pid)) {
      walked.set(at.pid, walk);
      // Its own parent: so the first process is drawn on systems that count from 0.
      at = at.ppid === at.pid && at.pid === 0 ? undefined : byPid.get(at.ppid);
    }
    if (at === undefined || walked.get(at.pid) !== walk) continue;
    const ring: TreeFacts[] = [];
    for (let member: TreeFacts | undefined = at; member !== undefined; member = byPid.get(member.ppid)) {
      if (ring.length > 0 && member === at) break;
      ring.push(member);
    }
    if (ring.some(({ key }) => partsOf(key).start === 0)) continue;
    return ring.slice(0, NAMED).map(({ pid }) => pid);
  }
  return null;
}

/** How many generations there are, the roots being the first; rings that {@link ringIn} lets pass end where they began. */
export function generationsOf(processes: readonly TreeFacts[]): number {
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const depths = new Map<number, number>();
  let most = 0;
  for (const process of processes) {
    const chain: number[] = [];
    const inChain = new Set<number>();
    let at: TreeFacts | undefined = process;
    while (at !== undefined && !depths.has(at.pid) && !inChain.has(at.pid)) {
      chain.push(at.pid);
      inChain.add(at.pid);
      at = byPid.get(at.ppid);
    }
    let depth = at === undefined ? 0 : (depths.get(at.pid) ?? 0);
    for (const pid of chain.reverse()) depths.set(pid, ++depth);
    if (depth > most) most = depth;
  }
  return most;
}
