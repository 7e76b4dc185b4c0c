import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10; // sysconf(_SC_CLK_TCK) is 100 on every Linux that one meets

interface Cost {
  readonly ppid: number;
  readonly cpuMs: number;
}

function costOf(pid: number): Cost | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { ppid: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
  } catch {
    return null;
  }
}

/** A process and everything below it. */
export function familyOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const cost = /^\d+$/.test(name) ? costOf(Number(name)) : null;
    if (cost === null) continue;
    const siblings = children.get(cost.ppid) ?? [];
    siblings.push(Number(name));
    children.set(cost.ppid, siblings);
  }
  const family = [root];
  for (const pid of family) family.push(...(children.get(pid) ?? []));
  return family;
}

/** CPU time of a whole family so far, in milliseconds. */
export const cpuMsOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + (costOf(pid)?.cpuMs ?? 0), 0);

/** Proportional set size of a whole family in MB: shared pages count once (proc(5), smaps_rollup). */
export function pssMbOf(pids: readonly number[]): number {
  let kilobytes = 0;
  for (const pid of pids) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]);
    } catch {
      // It has gone, or is a zombie.
    }
  }
  return kilobytes / 1024;
}
