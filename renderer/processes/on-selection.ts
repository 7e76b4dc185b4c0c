import type { Mark } from '../../core/marks.ts';
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

export const NOTHING_SELECTED = 'Nothing is selected';
export const NO_ZOMBIE = 'There is no zombie among them';

/** Why nothing can be done to any of them; `null` where something can. */
export function whyNone(rows: readonly ProcessRow[]): string | null {
  if (rows.length === 0) return NOTHING_SELECTED;
  if (rows.some(mayBeActedOn)) return null;
  const one = rows.length === 1;
  const every = (mark: Mark): boolean => rows.every(({ process }) => process.marks.includes(mark));
  if (every('own')) return one ? 'It is part of Reaptree itself' : 'They are parts of Reaptree itself';
  if (every('kernel')) return one ? 'It is a thread of the kernel' : 'They are threads of the kernel';
  if (rows.every((row) => row.endedAt !== null || isZombie(row))) {
    return one ? 'It has ended already' : 'They have ended already';
  }
  return 'None of them can be acted on';
}
