import type { Delta } from '../../core/delta.ts';
import type { ProcessEvent } from '../../core/events.ts';
import {
  commandThen,
  type HistoryEntry,
  type HistoryFilter,
  type HistoryPage,
  type Life,
  pidIn,
} from '../../core/history.ts';
import { HISTORY } from '../../core/limits.ts';
import { type ProcessInfo, type ProcessKey, partsOf } from '../../core/process.ts';
import { Lives } from './lives.ts';
import type { Living } from './living.ts';

export interface HistoryQuestion {
  readonly filter: HistoryFilter;
  /** Only those with a higher number. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** What happened lately, in a ring: the latest events push out the earliest. Beside it, who they happened to. */
export class EventHistory {
  readonly #living: Living;
  readonly #room: number;
  readonly #lives: Lives;
  /** Each in the slot of its number modulo the room. */
  readonly #ring: (HistoryEntry | undefined)[] = [];
  /** The number of the next event. */
  #next = 1;
  /** When the first look was; `null` before it. */
  #began: number | null = null;
  /** How many lives there may be before those are forgotten that nobody can ask for. */
  #most: number;

  /** @param living - brought up to date before this is */
  constructor(living: Living, room: number = HISTORY.kept, lives = new Lives()) {
    this.#living = living;
    this.#room = room;
    this.#lives = lives;
    this.#most = 2 * room;
  }

  /** Everything anew; what happened before stays told. */
  begin(at: number, processes: readonly ProcessInfo[] = []): void {
    this.#began ??= at;
    this.#meet(processes);
  }

  take({ added, changed, events }: Pick<Delta, 'added' | 'changed' | 'events'>): void {
    this.#meet(added);
    for (const event of events) {
      this.#lives.take(event);
      this.#ring[this.#next % this.#room] = this.#entry(event);
      this.#next += 1;
    }
    // The rows are as of now, and the events before them.
    for (const process of added) this.#lives.change(process.key, process);
    for (const [key, change] of changed) this.#lives.change(key, change);
    if (this.#lives.size > this.#most) this.#forget();
  }

  ask({ filter, after = 0, limit }: HistoryQuestion): HistoryPage {
    const matches = this.#test(filter);
    const earliest = Math.max(after + 1, this.#earliest);
    const entries: HistoryEntry[] = [];
    let more = false;
    for (let seq = this.#next - 1; seq >= earliest; seq -= 1) {
      const entry = this.#ring[seq % this.#room];
      if (entry === undefined || !matches(entry)) continue;
      if (entries.length === limit) {
        more = true;
        break;
      }
      entries.push(entry);
    }
    return {
      entries,
      last: this.#next - 1,
      kept: this.#next - this.#earliest,
      more,
      since: this.#since,
      lives: this.#livesOf(filter),
      livesSince: this.#lives.ended.since ?? this.#began,
    };
  }

  /** Those above a process, from the one that started it upwards, be they gone or not. */
  above(key: ProcessKey): ProcessKey[] {
    return [...this.#lives.above(key)];
  }

  get #earliest(): number {
    return Math.max(1, this.#next - this.#room);
  }

  get #since(): number | null {
    return this.#next <= this.#room + 1
      ? this.#began
      : (this.#ring[this.#earliest % this.#room]?.event.at ?? null);
  }

  /** With the names that there are now, as later they may be those of others. */
  #entry(event: ProcessEvent): HistoryEntry {
    const nameOf = (key: ProcessKey | null): string | null =>
      (key === null ? undefined : this.#lives.get(key)?.name) ?? null;
    return {
      seq: this.#next,
      event,
      command: 'command' in event ? '' : (this.#lives.get(event.key)?.command ?? ''),
      by: nameOf(doer(event)),
      former: nameOf(event.kind === 'reparented' ? event.formerParent : null),
    };
  }

  #meet(processes: readonly ProcessInfo[]): void {
    for (const process of processes) {
      const parent = this.#living.at(process.ppid) ?? null;
      this.#lives.meet(process, parent?.key === process.key ? null : parent);
    }
  }

  #test({ text = '', key, under, kinds }: HistoryFilter): (entry: HistoryEntry) => boolean {
    const wanted = text.trim().toLowerCase();
    const pid = pidIn(text);
    const ofKind = kinds === undefined ? null : new Set(kinds);
    const has = (one: string): boolean => one.toLowerCase().includes(wanted);
    const named = new Map<ProcessKey, boolean>();
    const isNamed = (one: ProcessKey): boolean => {
      const before = named.get(one);
      if (before !== undefined) return before;
      const life = this.#lives.get(one);
      const is = life !== undefined && (has(life.name) || has(life.command));
      named.set(one, is);
      return is;
    };
    const below = new Map<ProcessKey, boolean>();
    return (entry) => {
      const { event } = entry;
      return (
        (ofKind === null || ofKind.has(event.kind)) &&
        (key === undefined || event.key === key) &&
        (wanted === '' ||
          (pid === null
            ? isNamed(event.key) || has(event.name) || has(commandThen(entry))
            : event.pid === pid)) &&
        (under === undefined || this.#isUnder(event.key, under, below))
      );
    };
  }

  #livesOf({ text = '', key, under }: HistoryFilter): Life[] {
    const one = key ?? under;
    if (one !== undefined) return this.#lives.of(partsOf(one).pid).filter((life) => life.key === one);
    const pid = pidIn(text);
    return pid === null ? [] : this.#lives.of(pid);
  }

  #isUnder(key: ProcessKey, root: ProcessKey, known: Map<ProcessKey, boolean>): boolean {
    const before = known.get(key);
    if (before !== undefined) return before;
    const path: ProcessKey[] = [];
    let found = false;
    for (const at of [key, ...this.#lives.above(key)]) {
      found = known.get(at) ?? at === root;
      if (found || known.has(at)) break;
      path.push(at);
    }
    for (const one of path) known.set(one, found);
    return found;
  }

  /** Keeps only who can still be asked for: by a kept event, or as a living process, with those above. */
  #forget(): void {
    const needed = new Set<ProcessKey>(this.#living.keys());
    for (const entry of this.#ring) if (entry !== undefined) needed.add(entry.event.key);
    this.#lives.keep(needed);
    // Where that were many, the next time is not right away.
    this.#most = Math.max(2 * this.#room, 2 * this.#lives.size);
  }
}

/** Who did it, where somebody did. */
function doer(event: ProcessEvent): ProcessKey | null {
  switch (event.kind) {
    case 'started':
      return event.parent;
    case 'reaped':
      return event.reaper;
    case 'reparented':
      return event.adopter;
    default:
      return null;
  }
}
