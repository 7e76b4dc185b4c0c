import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { StateCode } from '../../../core/process.ts';
import { parseStat } from '../../collect/procfs/stat.ts';

export interface Thread {
  readonly tid: number;
  readonly state: StateCode;
}

/** More threads than this are not asked one by one. */
const THREADS_MOST = 256;

/** A thread is uninterruptible for moments all the time; only one that stays so waits in the kernel. */
const LOOKS = 4;
const BETWEEN_LOOKS_MS = 15;

/** The threads of a process that have not ended, and which of them stay uninterruptible. */
export async function steadyThreads(pid: number): Promise<{ threads: Thread[]; stuck: number[] }> {
  const uninterruptible = () => threads.filter(({ state }) => state === 'D').map(({ tid }) => tid);
  let threads = livingThreads(pid);
  let stuck = uninterruptible();
  for (let look = 1; look < LOOKS && stuck.length > 0; look++) {
    await pause(BETWEEN_LOOKS_MS);
    threads = livingThreads(pid);
    const still = new Set(uninterruptible());
    stuck = stuck.filter((tid) => still.has(tid));
  }
  return { threads, stuck };
}

/** The threads of a process that have not ended, the first of them first. */
export function livingThreads(pid: number): Thread[] {
  let tids: number[];
  try {
    tids = readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
  return tids
    .sort((a, b) => Number(b === pid) - Number(a === pid) || a - b)
    .slice(0, THREADS_MOST)
    .map((tid) => ({ tid, state: stateOf(pid, tid) }))
    .filter(
      (thread): thread is Thread => thread.state !== null && thread.state !== 'Z' && thread.state !== 'X',
    );
}

function stateOf(pid: number, tid: number): StateCode | null {
  try {
    const line = readFileSync(`/proc/${pid}/task/${tid}/stat`);
    return parseStat(line, 0, line.length)?.state ?? null;
  } catch {
    return null;
  }
}

/**
 * Where `/proc` tells what the threads of a process share (its memory, its files, its program): of one that
 * lives, as the first may have ended before the others.
 */
export const livingBody = (pid: number, threads: readonly Thread[]): string =>
  `/proc/${pid}/task/${threads[0]?.tid ?? pid}`;
