import { readFileSync } from 'node:fs';
import type { Roots } from '../../core/reading.ts';
import { parseStat } from '../collect/procfs/stat.ts';

function parentOf(pid: number): number | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`);
    return parseStat(line, 0, line.length)?.ppid ?? null;
  } catch {
    return null;
  }
}

/**
 * Whether a process is Reaptree itself: the app, what it started, and the lab's helper, but not what the
 * lab made. Where there is no `/proc`, only the two roots are known.
 */
export function isOurs(pid: number, roots: Roots): boolean {
  const seen = new Set<number>();
  for (let at: number | null = pid; at !== null && at > 1 && !seen.has(at); at = parentOf(at)) {
    if (at === roots.lab) return at === pid;
    if (at === roots.own) return true;
    seen.add(at);
  }
  return false;
}
