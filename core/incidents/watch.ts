import type { Delta } from '../delta.ts';
import type { ProcessInfo, ProcessKey } from '../process.ts';
import type { Incident, IncidentEnd, IncidentNews } from './incident.ts';

/** The processes as they are after the delta that is being told. */
export interface Present {
  row(key: ProcessKey): ProcessInfo | undefined;
  /** The process that has this pid now. */
  at(pid: number): ProcessInfo | undefined;
}

/** So often it is said that what is open still is. */
const ALIVE_EVERY_MS = 300_000;

interface Zombie {
  readonly firstSeen: number;
  /** As it was when it was first seen dead. */
  readonly row: ProcessInfo;
  readonly parent: ProcessInfo | null;
  /** As it was last. */
  latest: ProcessInfo;
  told: boolean;
}

/** Sees which zombies are left for so long that they are worth being remembered, and how each of them goes. */
export class IncidentWatch {
  /** Zombies that are younger are nothing to tell: most parents collect theirs a moment later. */
  graceMs: number;
  readonly #present: Present;
  readonly #zombies = new Map<ProcessKey, Zombie>();
  #waiting = 0;
  #aliveAt = Number.NEGATIVE_INFINITY;

  constructor(present: Present, graceMs: number) {
    this.#present = present;
    this.graceMs = graceMs;
  }

  /** Those that are seen now, told or not. */
  get zombies(): ProcessKey[] {
    return [...this.#zombies.keys()];
  }

  /** `null` where nothing is new. */
  take({
    facts: { takenAt },
    added,
    changed,
    removed,
  }: Pick<Delta, 'facts' | 'added' | 'changed' | 'removed'>): IncidentNews | null {
    const gone = new Set(removed);
    const closed: IncidentNews['closed'][number][] = [];
    for (const key of removed) {
      const zombie = this.#zombies.get(key);
      if (zombie === undefined) continue;
      this.#forget(key, zombie);
      if (zombie.told)
        closed.push({ key, exit: zombie.latest.exit, end: this.#endOf(zombie, takenAt, gone) });
    }
    for (const row of added) this.#look(row, takenAt);
    for (const [key, change] of changed) {
      const known = this.#zombies.has(key);
      if (!known && change.marks === undefined) continue;
      const row = this.#present.row(key);
      if (row !== undefined) this.#look(row, takenAt);
    }
    const opened = this.#waiting === 0 ? [] : this.#ripe(takenAt);
    const open = this.#zombies.size - this.#waiting;
    const alive = open > 0 && Math.abs(takenAt - this.#aliveAt) >= ALIVE_EVERY_MS;
    if (alive) this.#aliveAt = takenAt;
    if (opened.length + closed.length === 0 && !alive) return null;
    return { opened, closed, aliveAt: alive ? takenAt : null };
  }

  #look(row: ProcessInfo, takenAt: number): void {
    const known = this.#zombies.get(row.key);
    // What the lab leaves is left on purpose.
    if (!row.marks.includes('zombie') || row.marks.includes('lab')) {
      if (known !== undefined) this.#forget(row.key, known);
      return;
    }
    if (known !== undefined) {
      known.latest = row;
      return;
    }
    this.#waiting += 1;
    this.#zombies.set(row.key, {
      firstSeen: takenAt,
      row,
      parent: this.#present.at(row.ppid) ?? null,
      latest: row,
      told: false,
    });
  }

  #forget(key: ProcessKey, zombie: Zombie): void {
    this.#zombies.delete(key);
    if (!zombie.told) this.#waiting -= 1;
  }

  #ripe(takenAt: number): Incident[] {
    const opened: Incident[] = [];
    for (const zombie of this.#zombies.values()) {
      // A clock that was set back would make one wait for ever.
      if (zombie.told || Math.abs(takenAt - zombie.firstSeen) < this.graceMs) continue;
      zombie.told = true;
      this.#waiting -= 1;
      const { row, latest, firstSeen } = zombie;
      const parent = this.#parentOf(zombie);
      opened.push({
        key: row.key,
        pid: row.pid,
        name: row.name,
        command: row.command,
        user: row.user ?? latest.user,
        parent:
          parent === null
            ? null
            : { key: parent.key, pid: parent.pid, name: parent.name, command: parent.command },
        firstSeen,
        since: row.zombieSince,
        lastSeen: takenAt,
        exit: latest.exit,
        end: null,
      });
    }
    return opened;
  }

  /** As it was then; a quick first look may have left its command line to the next one. */
  #parentOf({ parent }: Zombie): ProcessInfo | null {
    return parent?.command === '' ? (this.#present.row(parent.key) ?? parent) : parent;
  }

  #endOf({ row, parent, latest }: Zombie, at: number, gone: ReadonlySet<ProcessKey>): IncidentEnd {
    const strategy = null;
    const holder = this.#present.at(latest.ppid);
    if (latest.ppid !== row.ppid) {
      return { at, by: 'adopter', pid: latest.ppid, name: holder?.name ?? null, strategy };
    }
    if (parent === null) return { at, by: 'unknown', pid: null, name: null, strategy };
    // It went together with its parent: whoever adopted it collected it at once, and was not seen.
    if (gone.has(parent.key) || holder?.key !== parent.key) {
      return { at, by: 'adopter', pid: null, name: null, strategy };
    }
    return { at, by: 'parent', pid: parent.pid, name: parent.name, strategy };
  }
}
