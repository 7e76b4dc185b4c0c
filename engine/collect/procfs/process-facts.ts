import { type Host, keyOf } from '../../../core/process.ts';
import type { RawProcess } from '../../../core/reading.ts';
import { Users } from '../users.ts';
import { decodeWaitStatus } from '../wait-status.ts';
import {
  cgroupOf,
  commandOf,
  ioOf,
  mayReadExit,
  nspidOf,
  ownerOf,
  residentPagesOf,
  wchanOf,
} from './files.ts';
import type { Stat } from './stat.ts';
import { ttyName } from './tty.ts';

/** PF_KTHREAD, include/linux/sched.h */
const KERNEL_THREAD = 0x0020_0000;

const isDead = ({ state }: Pick<RawProcess, 'state'>): boolean => state === 'Z' || state === 'X';

const commandNow = (raw: RawProcess): string => (isDead(raw) ? '' : commandOf(raw.pid));

/** What `/proc` tells of one process: by its `stat` line, and by all else that has to be asked. */
export class ProcessFacts {
  readonly #host: Host;
  readonly #msPerTick: number;
  readonly #users = new Users();

  constructor(host: Host) {
    this.#host = host;
    this.#msPerTick = 1000 / host.clockTicksPerSecond;
  }

  /**
   * @param before - what was known of the same process, or `null` at first sight
   * @param quick - leaves out what takes more than the line, see {@link completed}
   */
  ofStat(pid: number, stat: Stat, before: RawProcess | null, quick: boolean): RawProcess {
    const { pageSizeBytes, bootTime } = this.#host;
    // Another image or another name: what execve(2) changes is asked for anew.
    const same = before !== null && before.image === stat.startStack && before.name === stat.comm;
    const dead = isDead(stat);
    const kernelThread = (stat.flags & KERNEL_THREAD) !== 0;
    const uid = same || (dead && before !== null) ? before.uid : quick ? null : ownerOf(pid);
    const pages = kernelThread || dead ? 0 : ((quick ? null : residentPagesOf(pid)) ?? stat.rssPages);
    return {
      key: before?.key ?? keyOf(pid, stat.startTime),
      pid,
      ppid: stat.ppid,
      pgid: stat.pgrp,
      sid: stat.session,
      uid,
      user: this.#nameOf(uid),
      state: stat.state,
      name: stat.comm,
      command: dead || quick ? '' : same ? before.command : commandOf(pid),
      startedAt: bootTime === null ? null : bootTime + stat.startTime * this.#msPerTick,
      tty: ttyName(stat.ttyNr),
      hasTty: stat.ttyNr !== 0,
      nice: stat.nice,
      priority: stat.priority,
      threads: stat.numThreads,
      wchan: before?.wchan ?? null,
      cpuTimeMs: stat.cpuTicks * this.#msPerTick,
      rssBytes: pages * pageSizeBytes,
      vszBytes: stat.vsize,
      flags: (stat.flags >>> 6) & 7,
      kernelThread,
      image: stat.startStack,
      exit:
        stat.state === 'Z' && stat.numThreads <= 1 && mayReadExit(pid)
          ? decodeWaitStatus(stat.exitCode)
          : null,
      cgroup: before?.cgroup ?? null,
      nspid: before?.nspid ?? null,
      ioReadBytes: before?.ioReadBytes ?? null,
      ioWriteBytes: before?.ioWriteBytes ?? null,
    };
  }

  /** With where it lives; it may be moved to another control group later, see {@link again}. */
  placed(raw: RawProcess): RawProcess {
    return { ...raw, cgroup: cgroupOf(raw.pid), nspid: nspidOf(raw.pid) };
  }

  /** With what a quick look leaves out of what stands in a row. */
  readable(raw: RawProcess): RawProcess {
    // One that has just gone was somebody's all the same.
    const uid = ownerOf(raw.pid) ?? raw.uid;
    return { ...raw, uid, user: this.#nameOf(uid), command: commandNow(raw) };
  }

  /** With all that a quick look leaves out. */
  completed(raw: RawProcess): RawProcess {
    const pages = raw.rssBytes === 0 ? null : residentPagesOf(raw.pid);
    return {
      ...this.readable(raw),
      cgroup: cgroupOf(raw.pid),
      nspid: nspidOf(raw.pid),
      rssBytes: pages === null ? raw.rssBytes : pages * this.#host.pageSizeBytes,
    };
  }

  /**
   * With what may have changed without a trace in `stat`; the same object where nothing has.
   * @param whole - it was asked where it lives
   */
  again(raw: RawProcess, whole: boolean): RawProcess {
    if (raw.kernelThread || isDead(raw)) return raw;
    const command = commandOf(raw.pid);
    const uid = ownerOf(raw.pid);
    // Empty: it is ending just now, and what it was is worth more than nothing.
    if (command === '' || uid === null) return raw;
    const user = this.#users.nameOf(uid);
    const cgroup = whole ? cgroupOf(raw.pid) : null;
    return command === raw.command && uid === raw.uid && user === raw.user && cgroup === raw.cgroup
      ? raw
      : { ...raw, command, uid, user, cgroup };
  }

  /** With what is asked only while somebody looks; the same object where nothing is different. */
  attended(raw: RawProcess): RawProcess {
    const io = ioOf(raw.pid);
    return withDear(raw, wchanOf(raw.pid), io?.readBytes ?? null, io?.writeBytes ?? null);
  }

  /** What nobody looks at any more must not stand there as if it were known. */
  unattended(raw: RawProcess): RawProcess {
    return withDear(raw, null, null, null);
  }

  #nameOf(uid: number | null): string | null {
    return uid === null ? null : this.#users.nameOf(uid);
  }
}

function withDear(
  raw: RawProcess,
  wchan: string | null,
  ioReadBytes: number | null,
  ioWriteBytes: number | null,
): RawProcess {
  return wchan === raw.wchan && ioReadBytes === raw.ioReadBytes && ioWriteBytes === raw.ioWriteBytes
    ? raw
    : { ...raw, wchan, ioReadBytes, ioWriteBytes };
}
