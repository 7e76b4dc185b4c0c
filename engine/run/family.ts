import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { type Exit, keyOf, type ProcessKey, type StateCode } from '../../core/process.ts';
import { mayReadExit } from '../collect/procfs/files.ts';
import { parseStat, type Stat } from '../collect/procfs/stat.ts';
import { decodeWaitStatus } from '../collect/wait-status.ts';

/** A process below another, as `/proc` shows it now. */
export interface Member {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly ppid: number;
  readonly state: StateCode;
  readonly name: string;
  /** In clock ticks since boot. */
  readonly start: number;
  /** No thread of it is left: only the status waits. */
  readonly dead: boolean;
  /** Of a dead one, where the kernel tells it to us. */
  readonly exit: Exit | null;
}

const buffer = Buffer.alloc(4096);

function statOf(pid: number): Stat | null {
  let file: number;
  try {
    file = openSync(`/proc/${pid}/stat`, 'r');
  } catch {
    return null;
  }
  try {
    return parseStat(buffer, 0, readSync(file, buffer, 0, buffer.length, 0));
  } catch {
    return null; // ESRCH: it has gone since
  } finally {
    closeSync(file);
  }
}

function memberOf(pid: number): Member | null {
  const stat = statOf(pid);
  if (stat === null || stat.state === 'X') return null;
  const dead = stat.state === 'Z' && stat.numThreads <= 1;
  return {
    key: keyOf(pid, stat.startTime),
    pid,
    ppid: stat.ppid,
    state: stat.state,
    name: stat.comm,
    start: stat.startTime,
    dead,
    exit: dead && mayReadExit(pid) ? decodeWaitStatus(stat.exitCode) : null,
  };
}

/** The children that each thread has started; `null` where the kernel is built without CONFIG_PROC_CHILDREN. */
function childrenOf(pid: number): number[] | null {
  const found: number[] = [];
  let threads: string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // gone since, or dead
  }
  for (const thread of threads) {
    try {
      for (const word of readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').split(' ')) {
        if (word !== '') found.push(Number(word));
      }
    } catch (error) {
      // A thread may go while it is looked at; the whole process keeps its first one.
      if (
        thread === String(pid) &&
        (error as NodeJS.ErrnoException).code === 'ENOENT' &&
        statOf(pid) !== null
      )
        return null;
    }
  }
  return found;
}

/**
 * Everybody below that process, from the top down, by following the children: costs two small reads each, and nothing
 * for the rest of the machine. One that is born or dies meanwhile may be missed.
 */
export function familyOf(pid: number): Member[] {
  const found: Member[] = [];
  const seen = new Set<number>();
  const open = [pid];
  for (const parent of open) {
    const children = childrenOf(parent);
    if (children === null) return wholeFamilyOf(pid);
    for (const child of children) {
      if (seen.has(child)) continue;
      seen.add(child);
      const member = memberOf(child);
      if (member === null) continue;
      found.push(member);
      open.push(child);
    }
  }
  return found;
}

/** The same by looking at every process of the machine: dearer, and it misses nobody. */
export function wholeFamilyOf(pid: number): Member[] {
  const byParent = new Map<number, Member[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const member = memberOf(Number(entry));
    if (member === null) continue;
    const siblings = byParent.get(member.ppid);
    if (siblings === undefined) byParent.set(member.ppid, [member]);
    else siblings.push(member);
  }
  const found: Member[] = [...(byParent.get(pid) ?? [])];
  for (const member of found) found.push(...(byParent.get(member.pid) ?? []));
  return found;
}
