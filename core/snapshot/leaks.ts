import type { Leak } from '../history.ts';
import type { ProcessInfo } from '../process.ts';
import { ProcessTree } from '../tree.ts';

/** Who holds zombies at one moment, the worst first. How fast it goes, one moment cannot tell. */
export function leaksAmong(processes: readonly ProcessInfo[]): Leak[] {
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
    leaks.push({
      key: parent.key,
      pid: parent.pid,
      name: parent.name,
      command: parent.command,
      held: zombies.length,
      left: zombies.length,
      pace: { kind: 'unknown' },
      oldestSince: zombies.reduce(
        (oldest: number | null, { zombieSince: at }) =>
          oldest === null || at === null ? null : Math.min(oldest, at),
        Number.POSITIVE_INFINITY,
      ),
      end: null,
    });
  }
  return leaks.sort((a, b) => b.held - a.held || a.pid - b.pid);
}
