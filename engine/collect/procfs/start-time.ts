import { readFileSync } from 'node:fs';
import { parseStat } from './stat.ts';

/** Clock ticks since boot at which a process started; `null` where there is no such process. */
export function startTimeOf(pid: number): number | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`);
    return parseStat(line, 0, line.length)?.startTime ?? null;
  } catch {
    return null;
  }
}
