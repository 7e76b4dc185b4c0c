import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { keyOf, type ProcessKey, type StateCode } from '../../core/process.ts';
import { parseStat, type Stat } from '../collect/procfs/stat.ts';

/** What an action needs to know of a process before it acts. */
export interface Listed {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly name: string;
  readonly state: StateCode;
  readonly threads: number;
  readonly hasTerminal: boolean;
  readonly kernelThread: boolean;
}

/** PF_KTHREAD, include/linux/sched.h */
const KERNEL_THREAD = 0x0020_0000;

/** Longer than any `stat`. Read in place: a parent may have thousands of children. */
const line = Buffer.alloc(4096);

/** The `stat` of a process, read now; `null` where there is none. */
export function statOf(pid: number): Stat | null {
  let fd: number;
  try {
    fd = openSync(`/proc/${pid}/stat`, 'r');
  } catch {
    return null;
  }
  try {
    return parseStat(line, 0, readSync(fd, line, 0, line.length, 0));
  } catch {
    return null;
  } finally {
    closeSync(fd);
  }
}

export function listedOf(pid: number): Listed | null {
  const stat = statOf(pid);
  if (stat === null) return null;
  return {
    key: keyOf(pid, stat.startTime),
    pid,
    ppid: stat.ppid,
    pgid: stat.pgrp,
    sid: stat.session,
    name: stat.comm,
    state: stat.state,
    threads: stat.numThreads,
    hasTerminal: stat.ttyNr !== 0,
    kernelThread: (stat.flags & KERNEL_THREAD) !== 0,
  };
}

export const allPids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** Every process there is, looked at one after the other. */
export const listAll = (): Listed[] =>
  allPids()
    .map(listedOf)
    .filter((listed) => listed !== null);

/**
 * The pids of the children of one process, the oldest first, or of one thread of it; `null` where the kernel
 * keeps no list of them (CONFIG_PROC_CHILDREN), or it has gone.
 */
export function childPids(pid: number, thread?: number): number[] | null {
  try {
    const threads = thread === undefined ? readdirSync(`/proc/${pid}/task`) : [thread];
    return threads.flatMap((one) =>
      readFileSync(`/proc/${pid}/task/${one}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return null;
  }
}

/** The children of one process. */
export function childrenOf(pid: number): Listed[] {
  const pids = childPids(pid);
  if (pids === null) return listAll().filter(({ ppid }) => ppid === pid);
  return pids.map(listedOf).filter((child): child is Listed => child?.ppid === pid);
}
