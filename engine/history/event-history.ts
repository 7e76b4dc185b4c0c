import type { Delta } from '../../core/delta.ts';
import type { ProcessEvent } from '../../core/events.ts';
import type { HistoryEntry, HistoryFilter, HistoryPage } from '../../core/history.ts';
import { HISTORY } from '../../core/limits.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';
import type { Living } from './living.ts';

export interface HistoryQuestion {
  readonly filter: HistoryFilter;
  /** Only those with a higher number. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** What happened lately, in a ring: the latest events push out the earliest. */
export class EventHistory {
  readonly #living: Living;
  readonly #room: number;
  /** Each in the slot of its number modulo the room. */
  readonly #ring: (ProcessEvent | undefined)[] = [];
  /** The number of the next event. */
  #next = 1;
  /** Who started whom, for as long as either can still be asked for. */
  readonly #parents = new Map<ProcessKey, ProcessKey>();

  /** @param living - brought up to date before this is */
  constructor(living: Living, room: number = HISTORY.kept) {
    this.#living = living;
    this.#room = room;
  }

  get #earliest(): number {
    return Math.max(1, this.#next - this.#room);
  }

  meet(processes: readonly ProcessInfo[]): void {
    for (const { key, ppid } of processes) {
      const parent = this.#living.at(ppid);
      if (parent !== undefined && parent.key !== key && !this.#parents.has(key)) {
        this.#parents.set(key, parent.key);
      }
    }
  }

  take({ added, events }: Pick<Delta, 'added' | 'events'>): void {
    for (const event of events) {
      if (event.kind === 'started' && event.parent !== null) this.#parents.set(event.key, event.parent);
      this.#ring[this.#next % this.#room] = event;
      this.#next += 1;
    }
    this.meet(added);
    if (this.#parents.size > 4 * this.#room) this.#forgetParents();
  }

  ask({ filter, after = 0, limit }: HistoryQuestion): HistoryPage {
    const matches = this.#test(filter);
    const earliest = Math.max(after + 1, this.#earliest);
    const entries: HistoryEntry[] = [];
    let more = false;
    for (let seq = this.#next - 1; seq >= earliest; seq -= 1) {
      const event = this.#ring[seq % this.#room];
      if (event === undefined || !matches(event)) continue;
      if (entries.length === limit) {
        more = true;
        break;
      }
      entries.push({ seq, event });
    }
    return { entries, last: this.#next - 1, kept: this.#next - this.#earliest, more };
  }

  #test({ text, key, under, kinds }: HistoryFilter): (event: ProcessEvent) => boolean {
    const wanted = text?.trim().toLowerCase() ?? '';
    const pid = /^\d+$/.test(wanted) ? Number(wanted) : null;
    const ofKind = kinds === undefined ? null : new Set(kinds);
    const below = new Map<ProcessKey, boolean>();
    return (event) =>
      (ofKind === null || ofKind.has(event.kind)) &&
      (key === undefined || event.key === key) &&
      (wanted === '' ||
        (pid === null
          ? event.name.toLowerCase().includes(wanted) ||
            (event.kind === 'exec' && event.command.toLowerCase().includes(wanted))
          : event.pid === pid)) &&
      (under === undefined || this.#isUnder(event.key, under, below));
  }

  #isUnder(key: ProcessKey, root: ProcessKey, known: Map<ProcessKey, boolean>): boolean {
    const path: ProcessKey[] = [];
    let at: ProcessKey | undefined = key;
    let found = false;
    while (at !== undefined) {
      const before = known.get(at);
      if (before !== undefined || at === root) {
        found = before ?? true;
        break;
      }
      path.push(at);
      // Marked at once: should the data ever hold a ring, the walk ends in it.
      known.set(at, false);
      at = this.#parents.get(at);
    }
    for (const one of path) known.set(one, found);
    return found;
  }

  /** Keeps only what leads from a kept event or a living process upwards. */
  #forgetParents(): void {
    const needed = new Set<ProcessKey>();
    const need = (key: ProcessKey): void => {
      for (
        let at: ProcessKey | undefined = key;
        at !== undefined && !needed.has(at);
        at = this.#parents.get(at)
      ) {
        needed.add(at);
      }
    };
    for (const event of this.#ring) if (event !== undefined) need(event.key);
    for (const key of this.#living.keys()) need(key);
    for (const key of this.#parents.keys()) if (!needed.has(key)) this.#parents.delete(key);
  }
}
