import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import type { RawProcess } from '../../../core/observe.ts';
import { type Host, keyOf } from '../../../core/process.ts';
import type { ProcessSource } from '../source.ts';
import { Users } from '../users.ts';
import { decodeWaitStatus } from '../wait-status.ts';
import { Descriptors } from './descriptors.ts';
import { commandOf, mayReadExit, ownerOf, wchanOf } from './files.ts';
import { parseStat, type Stat } from './stat.ts';
import { ttyName } from './tty.ts';

/** Room for one `stat` line: 52 numbers of at most 20 digits, and a name. */
const LINE_BYTES = 1280;
/** PF_KTHREAD, include/linux/sched.h */
const KERNEL_THREAD = 0x0020_0000;
/** A process may rewrite its command line unseen: shortly after its birth it often does. */
const YOUNG_READINGS = 3;
/** And later rarely: so many others are read again with each reading, in turn. */
const TURN = 64;

interface Entry {
  readonly pid: number;
  /** -1 where the budget was used up: opened anew for each reading. */
  fd: number;
  /** The last line, byte for byte. */
  line: Buffer;
  raw: RawProcess;
  readings: number;
  generation: number;
}

export interface ProcfsOptions {
  readonly descriptors?: Descriptors;
  /** Ask each process where it sleeps: dear, and not needed from tick to tick. */
  readonly wchan?: boolean;
}

/**
 * Reads `/proc` on Linux. The `stat` of each process is read from a descriptor that stays open, and
 * compared with its last line before it is parsed: what sleeps costs one system call and one memcmp.
 */
export class ProcfsSource implements ProcessSource {
  readonly name = 'procfs';
  readonly #host: Host;
  readonly #descriptors: Descriptors;
  readonly #wchan: boolean;
  readonly #users = new Users();
  readonly #entries = new Map<number, Entry>();
  readonly #scratch = Buffer.alloc(LINE_BYTES);
  #generation = 0;
  #turn = 0;

  constructor(host: Host, options: ProcfsOptions = {}) {
    this.#host = host;
    this.#descriptors = options.descriptors ?? new Descriptors();
    this.#wchan = options.wchan ?? false;
  }

  async read(): Promise<readonly RawProcess[]> {
    this.#generation++;
    const processes: RawProcess[] = [];
    for (const name of readdirSync('/proc')) {
      const first = name.charCodeAt(0);
      if (first < 0x31 || first > 0x39) continue;
      const entry = this.#readOne(Number(name));
      if (entry !== null) processes.push(entry.raw);
    }
    for (const entry of this.#entries.values()) {
      if (entry.generation !== this.#generation) this.#forget(entry);
    }
    this.#readSomeCommands();
    return processes;
  }

  close(): void {
    for (const entry of this.#entries.values()) this.#forget(entry);
  }

  #readOne(pid: number): Entry | null {
    const known = this.#entries.get(pid);
    if (known !== undefined) {
      const length = this.#readLine(known.fd, pid);
      if (length > 0) {
        if (length === known.line.length && this.#scratch.compare(known.line, 0, length, 0, length) === 0) {
          return this.#seen(known);
        }
        const stat = parseStat(this.#scratch, 0, length);
        if (stat !== null && keyOf(pid, stat.startTime) === known.raw.key) {
          known.line = Buffer.from(this.#scratch.subarray(0, length));
          known.raw = this.#rawOf(pid, stat, known);
          return this.#seen(known);
        }
      }
      // Reaped since the last reading; the pid may already be another's.
      this.#forget(known);
    }
    return this.#meet(pid);
  }

  #seen(entry: Entry): Entry {
    entry.generation = this.#generation;
    if (++entry.readings <= YOUNG_READINGS) this.#readCommand(entry);
    return entry;
  }

  #meet(pid: number): Entry | null {
    let fd = -1;
    if (!this.#descriptors.exhausted) {
      try {
        fd = this.#descriptors.keep(`/proc/${pid}/stat`);
      } catch {
        return null;
      }
    }
    const length = this.#readLine(fd, pid);
    const stat = length > 0 ? parseStat(this.#scratch, 0, length) : null;
    if (stat === null) {
      if (fd !== -1) this.#descriptors.release(fd);
      return null;
    }
    const entry: Entry = {
      pid,
      fd,
      line: Buffer.from(this.#scratch.subarray(0, length)),
      raw: this.#rawOf(pid, stat, null),
      readings: 0,
      generation: this.#generation,
    };
    this.#entries.set(pid, entry);
    return entry;
  }

  #forget(entry: Entry): void {
    if (entry.fd !== -1) this.#descriptors.release(entry.fd);
    this.#entries.delete(entry.pid);
  }

  /** Bytes read into the scratch buffer; 0 where the process has gone. */
  #readLine(kept: number, pid: number): number {
    try {
      if (kept !== -1) return readSync(kept, this.#scratch, 0, LINE_BYTES, 0);
      const fd = openSync(`/proc/${pid}/stat`, 'r');
      try {
        return readSync(fd, this.#scratch, 0, LINE_BYTES, 0);
      } finally {
        closeSync(fd);
      }
    } catch {
      return 0; // ENOENT before, ESRCH after it was opened
    }
  }

  #rawOf(pid: number, stat: Stat, before: Entry | null): RawProcess {
    const { clockTicksPerSecond, pageSizeBytes, bootTime } = this.#host;
    const msPerTick = 1000 / clockTicksPerSecond;
    // exec(2) gives another name; that, and birth, is when the dear facts are asked for.
    const known = before !== null && before.raw.name === stat.comm ? before.raw : null;
    const uid = known === null ? ownerOf(pid) : known.uid;
    const dead = stat.state === 'Z' || stat.state === 'X';
    return {
      key: keyOf(pid, stat.startTime),
      pid,
      ppid: stat.ppid,
      pgid: stat.pgrp,
      sid: stat.session,
      uid,
      user: uid === null ? null : this.#users.nameOf(uid),
      state: stat.state,
      name: stat.comm,
      command: dead ? '' : (known?.command ?? commandOf(pid)),
      startedAt: bootTime === null ? null : bootTime + stat.startTime * msPerTick,
      tty: ttyName(stat.ttyNr),
      hasTty: stat.ttyNr !== 0,
      nice: stat.nice,
      priority: stat.priority,
      threads: stat.numThreads,
      wchan: this.#wchan ? wchanOf(pid) : null,
      cpuTimeMs: stat.cpuTicks * msPerTick,
      rssBytes: stat.rssPages * pageSizeBytes,
      vszBytes: stat.vsize,
      kernelThread: (stat.flags & KERNEL_THREAD) !== 0,
      exit:
        stat.state === 'Z' && stat.numThreads <= 1 && mayReadExit(pid)
          ? decodeWaitStatus(stat.exitCode)
          : null,
    };
  }

  #readCommand(entry: Entry): void {
    const { raw } = entry;
    if (raw.state === 'Z' || raw.state === 'X' || raw.kernelThread) return;
    const command = commandOf(entry.pid);
    const uid = ownerOf(entry.pid);
    const user = uid === null ? null : this.#users.nameOf(uid);
    // Empty: it is ending just now, and what it was is worth more than nothing.
    if (command === '' || uid === null) return;
    if (command !== raw.command || uid !== raw.uid || user !== raw.user) {
      entry.raw = { ...raw, command, uid, user };
    }
  }

  #readSomeCommands(): void {
    const entries = [...this.#entries.values()];
    for (let count = Math.min(TURN, entries.length); count > 0; count--) {
      this.#turn = (this.#turn + 1) % entries.length;
      this.#readCommand(entries[this.#turn] as Entry);
    }
  }
}
