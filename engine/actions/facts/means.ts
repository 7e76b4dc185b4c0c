import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { geteuid } from 'node:process';
import type { Means } from '../../../core/diagnosis-facts.ts';
import { statusOf, textOf } from './status.ts';

export const DEBUGGERS = ['gdb', 'lldb'] as const;
export type Debugger = (typeof DEBUGGERS)[number];

/** Where a program is, by `PATH`; `null` where it is not installed. */
export function programNamed(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this one.
    }
  }
  return null;
}

export const debuggersHere = (): Debugger[] => DEBUGGERS.filter((name) => programNamed(name) !== null);

const CAP_KILL = 5n;

/** kill(2): the real or the effective user must be the real or the saved user of the target. */
export function maySignal(pid: number): boolean {
  const own = statusOf(process.pid);
  const other = statusOf(pid);
  if (own === null || other === null) return false;
  const capable = /^CapEff:\s*([0-9a-f]+)/m.exec(textOf('/proc/self/status') ?? '')?.[1];
  if (capable !== undefined && ((BigInt(`0x${capable}`) >> CAP_KILL) & 1n) === 1n) return true;
  const [real, effective] = own.uids;
  return [real, effective].some((uid) => uid === other.uids[0] || uid === other.uids[2]);
}

/** Whether we may attach a debugger. `/proc/PID/syscall` is guarded by the very check that ptrace(2) makes. */
export function traceable(pid: number): Means['trace'] {
  try {
    readFileSync(`/proc/${pid}/syscall`);
    return 'permitted';
  } catch {
    const other = statusOf(pid);
    if (other !== null && geteuid !== undefined && geteuid() !== 0 && other.uids[0] !== geteuid()) {
      return 'other-user';
    }
    switch (textOf('/proc/sys/kernel/yama/ptrace_scope')?.trim()) {
      case '1':
        return 'descendants-only';
      case '2':
        return 'root-only';
      case '3':
        return 'never';
      default:
        return 'refused';
    }
  }
}
