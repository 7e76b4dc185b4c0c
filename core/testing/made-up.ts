import { keyOf, type ProcessInfo } from '../process.ts';

/** A process that never was, for tests: sleeping, of user li, and otherwise as it is asked for. */
export function madeUp(
  pid: number,
  ppid: number,
  facts: Partial<Omit<ProcessInfo, 'key' | 'pid' | 'ppid'>> = {},
): ProcessInfo {
  return {
    key: keyOf(pid, pid),
    pid,
    ppid,
    pgid: pid,
    sid: pid,
    uid: 1000,
    user: 'li',
    state: 'S',
    name: `process-${pid}`,
    command: `/usr/bin/process-${pid}`,
    commandRemembered: false,
    startedAt: pid,
    tty: null,
    nice: 0,
    priority: 20,
    threads: 1,
    wchan: null,
    cpuPercent: 0,
    cpuTimeMs: 0,
    rssBytes: 1024,
    vszBytes: 4096,
    marks: [],
    originalParent: null,
    exit: null,
    zombieSince: null,
    flags: null,
    cgroup: null,
    nspid: null,
    ioReadBytesPerSecond: null,
    ioWriteBytesPerSecond: null,
    ...facts,
  };
}
