import { readlinkSync } from 'node:fs';
import type { ParentFacts } from '../../../core/diagnosis-facts.ts';
import { allPids, type Listed } from '../listing.ts';
import { listGently } from './people.ts';
import { type Status, statusOf } from './status.ts';

/** The first pid namespace has this number on every machine: PROC_PID_INIT_INO, include/linux/proc_ns.h. */
const INITIAL = 'pid:[4026531836]';

function namespaceOf(pid: number | 'self'): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
}

/** Process 1 of a pid namespace has 1 as its innermost pid; pid_namespaces(7). Seen from inside, it is pid 1. */
export function initOf(pid: number, { nspid }: Status): ParentFacts['init'] {
  if (nspid.at(-1) !== 1 && pid !== 1) return null;
  if (pid !== 1) return 'container';
  const namespace = namespaceOf(1) ?? namespaceOf('self');
  return namespace === null || namespace === INITIAL ? 'system' : 'container';
}

/** Process 1 of the pid namespace that this one is in; `null` where it cannot be seen. */
export function initFor(pid: number, { nspid }: Status): number | null {
  if (nspid.length <= 1) return 1;
  const namespace = namespaceOf(pid);
  if (namespace === null) return null;
  const isInit = (other: number): boolean => {
    const pids = statusOf(other)?.nspid;
    return pids?.length === nspid.length && pids.at(-1) === 1 && namespaceOf(other) === namespace;
  };
  return allPids().find(isInit) ?? null;
}

/** Everything in the pid namespace of that process and in those below it, without itself: what ends with it. */
export async function insideOf(init: number): Promise<Listed[]> {
  const all = await listGently(allPids());
  const inside = new Set([init]);
  const parents = new Map(all.map(({ pid, ppid }) => [pid, ppid]));
  const below = (pid: number): boolean => {
    const parent = parents.get(pid);
    if (inside.has(pid)) return true;
    if (parent === undefined || parent === 0 || parent === pid) return false;
    if (!below(parent)) return false;
    inside.add(pid);
    return true;
  };
  return all.filter(({ pid }) => pid !== init && below(pid));
}
