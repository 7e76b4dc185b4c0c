import { readFileSync } from 'node:fs';

/**
 * The soft limit of open files of whoever started us. Node raises its own to the hard limit, and a command that gets
 * that may take its time to close a million descriptors that are not there. `null` where it is not told.
 */
export function openFilesOfParent(): number | null {
  try {
    const limits = readFileSync(`/proc/${process.ppid}/limits`, 'latin1');
    const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
}
