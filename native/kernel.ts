import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface KernelView {
  readonly state: string;
  readonly ppid: number;
  readonly session: number;
  readonly start: number;
}

/** For tests: what proc(5) says of a process; `null` where there is none. */
export function kernelView(pid: number): KernelView | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return null;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    state: fields[0] ?? '?',
    ppid: Number(fields[1]),
    session: Number(fields[3]),
    start: Number(fields[19]),
  };
}

/** Asks again and again until the answer is yes; says what was awaited where it never is. */
export async function until(what: string, isSo: () => boolean, withinMs = 5_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(5);
  }
}

export const isGone = (pid: number): boolean => kernelView(pid) === null;

/** Ended, and nobody's but process 1's to reap: some of those look for their zombies only now and then. */
function isOver(pid: number): boolean {
  const view = kernelView(pid);
  return view === null || (view.state === 'Z' && view.ppid === 1);
}

/** As promised: nothing of the lab is there after a second. */
export async function untilAllGone(pids: readonly number[]): Promise<void> {
  try {
    await until('all are gone', () => pids.every(isOver), 1_000);
  } catch {
    const left = pids.filter((pid) => !isOver(pid));
    throw new Error(`left after a second: ${left.map((pid) => `${pid} ${JSON.stringify(kernelView(pid))}`)}`);
  }
}

/** Everybody in a session but zombies: the lab's is the one that its helper founded, setsid(2). */
export function aliveInSession(session: number): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Boolean);
  return pids.filter((pid) => {
    const view = kernelView(pid);
    return view !== null && view.session === session && view.state !== 'Z';
  });
}
