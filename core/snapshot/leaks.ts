import type { Leak } from '../history.ts';
import type { ProcessInfo } from '../process.ts';
import { ProcessTree } from '../tree.ts';

/** Who holds zombies at one moment, the worst first. How fast it goes, one moment cannot tell. */
export function leaksAmong(processes: readonly ProcessInfo[], takenAt: number): Leak[] {
  const tree = new ProcessTree();
  tree.reset(processes);
  const byKey = new Map(processes.map((process) => [process.key, process]));
  const leaks: Leak[] = [];
  for (const parent of processes) {
    const zombies = (tree.node(parent.key)?.children ?? []).flatMap(({ key }) => {
      const child = byKey.get(key);
      return child?.marks.includes('zombie') ? [child] : [];
    });
    if (zombies.length === 0) continue;
    const since = zombies.flatMap(({ zombieSince }) => zombieSince ?? []);
    leaks.push({
      key: parent.key,
      pid: parent.pid,
      name: parent.name,
      held: zombies.length,
      seen: zombies.length,
      perMinute: null,
      oldestSince: since.length === 0 ? null : since.reduce((oldest, at) => Math.min(oldest, at)),
      course: [[takenAt, zombies.length]],
    });
  }
  return leaks.sort((a, b) => b.held - a.held || a.pid - b.pid);
}
