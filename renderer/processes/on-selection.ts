import type { ProcessRow, ProcessStore } from '../store/process-store.ts';

const isZombie = ({ endedAt, process }: ProcessRow): boolean =>
  endedAt === null && process.marks.includes('zombie');

/** Whether something can be done to it at all; the engine says of each for itself whether it was. */
export const mayBeActedOn = ({ endedAt, process }: ProcessRow): boolean =>
  endedAt === null && !process.marks.some((mark) => mark === 'own' || mark === 'zombie' || mark === 'kernel');

export const mayStop = ({ process }: ProcessRow): boolean => process.state !== 'T';

/** The zombies among them, and those that they hold. */
export function zombiesAmong(processes: ProcessStore, rows: readonly ProcessRow[]): ProcessRow[] {
  const found = new Set<ProcessRow>();
  for (const row of rows) {
    if (isZombie(row)) found.add(row);
    else if (row.zombiesHeld > 0) {
      for (const { key } of processes.tree.node(row.key)?.children ?? []) {
        const child = processes.row(key);
        if (child !== undefined && isZombie(child)) found.add(child);
      }
    }
  }
  return [...found];
}

/** By the parent that has to collect them. */
export function byParent(processes: ProcessStore, zombies: readonly ProcessRow[]): ProcessRow[][] {
  const families = new Map<unknown, ProcessRow[]>();
  for (const zombie of zombies) {
    const parent = processes.tree.node(zombie.key)?.parent?.key ?? zombie.process.ppid;
    const family = families.get(parent);
    if (family === undefined) families.set(parent, [zombie]);
    else family.push(zombie);
  }
  return [...families.values()];
}
