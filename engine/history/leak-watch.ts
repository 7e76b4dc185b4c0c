import type { Delta } from '../../core/delta.ts';
import type { Leak } from '../../core/history.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';
import type { Living } from './living.ts';

/** The rate is that of so long. */
const LATELY_MS = 10 * 60_000;
/** And is not told before it has been looked for so long. */
const SOON_MS = 5_000;
/** A parent that has collected all of them stays to be seen for so long. */
const REMEMBERED_MS = 10 * 60_000;
/** Younger zombies are not yet a leak: most parents collect theirs a moment later. */
const PATIENCE_MS = 2_000;
/** Points of a line; when there are more, every other one of the older half is dropped. */
const POINTS = 1_000;

interface Zombie {
  ppid: number;
  readonly since: number | null;
}

interface Holder {
  readonly key: ProcessKey;
  readonly pid: number;
  held: number;
  seen: number;
  /** One of its zombies was left for so long that it has to be told. */
  told: boolean;
  readonly course: (readonly [number, number])[];
}

/** Who holds zombies, since when, and how many it was at each moment. */
export class LeakWatch {
  readonly #living: Living;
  readonly #zombies = new Map<ProcessKey, Zombie>();
  readonly #holders = new Map<ProcessKey, Holder>();
  #began: number | null = null;
  #now = 0;

  /** @param living - brought up to date before this is */
  constructor(living: Living) {
    this.#living = living;
  }

  /** Everything anew, as after a restart of the sampler: what was seen before stays seen. */
  reset(at: number, processes: readonly ProcessInfo[]): void {
    this.#zombies.clear();
    this.#meet(processes);
    this.#count(at);
  }

  take({ facts, added, changed, removed }: Pick<Delta, 'facts' | 'added' | 'changed' | 'removed'>): void {
    let different = this.#began === null;
    for (const key of removed) {
      if (this.#zombies.delete(key)) different = true;
      if (this.#holders.delete(key)) different = true;
    }
    if (this.#meet(added)) different = true;
    for (const [key, change] of changed) {
      const zombie = this.#zombies.get(key);
      if (zombie !== undefined) {
        if (change.ppid !== undefined) {
          zombie.ppid = change.ppid;
          different = true;
        }
        if (change.marks !== undefined && !change.marks.includes('zombie')) {
          this.#zombies.delete(key);
          different = true;
        }
      } else if (change.marks?.includes('zombie')) {
        const ppid = this.#living.get(key)?.ppid;
        if (ppid === undefined) continue;
        this.#add(key, ppid, change.zombieSince ?? facts.takenAt);
        different = true;
      }
    }
    if (different) this.#count(facts.takenAt);
    this.#now = facts.takenAt;
  }

  /** Those that hold most first, then those that leak fastest. */
  leaks(): Leak[] {
    const oldest = new Map<number, number>();
    const left = new Set<number>();
    for (const { ppid, since } of this.#zombies.values()) {
      if (this.#now - (since ?? this.#began ?? 0) >= PATIENCE_MS) left.add(ppid);
      if (since !== null) oldest.set(ppid, Math.min(since, oldest.get(ppid) ?? since));
    }
    const leaks: Leak[] = [];
    for (const holder of this.#holders.values()) {
      if (left.has(holder.pid)) holder.told = true;
      if (!holder.told) continue;
      const { key, pid, held, seen, course } = holder;
      const changedAt = course.at(-1)?.[0] ?? 0;
      if (held === 0 && this.#now - changedAt > REMEMBERED_MS) {
        this.#holders.delete(key);
        continue;
      }
      leaks.push({
        key,
        pid,
        name: this.#living.get(key)?.name ?? '',
        held,
        seen,
        perMinute: this.#rateOf(course, held),
        oldestSince: oldest.get(pid) ?? null,
        course: [...course],
      });
    }
    return leaks.sort((a, b) => b.held - a.held || (b.perMinute ?? 0) - (a.perMinute ?? 0) || a.pid - b.pid);
  }

  #meet(processes: readonly ProcessInfo[]): boolean {
    let met = false;
    for (const { key, ppid, marks, zombieSince } of processes) {
      if (marks.length === 0 || !marks.includes('zombie')) continue;
      this.#add(key, ppid, zombieSince);
      met = true;
    }
    return met;
  }

  #add(key: ProcessKey, ppid: number, since: number | null): void {
    this.#zombies.set(key, { ppid, since });
    const parent = this.#living.at(ppid);
    if (parent === undefined) return;
    const holder = this.#holders.get(parent.key);
    if (holder !== undefined) holder.seen += 1;
    else {
      this.#holders.set(parent.key, {
        key: parent.key,
        pid: ppid,
        held: 0,
        seen: 1,
        told: false,
        course: [],
      });
    }
  }

  #count(at: number): void {
    const first = this.#began === null;
    this.#began ??= at;
    this.#now = at;
    const counts = new Map<number, number>();
    for (const { ppid } of this.#zombies.values()) counts.set(ppid, (counts.get(ppid) ?? 0) + 1);
    for (const holder of this.#holders.values()) {
      const held = counts.get(holder.pid) ?? 0;
      if (held === holder.held) continue;
      // What was there before we looked is where the line begins, and no leak of ours to see.
      if (holder.course.length === 0 && !first) holder.course.push([at, 0]);
      holder.held = held;
      holder.course.push([at, held]);
      if (holder.course.length > POINTS) thin(holder.course);
    }
  }

  #rateOf(course: Holder['course'], held: number): number | null {
    if (this.#began === null) return null;
    const from = Math.max(this.#began, this.#now - LATELY_MS);
    const elapsed = this.#now - from;
    if (elapsed < SOON_MS) return null;
    const before = course.findLast(([at]) => at <= from)?.[1] ?? 0;
    return Math.max(0, held - before) / (elapsed / 60_000);
  }
}

function thin(course: Holder['course']): void {
  const half = course.length >> 1;
  const older = course.splice(0, half).filter((_point, at) => at % 2 === 0);
  course.unshift(...older);
}
