import { marksOf } from '../marks.ts';
import type { ProcessInfo } from '../process.ts';
import type { Memory } from './memory.ts';

/**
 * What is shown of a process: what was read of it, what is remembered, and what that makes of it.
 * @param ownSession - it leads its session, or that session's leader is gone; `null` where unknown
 */
export function rowOf(memory: Memory, parentAdopts: boolean, ownSession: boolean | null): ProcessInfo {
  const { raw } = memory;
  return {
    key: raw.key,
    pid: raw.pid,
    ppid: raw.ppid,
    pgid: raw.pgid,
    sid: raw.sid,
    uid: raw.uid,
    user: raw.user,
    state: raw.state,
    name: raw.name,
    command: memory.command,
    commandRemembered: raw.command === '' && memory.command !== '',
    startedAt: raw.startedAt,
    tty: raw.tty,
    nice: raw.nice,
    priority: raw.priority,
    threads: raw.threads,
    wchan: raw.wchan,
    cpuPercent: memory.rates.cpuPercent,
    cpuTimeMs: raw.cpuTimeMs,
    rssBytes: raw.rssBytes,
    vszBytes: raw.vszBytes,
    marks: marksOf({
      state: raw.state,
      threads: raw.threads,
      kernelThread: raw.kernelThread,
      parentAdopts,
      reparented: memory.originalParent !== null,
      hasTty: raw.hasTty,
      ownSession,
      lab: memory.lineage === 'lab',
      own: memory.lineage === 'own',
    }),
    originalParent: memory.originalParent,
    exit: raw.exit ?? (raw.state === 'Z' ? memory.exit : null),
    zombieSince: memory.zombieSince,
    flags: raw.flags,
    cgroup: raw.cgroup,
    nspid: raw.nspid,
    ioReadBytesPerSecond: memory.rates.ioReadBytesPerSecond,
    ioWriteBytesPerSecond: memory.rates.ioWriteBytesPerSecond,
  };
}
