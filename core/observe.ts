import { type MarkFacts, marksOf } from './marks.ts';
import type { Exit, ProcessInfo, ProcessKey, StateCode } from './process.ts';

/** One process as a source read it, before anything is remembered, marked or computed. */
export interface RawProcess {
  readonly key: ProcessKey;
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number | null;
  readonly sid: number | null;
  readonly uid: number | null;
  readonly user: string | null;
  readonly state: StateCode;
  readonly name: string;
  /** Empty where the kernel has none: a zombie, a kernel thread. */
  readonly command: string;
  readonly startedAt: number | null;
  readonly tty: string | null;
  /** Whether there is a controlling terminal; `null` where not told. */
  readonly hasTty: boolean | null;
  readonly nice: number | null;
  readonly priority: number | null;
  readonly threads: number | null;
  readonly wchan: string | null;
  readonly cpuTimeMs: number | null;
  readonly rssBytes: number | null;
  readonly vszBytes: number | null;
  readonly kernelThread: boolean;
  readonly exit: Exit | null;
}

/**
 * Everything that runs at one instant. A source hands out the *same object* again for a process
 * of which nothing changed: that is what makes a sleeping process free to observe.
 */
export interface Reading {
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  /** Milliseconds on a clock that never jumps; rates are taken over it. */
  readonly monotonicMs: number;
  readonly processes: readonly RawProcess[];
}

type Lineage = 'other' | 'own' | 'lab';

/** What is remembered of one process from sample to sample. */
interface Memory {
  raw: RawProcess;
  info: ProcessInfo;
  monotonicMs: number;
  /** The parent at first sight. */
  readonly firstParent: ProcessKey | null;
  originalParent: ProcessKey | null;
  zombieSince: number | null;
  /** The last command line that was not empty. */
  command: string;
  lineage: Lineage;
  sessionLed: boolean | null;
  parentAdopts: boolean;
}

/** Which processes are ours. Pids suffice: both live as long as we look. */
export interface Roots {
  /** The process whose descendants are Reaptree itself. */
  readonly own: number | null;
  /** The lab's helper: itself `own`, while its descendants are `lab`. */
  readonly lab: number | null;
}

/**
 * Turns readings into rows: remembers what a process no longer tells once it is dead, sees who was
 * adopted, computes rates, sets the marks. Keyed by (pid, start), so a reused pid inherits nothing.
 * Memory is bounded by the processes of the last reading.
 */
export class Observer {
  roots: Roots = { own: null, lab: null };
  #memories = new Map<ProcessKey, Memory>();
  /** Processes that were seen to adopt an orphan: init's stand-ins, PR_SET_CHILD_SUBREAPER. */
  #adopters = new Set<ProcessKey>();
  #rows: ReadonlyMap<ProcessKey, ProcessInfo> = new Map();

  /** The rows of the last reading. */
  get rows(): ReadonlyMap<ProcessKey, ProcessInfo> {
    return this.#rows;
  }

  observe(reading: Reading): ReadonlyMap<ProcessKey, ProcessInfo> {
    const byPid = new Map<number, RawProcess>();
    for (const raw of reading.processes) byPid.set(raw.pid, raw);
    const parentOf = (raw: RawProcess): ProcessKey | null => {
      const parent = byPid.get(raw.ppid);
      return parent === undefined || parent === raw ? null : parent.key;
    };

    const memories = new Map<ProcessKey, Memory>();
    const rows = new Map<ProcessKey, ProcessInfo>();
    for (const raw of reading.processes) {
      const before = this.#memories.get(raw.key);
      const memory = before ?? meet(raw, reading, parentOf(raw));
      if (before !== undefined && before.raw.ppid !== raw.ppid) {
        before.originalParent ??= before.firstParent;
        const adopter = parentOf(raw);
        if (adopter !== null) this.#adopters.add(adopter);
      }
      memories.set(raw.key, memory);
    }
    this.#memories = memories;
    for (const adopter of this.#adopters) if (!memories.has(adopter)) this.#adopters.delete(adopter);

    for (const raw of reading.processes) {
      const memory = memories.get(raw.key) as Memory;
      const lineage = this.#lineage(memory, raw, byPid);
      const sessionLed = raw.sid === null ? null : raw.sid !== raw.pid && byPid.has(raw.sid);
      const parentAdopts = this.#adopts(raw.ppid, parentOf(raw), byPid);
      const fresh = memory.monotonicMs === reading.monotonicMs;
      if (
        !fresh &&
        memory.raw === raw &&
        memory.lineage === lineage &&
        memory.sessionLed === sessionLed &&
        memory.parentAdopts === parentAdopts
      ) {
        this.#rest(memory, reading);
      } else {
        memory.lineage = lineage;
        memory.sessionLed = sessionLed;
        memory.parentAdopts = parentAdopts;
        this.#update(memory, raw, reading, fresh);
      }
      rows.set(raw.key, memory.info);
    }
    this.#rows = rows;
    return rows;
  }

  /** Once of the lab, always of the lab: a daemon of the lab may be adopted by anyone. */
  #lineage(memory: Memory, raw: RawProcess, byPid: ReadonlyMap<number, RawProcess>): Lineage {
    if (memory.lineage === 'lab') return 'lab';
    if (this.roots.own === null) return 'other';
    const seen = new Set<number>();
    for (let at: RawProcess | undefined = raw; at !== undefined; at = byPid.get(at.ppid)) {
      if (at.pid === this.roots.lab) return at === raw ? 'own' : 'lab';
      if (at.pid === this.roots.own) return 'own';
      if (seen.has(at.pid)) break;
      seen.add(at.pid);
    }
    return 'other';
  }

  #adopts(ppid: number, parent: ProcessKey | null, byPid: ReadonlyMap<number, RawProcess>): boolean {
    if (ppid === 1 || ppid === this.roots.lab) return true;
    // systemd --user asks to be a subreaper; nothing in /proc says so.
    return parent !== null && (this.#adopters.has(parent) || byPid.get(ppid)?.name === 'systemd');
  }

  /** Nothing moved: it used no CPU either. */
  #rest(memory: Memory, reading: Reading): void {
    memory.monotonicMs = reading.monotonicMs;
    if (memory.info.cpuPercent !== 0 && memory.raw.cpuTimeMs !== null) {
      memory.info = { ...memory.info, cpuPercent: 0 };
    }
  }

  #update(memory: Memory, raw: RawProcess, reading: Reading, fresh: boolean): void {
    const before = memory.raw;
    if (raw.command !== '') memory.command = raw.command;
    if (raw.state === 'Z' && !fresh && before.state !== 'Z') memory.zombieSince = reading.takenAt;
    const elapsedMs = reading.monotonicMs - memory.monotonicMs;
    const cpuPercent =
      fresh || elapsedMs <= 0 || raw.cpuTimeMs === null || before.cpuTimeMs === null
        ? null
        : Math.round(((raw.cpuTimeMs - before.cpuTimeMs) / elapsedMs) * 1000) / 10;
    const facts: MarkFacts = {
      state: raw.state,
      threads: raw.threads,
      kernelThread: raw.kernelThread,
      parentAdopts: memory.parentAdopts,
      reparented: memory.originalParent !== null,
      hasTty: raw.hasTty,
      ownSession: memory.sessionLed === null ? null : !memory.sessionLed,
      lab: memory.lineage === 'lab',
      own: memory.lineage === 'own',
    };
    memory.raw = raw;
    memory.monotonicMs = reading.monotonicMs;
    memory.info = {
      ...rowOf(raw),
      command: memory.command,
      commandRemembered: raw.command === '' && memory.command !== '',
      cpuPercent: cpuPercent === null ? null : Math.max(0, cpuPercent),
      marks: marksOf(facts),
      originalParent: memory.originalParent,
      zombieSince: memory.zombieSince,
    };
  }
}

function meet(raw: RawProcess, reading: Reading, parent: ProcessKey | null): Memory {
  return {
    raw,
    info: rowOf(raw),
    monotonicMs: reading.monotonicMs,
    firstParent: parent,
    originalParent: null,
    zombieSince: null,
    command: raw.command,
    lineage: 'other',
    sessionLed: null,
    parentAdopts: false,
  };
}

function rowOf(raw: RawProcess): ProcessInfo {
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
  };
}
