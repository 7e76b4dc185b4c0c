import type { Delta } from '../../core/delta.ts';
import type { Leak, LeakCourses } from '../../core/history.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';
import { Holder, type Zombie } from './holder.ts';
import type { Living } from './living.ts';

/** Who holds no zombies any more, or has ended, stays to be seen for so long. */
const REMEMBERED_MS = 10 * 60_000;
/** And no more of those than so many: where something leaks and ends all the time, the latest will do. */
const REMEMBERED_MOST = 500;
/** Younger zombies are not yet a leak: most parents collect theirs a moment later. */
const PATIENCE_MS = 2_000;

/** Whose course is wanted, and until when it is known. */
export interface CourseQuestion {
  readonly key: ProcessKey;
  readonly after: number;
}

/** Who holds zombies, since when, and how many it was at each moment. */
export class LeakWatch {
  readonly #living: Living;
  readonly #zombies = new Map<ProcessKey, Zombie>();
  /** Those that may be collected the next moment. */
  readonly #young = new Set<Zombie>();
  /** Those whose parent was not seen yet. */
  readonly #parentless = new Map<Zombie, number>();
  readonly #holders = new Map<ProcessKey, Holder>();
  /** Those that hold none, in the order in which that came to be. */
  readonly #empty = new Set<Holder>();
  /** Those of which something is different since the last count. */
  readonly #touched = new Set<Holder>();
  #began: number | null = null;
  #now = 0;

  /** @param living - brought up to date before this is */
  constructor(living: Living) {
    this.#living = living;
  }

  /** Everything anew, as after a restart of the sampler: what was seen before stays seen, as far as it is there. */
  reset(at: number, processes: readonly ProcessInfo[]): void {
    const found = this.#began === null;
    this.#began ??= at;
    const dead = processes.filter(isZombie);
    const still = new Set(dead.map(({ key }) => key));
    for (const holder of this.#holders.values()) {
      const known = this.#living.get(holder.key);
      if (known === undefined || still.has(holder.key)) this.#end(holder, at);
      else holder.call(known);
    }
    for (const zombie of this.#zombies.values()) if (!still.has(zombie.key)) this.#remove(zombie, at);
    for (const process of dead) this.#meet(process, at, found);
    this.#count(at);
  }

  take({ facts, added, changed, removed }: Pick<Delta, 'facts' | 'added' | 'changed' | 'removed'>): void {
    const at = facts.takenAt;
    this.#began ??= at;
    // Who ends does so before its zombies go anywhere else.
    for (const key of removed) this.#endOf(key, at);
    for (const [key, { name, command, marks }] of changed) {
      if (marks?.includes('zombie')) this.#endOf(key, at);
      if (name !== undefined || command !== undefined) this.#holders.get(key)?.call({ name, command });
    }
    for (const key of removed) {
      const zombie = this.#zombies.get(key);
      if (zombie !== undefined) this.#remove(zombie, at);
    }
    for (const process of added) if (isZombie(process)) this.#meet(process, at);
    for (const [key, { ppid, marks, zombieSince }] of changed) {
      const zombie = this.#zombies.get(key);
      if (zombie === undefined) {
        const known = marks?.includes('zombie') ? this.#living.get(key) : undefined;
        if (known !== undefined) this.#meet({ key, ppid: known.ppid, zombieSince: zombieSince ?? at }, at);
      } else if (marks !== undefined && !marks.includes('zombie')) this.#remove(zombie, at);
      else if (ppid !== undefined) this.#give(zombie, ppid, at);
    }
    this.#count(at);
  }

  /** Those that hold most first. */
  leaks(): Leak[] {
    const began = this.#began ?? 0;
    const known = this.#now - PATIENCE_MS;
    const leaks: Leak[] = [];
    for (const holder of this.#holders.values()) {
      if (holder.told) leaks.push(holder.leak(began, known, this.#zombies.has(holder.key)));
    }
    return leaks.sort((a, b) => b.held - a.held || a.pid - b.pid);
  }

  courses(of: readonly CourseQuestion[]): LeakCourses {
    return {
      began: this.#began,
      courses: of.flatMap(({ key, after }) => {
        const holder = this.#holders.get(key);
        return holder === undefined ? [] : [{ key, ...holder.course.after(after) }];
      }),
    };
  }

  #meet(
    { key, ppid, zombieSince }: Pick<ProcessInfo, 'key' | 'ppid' | 'zombieSince'>,
    at: number,
    found = false,
  ): void {
    const known = this.#zombies.get(key);
    if (known !== undefined) {
      this.#give(known, ppid, at);
      return;
    }
    // Who came while nobody looked did so a moment ago.
    const since = zombieSince ?? (found ? null : at);
    const zombie: Zombie = {
      key,
      since,
      at: found ? (since ?? at) : at,
      found,
      left: false,
      there: true,
      holder: null,
    };
    this.#zombies.set(key, zombie);
    this.#young.add(zombie);
    this.#give(zombie, ppid, at);
  }

  /** To its parent, or to who adopted it: for that one it is new, and left only after a moment. */
  #give(zombie: Zombie, ppid: number, at: number): void {
    const parent = this.#living.at(ppid);
    // One that is a zombie itself has no children: whose it is instead, the next look shows.
    if (parent === undefined || this.#zombies.has(parent.key)) {
      this.#parentless.set(zombie, ppid);
      return;
    }
    this.#parentless.delete(zombie);
    const before = zombie.holder;
    if (before?.key === parent.key) return;
    if (before !== null) {
      before.lose(zombie);
      this.#touched.add(before);
      zombie.at = at;
      zombie.found = false;
      zombie.left = false;
      this.#young.add(zombie);
    }
    let holder = this.#holders.get(parent.key);
    if (holder === undefined) {
      holder = new Holder(parent);
      this.#holders.set(parent.key, holder);
    }
    zombie.holder = holder;
    holder.zombies.add(zombie);
    this.#touched.add(holder);
  }

  #remove(zombie: Zombie, at: number): void {
    zombie.there = false;
    this.#zombies.delete(zombie.key);
    this.#young.delete(zombie);
    this.#parentless.delete(zombie);
    if (zombie.holder === null) return;
    zombie.holder.collect(zombie, at);
    this.#touched.add(zombie.holder);
  }

  #endOf(key: ProcessKey, at: number): void {
    const holder = this.#holders.get(key);
    if (holder !== undefined) this.#end(holder, at);
  }

  #end(holder: Holder, at: number): void {
    holder.end(at);
    this.#touched.add(holder);
  }

  #count(at: number): void {
    this.#now = at;
    for (const [zombie, ppid] of this.#parentless) this.#give(zombie, ppid, at);
    for (const zombie of this.#young) {
      // A clock that was set back would make one wait for ever.
      if (Math.abs(at - zombie.at) < PATIENCE_MS) continue;
      // While nobody is seen who would have to collect it, nobody leaves it.
      if (zombie.holder === null || zombie.holder.ended) continue;
      this.#young.delete(zombie);
      zombie.holder.leave(zombie);
    }
    for (const holder of this.#touched) {
      if (holder.held !== holder.course.last) holder.course.add(at, holder.held);
      this.#empty.delete(holder);
      if (holder.held > 0) continue;
      if (holder.told) {
        holder.emptySince = at;
        this.#empty.add(holder);
      } else this.#holders.delete(holder.key);
    }
    this.#touched.clear();
    for (const holder of this.#empty) {
      if (this.#empty.size <= REMEMBERED_MOST && at - holder.emptySince <= REMEMBERED_MS) break;
      this.#empty.delete(holder);
      this.#holders.delete(holder.key);
    }
  }
}

const isZombie = ({ marks }: ProcessInfo): boolean => marks.length > 0 && marks.includes('zombie');
