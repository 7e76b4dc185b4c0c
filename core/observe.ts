import { changeBetween, type Delta } from './delta.ts';
import { eventOf, type ProcessEvent } from './events.ts';
import { Adopters } from './observe/adopters.ts';
import { endOf, stateHappening } from './observe/happenings.ts';
import { KernelWord } from './observe/kernel-word.ts';
import { lineageOf } from './observe/lineage.ts';
import type { Memory } from './observe/memory.ts';
import { NO_RATES, ratesBetween, usedAny } from './observe/rates.ts';
import { rowOf } from './observe/row.ts';
import type { ProcessInfo, ProcessKey } from './process.ts';
import type { KernelEvent, RawProcess, Reading, Roots } from './reading.ts';

export type Observation = Pick<Delta, 'added' | 'changed' | 'removed'> & {
  readonly events: readonly ProcessEvent[];
};

/**
 * Turns readings into rows: remembers what a process no longer tells once it is dead, sees who was
 * adopted, computes rates, sets the marks, and names what happened. Keyed by (pid, start), so a reused
 * pid inherits nothing. A process of which the source found nothing new costs nothing here, and memory
 * is bounded by the number of live processes.
 */
export class Observer {
  /** By how much later than `startedAt` says processes begin, in milliseconds: what events tell is told in their order. */
  startsLateMs = 0;
  #roots: Roots = { own: null, lab: null };
  #rootsChanged = false;
  readonly #memories = new Map<ProcessKey, Memory>();
  readonly #byPid = new Map<number, Memory>();
  readonly #rows = new Map<ProcessKey, ProcessInfo>();
  readonly #adopters = new Adopters();
  /** Those whose rates may have to fall back to nothing at the next complete reading. */
  readonly #active = new Set<Memory>();
  readonly #kernel = new KernelWord();
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
    return this.#byPid.get(pid)?.info ?? undefined;
  }

  /** Takes effect with the next reading, for every process. */
  set roots(roots: Roots) {
    this.#roots = roots;
    this.#adopters.lab = roots.lab;
    this.#rootsChanged = true;
  }

  /** Whether what {@link hear} is told is complete from now on. */
  set listening(listening: boolean) {
    this.#kernel.heard = listening;
  }

  /** Takes what the kernel told, in its order, and names what happened to processes that no reading shows. */
  hear(told: readonly KernelEvent[]): ProcessEvent[] {
    return this.#kernel.take(told, this.#byPid);
  }

  observe(reading: Reading): Observation {
    const events: ProcessEvent[] = [];
    const removed: ProcessKey[] = [];
    const changed: Delta['changed'][number][] = [];
    /** Rows that something else than their own reading may change. */
    const touched = new Set<Memory>();
    if (this.#rootsChanged) for (const memory of this.#memories.values()) touched.add(memory);
    if (reading.complete) this.#kernel.giveUp(events);

    for (const key of reading.gone) {
      const memory = this.#memories.get(key);
      if (memory === undefined) continue;
      const end = eventOf(memory.raw, reading.takenAt, endOf(memory));
      if (!this.#kernel.mayExplain(end)) events.push(end);
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
    for (const memory of fresh) memory.lineage = lineageOf(memory, this.#roots, this.#byPid);
    for (const memory of touched) memory.lineage = lineageOf(memory, this.#roots, this.#byPid);
    const added = [...fresh].map((memory) => this.#write(memory, this.#row(memory)));

    for (const [memory] of known) touched.add(memory);
    if (reading.complete) for (const memory of this.#active) touched.add(memory);
    for (const memory of touched) {
      if (memory.info === null || fresh.has(memory) || this.#memories.get(memory.raw.key) !== memory)
        continue;
      if (reading.complete) this.#countRates(memory, reading.monotonicMs);
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
      this.#kernel.conclude(reading.takenAt, events);
    }
    this.#rootsChanged = false;
    return { added, changed, removed, events };
  }

  #enter(raw: RawProcess, reading: Reading): Memory {
    const memory: Memory = {
      raw,
      info: null,
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

  #write(memory: Memory, row: ProcessInfo): ProcessInfo {
    memory.info = row;
    this.#rows.set(row.key, row);
    return row;
  }

  /** First sight: who its parent is or was, and what happened before we looked. */
  #meetParent(memory: Memory, reading: Reading, touched: Set<Memory>, events: ProcessEvent[]): void {
    const { raw } = memory;
    const parent = this.#byPid.get(raw.ppid);
    const unseen = this.#kernel.ofNewcomer(raw.pid);
    memory.exit = unseen?.end?.exit ?? null;
    memory.parent = unseen?.parent ?? (parent === memory ? null : (parent?.raw.key ?? null));
    memory.firstParent = memory.parent;
    if (unseen !== undefined && unseen.ppid !== raw.ppid) {
      this.#adopt(memory, unseen.ppid, reading, touched, events);
    }
    // What ran before our first look did not begin with it.
    if (this.#lastCompleteMs === Number.NEGATIVE_INFINITY) return;
    if (unseen === undefined && !this.#kernel.heard) {
      events.push(
        eventOf(raw, this.#beginOf(raw, reading), {
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

  /** Not after the reading that shows it, which may show its end as well. */
  #beginOf({ startedAt }: RawProcess, { takenAt }: Reading): number {
    return startedAt === null ? takenAt : Math.min(startedAt + this.startsLateMs, takenAt);
  }

  #happenings(
    memory: Memory,
    before: RawProcess,
    reading: Reading,
    touched: Set<Memory>,
    events: ProcessEvent[],
  ): void {
    const { raw } = memory;
    if (raw.ppid !== before.ppid) this.#adopt(memory, before.ppid, reading, touched, events);
    if (!this.#kernel.heard && before.image !== 0 && raw.image !== 0 && raw.image !== before.image) {
      events.push(eventOf(raw, reading.takenAt, { kind: 'exec', command: raw.command }));
    }
    const happening = stateHappening(before.state, raw, memory.exit);
    if (happening === null) return;
    if (happening.kind === 'zombie') memory.zombieSince = reading.takenAt;
    events.push(eventOf(raw, reading.takenAt, happening));
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
    if (adopter === undefined || !this.#adopters.see(adopter.raw.key)) return;
    // Its other children were perhaps adopted too, before we looked.
    for (const other of this.#memories.values()) if (other.raw.ppid === raw.ppid) touched.add(other);
  }

  #forget(memory: Memory, touched: Set<Memory>): void {
    const { key, pid, sid } = memory.raw;
    this.#memories.delete(key);
    this.#rows.delete(key);
    this.#active.delete(memory);
    this.#adopters.forget(key);
    if (this.#byPid.get(pid) === memory) this.#byPid.delete(pid);
    if (sid !== pid) return;
    // Its session has no leader any more: some of the members may be daemons now.
    for (const other of this.#memories.values()) if (other.raw.sid === sid) touched.add(other);
  }

  /** Takes the rates over the time since the last complete reading, or since it was first seen. */
  #countRates(memory: Memory, nowMs: number): void {
    const sinceMs = Math.max(memory.countedAtMs, this.#lastCompleteMs);
    if (nowMs <= sinceMs) return;
    const { raw, counted } = memory;
    memory.rates = ratesBetween(counted, raw, nowMs - sinceMs);
    memory.counted = raw;
    memory.countedAtMs = nowMs;
    if (usedAny(counted, raw)) this.#active.add(memory);
    else this.#active.delete(memory);
  }

  #row(memory: Memory): ProcessInfo {
    const { command, ppid, sid, pid } = memory.raw;
    if (command !== '') memory.command = command;
    const parentAdopts = this.#adopters.has(ppid, this.#byPid.get(ppid)?.raw);
    const ownSession = sid === null ? null : sid === pid || !this.#byPid.has(sid);
    return rowOf(memory, parentAdopts, ownSession);
  }
}
