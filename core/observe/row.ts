import { marksOf } from '../marks.ts';
import type { ProcessInfo } from '../process.ts';
import type { RawProcess } from '../reading.ts';
import type { Memory } from './memory.ts';

/**
 * What is shown of a process: what was read of it, what is remembered, and what that makes of it.
 * @param ownSession - it leads its session, or that session's leader is gone; `null` where unknown
 */
export function rowOf(memory: Memory, parentAdopts: boolean, ownSession: boolean | null): ProcessInfo {
  const { raw } = memory;
  return {
    ...asRead(raw),
    ...memory.rates,
    command: memory.command,
    commandRemembered: raw.command === '' && memory.command !== '',
    exit: raw.exit ?? (raw.state === 'Z' ? memory.exit : null),
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
    zombieSince: memory.zombieSince,
  };
}

/** A row of what was read, before anything is remembered. */
export const asRead = (raw: RawProcess): ProcessInfo => ({
  key: raw.key,
  pid: raw.pid,
  ppid: raw.ppid,
  pgid: raw.pgid,
  sid: raw.sid,
  uid: raw.uid,
  user: raw.user,
  state: raw.state,
  name: raw.name,
  command: raw.command,
  commandRemembered: false,
  startedAt: raw.startedAt,
  tty: raw.tty,
  nice: raw.nice,
  priority: raw.priority,
  threads: raw.threads,
  wchan: raw.wchan,
  cpuPercent: null,
  cpuTimeMs: raw.cpuTimeMs,
  rssBytes: raw.rssBytes,
  vszBytes: raw.vszBytes,
  marks: [],
  originalParent: null,
  exit: raw.exit,
  zombieSince: null,
  flags: raw.flags,
  cgroup: raw.cgroup,
  nspid: raw.nspid,
  ioReadBytesPerSecond: null,
  ioWriteBytesPerSecond: null,
});
