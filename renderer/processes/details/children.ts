import type { ProcessRow, ProcessStore } from '../../store/process-store.ts';

/** Those that a process has started, or adopted, and that are still there. */
export interface Children {
  readonly count: number;
  readonly zombies: number;
  /** Zombies first, then by pid; no more than were asked for. */
  readonly first: readonly ProcessRow[];
}

export function childrenOf(processes: ProcessStore, { key }: ProcessRow, most: number): Children {
  const zombies: ProcessRow[] = [];
  const others: ProcessRow[] = [];
  let count = 0;
  let dead = 0;
  for (const child of processes.tree.node(key)?.children ?? []) {
    const row = processes.row(child.key);
    if (row === undefined || row.endedAt !== null) continue;
    const zombie = row.process.marks.includes('zombie');
    count += 1;
    if (zombie) dead += 1;
    const group = zombie ? zombies : others;
    if (group.length < most) group.push(row);
  }
  return { count, zombies: dead, first: [...zombies, ...others].slice(0, most) };
}
