import { changeBetween, type Delta } from './delta.ts';
import { eventOf, type ProcessEvent, type ProcessHappening } from './events.ts';
import { marksOf } from './marks.ts';
import { type Exit, keyOf, type ProcessInfo, type ProcessKey, type StateCode } from './process.ts';
import type { KernelEvent, RawProcess, Reading, Roots } from './reading.ts';
import { UnseenLives } from './unseen-lives.ts';

export type Observation = Pick<Delta, 'added' | 'changed' | 'removed'> & {
  readonly events: readonly ProcessEvent[];
};

type Lineage = 'other' | 'own' | 'lab';

type Rates = Pick<ProcessInfo, 'cpuPercent' | 'ioReadBytesPerSecond' | 'ioWriteBytesPerSecond'>;

/** At first sight there is nothing to compare with. */
const NO_RATES: Rates = { cpuPercent: null, ioReadBytesPerSecond: null, ioWriteBytesPerSecond: null };

/** What is remembered of one process from reading to reading. */
interface Memory {
  raw: RawProcess;
  info: ProcessInfo;
  /** What rates are taken against: its counters at the last complete reading, or at first sight. */
  counted: RawProcess;
  countedAtMs: number;
  rates: Rates;
  /** Who its parent is, as of the last reading. */
  parent: ProcessKey | null;
  /** The parent at birth where that was told, else at first sight. */
  firstParent: ProcessKey | null;
  originalParent: ProcessKey | null;
  zombieSince: number | null;
  /** The last command line that was not empty. */
  command: string;
  lineage: Lineage;
  /** What the kernel said at its exit, where it was listened to. */
  exit: Exit | null;
}

const isHalted = (state: StateCode): boolean => state === 'T' || state === 't';

/**
 * Turns readings into rows: remembers what a process no longer tells once it is dead, sees who was
 * adopted, computes rates, sets the marks, and names what happened. Keyed by (pid, start), so a reused
 * pid inherits nothing. A process of which the source found nothing new costs nothing here, and memory
 * is bounded by the number of live processes.
 */
export class Observer {
  #roots: Roots = { own: null, lab: null };
  #rootsChanged = false;
  readonly #memories = new Map<ProcessKey, Memory>();
  readonly #byPid = new Map<number, Memory>();
  readonly #rows = new Map<ProcessKey, ProcessInfo>();
  /** Processes that were seen to adopt an orphan: init's stand-ins, PR_SET_CHILD_SUBREAPER. */
  readonly #adopters = new Set<ProcessKey>();
  /** Those whose rates may have to fall back to nothing at the next complete reading. */
  readonly #active = new Set<Memory>();
  readonly #unseen = new UnseenLives();
  /** Gone by a reading that was quicker than the kernel's word of how: told with it, or without at the next one. */
  readonly #unexplained = new Map<number, ProcessEvent>();
  /** The kernel tells of births, program changes and deaths: they need not be inferred. */
  #listening = false;
  #lastCompleteMs = Number.NEGATIVE_INFINITY;

  /** The rows as of the last reading. */
  get rows(): ReadonlyMap<ProcessKey, ProcessInfo> {
    return this.#rows;
  }

  /** Whether some reading showed it, and none that it has gone. */
  knows(pid: number): boolean {
    return this.#byPid.has(pid);
  }

  /** The process that has this pid, as of the last reading. */
  at(pid: number): ProcessInfo | undefined {
    return this.#byPid.get(pid)?.info;
  }

  /** Takes effect with the next reading, for every process. */
  set roots(roots: Roots) {
    this.#roots = roots;
    this.#rootsChanged = true;
  }

  /** Whether what {@link hear} is told is complete from now on. */
  set listening(listening: boolean) {
    this.#listening = listening;
    if (!listening) this.#unseen.clear();
  }

  /** Takes what the kernel told, in its order, and names what happened to processes that no reading shows. */
  hear(told: readonly KernelEvent[]): ProcessEvent[] {
    const events: ProcessEvent[] = [];
    for (const event of told) {
      const unseen = this.#unseen.at(event.pid);
      const memory = this.#byPid.get(event.pid);
      switch (event.kind) {
        case 'fork':
          this.#unseen.begin(event, this.#byPid.get(event.ppid)?.raw, events);
          // A reading may be quicker than the kernel's word of the birth.
          if (memory?.raw.key === keyOf(event.pid, event.start)) this.#unseen.take(event.pid);
          break;
        case 'exec': {
          const known = unseen ?? memory?.raw;
          if (known === undefined) break;
          const name = event.name ?? known.name;
          const command = event.command ?? event.name ?? '';
          if (unseen !== undefined) {
            unseen.name = name;
            unseen.command = command;
          }
          events.push({ at: event.at, key: known.key, pid: known.pid, name, kind: 'exec', command });
          break;
        }
        case 'exit': {
          const gone = this.#unexplained.get(event.pid);
          if (gone !== undefined) {
            this.#unexplained.delete(event.pid);
            events.push(eventOf(gone, event.at, { kind: 'ended', exit: event.exit }));
            break;
          }
          // Whether it was collected too, or remains as a zombie, the next reading shows.
          if (unseen !== undefined) unseen.end = { at: event.at, exit: event.exit };
          else if (memory !== undefined) memory.exit = event.exit;
          break;
        }
      }
    }
    return events;
  }

  observe(reading: Reading): Observation {
    const events: ProcessEvent[] = [];
    const removed: ProcessKey[] = [];
    const changed: Delta['changed'][number][] = [];
    /** Rows that something else than their own reading may change. */
    const touched = new Set<Memory>();
    if (this.#rootsChanged) for (const memory of this.#memories.values()) touched.add(memory);
    if (reading.complete) {
      events.push(...this.#unexplained.values());
      this.#unexplained.clear();
    }

    for (const key of reading.gone) {
      const memory = this.#memories.get(key);
      if (memory === undefined) continue;
      const exit = memory.info.exit ?? memory.exit;
      const end: ProcessHappening =
        // While it is being collected, a zombie is in state X for an instant.
        memory.raw.state === 'Z' || memory.zombieSince !== null
          ? { kind: 'reaped', by: memory.raw.ppid, reaper: memory.parent, exit }
          : { kind: 'ended', exit };
      const event = eventOf(memory.raw, reading.takenAt, end);
      if (end.kind === 'ended' && exit === null && this.#listening) {
        this.#unexplained.set(memory.raw.pid, event);
      } else events.push(event);
      this.#forget(memory, touched);
      removed.push(key);
    }

    const fresh = new Set<Memory>();
    const known: [Memory, RawProcess][] = [];
    for (const raw of reading.changed) {
      const memory = this.#memories.get(raw.key);
      if (memory === undefined) fresh.add(this.#enter(raw, reading));
      else {
        known.push([memory, memory.raw]);
        memory.raw = raw;
      }
    }
    for (const memory of fresh) this.#meetParent(memory, reading, touched, events);
    for (const [memory, before] of known) this.#happenings(memory, before, reading, touched, events);
    for (const memory of fresh) memory.lineage = this.#lineageOf(memory);
    for (const memory of touched) memory.lineage = this.#lineageOf(memory);
    for (const memory of fresh) this.#write(memory, this.#row(memory));

    for (const [memory] of known) touched.add(memory);
    if (reading.complete) for (const memory of this.#active) touched.add(memory);
    for (const memory of touched) {
      if (fresh.has(memory) || this.#memories.get(memory.raw.key) !== memory) continue;
      if (reading.complete) this.#countRates(memory, reading);
      // What moved in a look in between is counted at the next complete one.
      else this.#active.add(memory);
      const row = this.#row(memory);
      const change = changeBetween(memory.info, row);
      if (change === null) continue;
      changed.push([row.key, change]);
      this.#write(memory, row);
    }
    for (const memory of fresh) this.#active.add(memory);

    if (reading.complete) {
      this.#lastCompleteMs = reading.monotonicMs;
      this.#unseen.conclude(reading.takenAt, events);
    }
    this.#rootsChanged = false;
    return { added: [...fresh].map(({ info }) => info), changed, removed, events };
  }

  #enter(raw: RawProcess, reading: Reading): Memory {
    const memory: Memory = {
      raw,
      info: rowOf(raw),
      counted: raw,
      countedAtMs: reading.monotonicMs,
      rates: NO_RATES,
      parent: null,
      firstParent: null,
      originalParent: null,
      zombieSince: null,
      command: '',
      lineage: 'other',
      exit: null,
    };
    this.#memories.set(raw.key, memory);
    this.#byPid.set(raw.pid, memory);
    return memory;
  }

  #write(memory: Memory, row: ProcessInfo): void {
    memory.info = row;
    this.#rows.set(row.key, row);
  }

  /** First sight: who its parent is or was, and what happened before we looked. */
  #meetParent(memory: Memory, reading: Reading, touched: Set<Memory>, events: ProcessEvent[]): void {
    const { raw } = memory;
    const parent = this.#byPid.get(raw.ppid);
    const unseen = this.#unseen.take(raw.pid);
    memory.exit = unseen?.end?.exit ?? null;
    memory.parent = unseen?.parent ?? (parent === memory ? null : (parent?.raw.key ?? null));
    memory.firstParent = memory.parent;
    if (unseen !== undefined && unseen.ppid !== raw.ppid) {
      this.#adopt(memory, unseen.ppid, reading, touched, events);
    }
    // What ran before our first look did not begin with it.
    if (this.#lastCompleteMs === Number.NEGATIVE_INFINITY) return;
    if (unseen === undefined && !this.#listening) {
      events.push(
        eventOf(raw, raw.startedAt ?? reading.takenAt, {
          kind: 'started',
          ppid: raw.ppid,
          parent: memory.firstParent,
          command: raw.command,
        }),
      );
    }
    if (raw.state === 'Z') {
      memory.zombieSince = reading.takenAt;
      events.push(eventOf(raw, reading.takenAt, { kind: 'zombie', exit: raw.exit ?? memory.exit }));
    }
  }

  #happenings(
    memory: Memory,
    before: RawProcess,
    reading: Reading,
    touched: Set<Memory>,
    events: ProcessEvent[],
  ): void {
    const { raw } = memory;
    const tell = (happening: ProcessHappening) => events.push(eventOf(raw, reading.takenAt, happening));
    if (raw.ppid !== before.ppid) this.#adopt(memory, before.ppid, reading, touched, events);
    if (!this.#listening && before.image !== 0 && raw.image !== 0 && raw.image !== before.image) {
      tell({ kind: 'exec', command: raw.command });
    }
    if (raw.state === before.state) return;
    if (raw.state === 'Z') {
      memory.zombieSince = reading.takenAt;
      tell({ kind: 'zombie', exit: raw.exit ?? memory.exit });
    } else if (isHalted(raw.state) && !isHalted(before.state)) tell({ kind: 'stopped' });
    else if (isHalted(before.state) && !isHalted(raw.state)) tell({ kind: 'continued' });
  }

  #adopt(memory: Memory, from: number, reading: Reading, touched: Set<Memory>, events: ProcessEvent[]): void {
    const { raw } = memory;
    memory.originalParent ??= memory.firstParent;
    const adopter = this.#byPid.get(raw.ppid);
    const formerParent = memory.parent;
    memory.parent = adopter?.raw.key ?? null;
    events.push(
      eventOf(raw, reading.takenAt, {
        kind: 'reparented',
        from,
        to: raw.ppid,
        formerParent,
        adopter: memory.parent,
      }),
    );
    if (adopter === undefined || this.#adopters.has(adopter.raw.key)) return;
    this.#adopters.add(adopter.raw.key);
    // Its other children were perhaps adopted too, before we looked.
    for (const other of this.#memories.values()) if (other.raw.ppid === raw.ppid) touched.add(other);
  }

  #forget(memory: Memory, touched: Set<Memory>): void {
    const { key, pid, sid } = memory.raw;
    this.#memories.delete(key);
    this.#rows.delete(key);
    this.#active.delete(memory);
    this.#adopters.delete(key);
    if (this.#byPid.get(pid) === memory) this.#byPid.delete(pid);
    if (sid !== pid) return;
    // Its session has no leader any more: some of the members may be daemons now.
    for (const other of this.#memories.values()) if (other.raw.sid === sid) touched.add(other);
  }

  /** Once of the lab, always of the lab: a daemon of the lab may be adopted by anyone. */
  #lineageOf(memory: Memory): Lineage {
    const { own, lab } = this.#roots;
    if (memory.lineage === 'lab') return 'lab';
    if (own === null) return 'other';
    let steps = 0;
    for (let at: Memory | undefined = memory; at !== undefined; at = this.#byPid.get(at.raw.ppid)) {
      if (at.raw.pid === lab) return at === memory ? 'own' : 'lab';
      if (at.raw.pid === own) return 'own';
      // A ring can only come from a list that was read while pids were given away again.
      if (++steps > this.#byPid.size) break;
    }
    return 'other';
  }

  #parentAdopts(ppid: number): boolean {
    if (ppid === 1 || ppid === this.#roots.lab) return true;
    const parent = this.#byPid.get(ppid);
    // systemd --user asks to be a subreaper; nothing in /proc says so.
    return parent !== undefined && (this.#adopters.has(parent.raw.key) || parent.raw.name === 'systemd');
  }

  /** Takes the rates over the time since the last complete reading, or since it was first seen. */
  #countRates(memory: Memory, reading: Reading): void {
    const { raw, counted } = memory;
    const elapsedMs = reading.monotonicMs - Math.max(memory.countedAtMs, this.#lastCompleteMs);
    if (elapsedMs <= 0) return;
    const perMs = (now: number | null, then: number | null): number | null =>
      now === null || then === null ? null : Math.max(0, now - then) / elapsedMs;
    const cpu = perMs(raw.cpuTimeMs, counted.cpuTimeMs);
    const read = perMs(raw.ioReadBytes, counted.ioReadBytes);
    const write = perMs(raw.ioWriteBytes, counted.ioWriteBytes);
    memory.rates = {
      cpuPercent: cpu === null ? null : Math.round(cpu * 1000) / 10,
      ioReadBytesPerSecond: read === null ? null : Math.round(read * 1000),
      ioWriteBytesPerSecond: write === null ? null : Math.round(write * 1000),
    };
    memory.counted = raw;
    memory.countedAtMs = reading.monotonicMs;
    if (cpu || read || write) this.#active.add(memory);
    else this.#active.delete(memory);
  }

  #row(memory: Memory): ProcessInfo {
    const { raw } = memory;
    if (raw.command !== '') memory.command = raw.command;
    const led = raw.sid === null ? null : raw.sid !== raw.pid && this.#byPid.has(raw.sid);
    return {
      ...rowOf(raw),
      ...memory.rates,
      command: memory.command,
      commandRemembered: raw.command === '' && memory.command !== '',
      exit: raw.exit ?? (raw.state === 'Z' ? memory.exit : null),
      marks: marksOf({
        state: raw.state,
        threads: raw.threads,
        kernelThread: raw.kernelThread,
        parentAdopts: this.#parentAdopts(raw.ppid),
        reparented: memory.originalParent !== null,
        hasTty: raw.hasTty,
        ownSession: led === null ? null : !led,
        lab: memory.lineage === 'lab',
        own: memory.lineage === 'own',
      }),
      originalParent: memory.originalParent,
      zombieSince: memory.zombieSince,
    };
  }
}

/** A row of what was read, before anything is remembered. */
const rowOf = (raw: RawProcess): ProcessInfo => ({
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
