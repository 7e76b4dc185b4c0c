import { readdirSync, readFileSync } from 'node:fs';
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

/** The `stat` of a process, read now; `null` where there is none. */
export function statOf(pid: number): Stat | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`);
    return parseStat(line, 0, line.length);
  } catch {
    return null;
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

/** Every process there is, looked at one after the other. */
export function listAll(): Listed[] {
  const all: Listed[] = [];
  for (const name of readdirSync('/proc')) {
    const listed = /^\d+$/.test(name) ? listedOf(Number(name)) : null;
    if (listed !== null) all.push(listed);
  }
  return all;
}

/** The children of one process: where the kernel keeps a list of them, by that (CONFIG_PROC_CHILDREN). */
export function childrenOf(pid: number): Listed[] {
  let pids: number[];
  try {
    pids = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return listAll().filter(({ ppid }) => ppid === pid);
  }
  return pids.map(listedOf).filter((child): child is Listed => child?.ppid === pid);
}
