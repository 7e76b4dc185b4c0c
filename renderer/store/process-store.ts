import type { Delta, FullState, ProcessChange, SampleFacts } from '../../core/delta.ts';
import type { Host, ProcessInfo, ProcessKey, SourceName } from '../../core/process.ts';
import { ProcessTree } from '../../core/tree.ts';
import { Course } from './course.ts';
import { Due } from './due.ts';
import { Listeners, Value } from './value.ts';

/** For how long a process that began is pointed out, and one that ended stays to be seen. */
const FRESH_MS = 5_000;
const ENDING_MS = 4_000;

const isZombie = (process: ProcessInfo): boolean => process.marks.includes('zombie');

/** One process, as the page holds it: the same object for as long as the process is to be seen. */
export class ProcessRow {
  readonly key: ProcessKey;
  process: ProcessInfo;
  /** It began while we looked, a moment ago. */
  fresh = false;
  /** When it was no longer there, in milliseconds since the epoch. */
  endedAt: number | null = null;
  /** Children that have ended and that it has not collected. */
  zombiesHeld = 0;
  /** When the page saw it first, in milliseconds since the epoch. */
  readonly seenAt: number;
  #course: Course | null = null;
  #version = 0;
  /** Of thousands of rows only those on the screen have any. */
  #listeners: Listeners | null = null;

  constructor(process: ProcessInfo, seenAt: number) {
    this.key = process.key;
    this.process = process;
    this.seenAt = seenAt;
  }

  /** `null` while nothing about it has changed. */
  get course(): Course | null {
    return this.#course;
  }

  change(change: ProcessChange, at: number): void {
    const before = this.process;
    this.process = { ...before, ...change };
    if (change.cpuPercent === undefined && change.rssBytes === undefined) return;
    if (this.#course === null) {
      this.#course = new Course();
      this.#course.add(this.seenAt, before);
    }
    this.#course.add(at, this.process);
  }

  /** Rises with every change: what React compares. */
  get version(): number {
    return this.#version;
  }

  get subscribe(): Listeners['subscribe'] {
    this.#listeners ??= new Listeners();
    return this.#listeners.subscribe;
  }

  touched(): void {
    this.#version += 1;
    this.#listeners?.notify();
  }
}

/** What an update did, for those who keep something in step with the store. */
export interface Applied {
  /** Everything may be different. */
  readonly whole: boolean;
  /** The tree has another shape. */
  readonly shape: boolean;
  readonly added: readonly ProcessKey[];
  readonly changed: readonly (readonly [ProcessKey, ProcessChange])[];
  /** They have just ended, and are still there to be seen. */
  readonly ended: readonly ProcessKey[];
  readonly dropped: readonly ProcessKey[];
}

/**
 * All processes of the machine, outside of React: an update touches what differs, and wakes only those
 * who watch exactly that.
 */
export class ProcessStore {
  readonly tree = new ProcessTree();
  readonly facts = new Value<SampleFacts | null>(null);
  /** How many there are: for those who need not be woken by every sample. */
  readonly zombies = new Value(0);
  readonly host = new Value<Host | null>(null);
  readonly source = new Value<SourceName | null>(null);
  readonly #rows = new Map<ProcessKey, ProcessRow>();
  readonly #zombies = new Set<ProcessKey>();
  readonly #holders = new Set<ProcessRow>();
  /** Those that are not fresh any more by then, or not to be seen. */
  readonly #due = new Due<ProcessRow>((rows) => this.#fallDue(rows));
  readonly #applied = new Set<(applied: Applied) => void>();

  row(key: ProcessKey): ProcessRow | undefined {
    return this.#rows.get(key);
  }

  /** The process that has this pid now. */
  rowAt(pid: number): ProcessRow | undefined {
    const node = this.tree.at(pid);
    return node && this.#rows.get(node.key);
  }

  /** Also those that have just ended. */
  rows(): Iterable<ProcessRow> {
    return this.#rows.values();
  }

  onApplied(listener: (applied: Applied) => void): () => void {
    this.#applied.add(listener);
    return () => this.#applied.delete(listener);
  }

  reset(full: FullState): void {
    const present = new Set<ProcessKey>();
    const touched: ProcessRow[] = [];
    this.#due.clear();
    this.#zombies.clear();
    for (const process of full.processes) {
      present.add(process.key);
      const row = this.#rows.get(process.key);
      if (row === undefined) this.#rows.set(process.key, new ProcessRow(process, full.facts.takenAt));
      else {
        row.process = process;
        row.fresh = false;
        row.endedAt = null;
        touched.push(row);
      }
      if (isZombie(process)) this.#zombies.add(process.key);
    }
    const dropped: ProcessKey[] = [];
    for (const [key, row] of this.#rows) {
      if (present.has(key)) continue;
      this.#rows.delete(key);
      dropped.push(key);
      row.endedAt ??= full.facts.takenAt;
      touched.push(row);
    }
    this.tree.reset(full.processes);
    touched.push(...this.#countHeld());
    this.host.set(full.host);
    this.source.set(full.source);
    this.#announce({ whole: true, shape: true, added: [], changed: [], ended: [], dropped }, touched);
    this.zombies.set(full.facts.zombies);
    this.facts.set(full.facts);
  }

  /** Forgets all rows with their past: what is shown next is another time. */
  clear(): void {
    this.#rows.clear();
    this.#holders.clear();
  }

  /** A row that somebody still looks at is of a process that is not there now. */
  bury(row: ProcessRow): void {
    row.endedAt = this.facts.get()?.takenAt ?? row.seenAt;
    row.touched();
  }

  apply(delta: Pick<Delta, 'added' | 'changed' | 'removed' | 'facts'>): void {
    const touched: ProcessRow[] = [];
    const added: ProcessKey[] = [];
    const changed: [ProcessKey, ProcessChange][] = [];
    const ended: ProcessKey[] = [];
    let recount = false;

    for (const key of delta.removed) {
      const row = this.#rows.get(key);
      if (row === undefined || row.endedAt !== null) continue;
      row.endedAt = delta.facts.takenAt;
      row.fresh = false;
      this.#due.put(row, ENDING_MS);
      if (this.#zombies.delete(key)) recount = true;
      ended.push(key);
      touched.push(row);
    }
    for (const process of delta.added) {
      const row = new ProcessRow(process, delta.facts.takenAt);
      row.fresh = true;
      this.#due.put(row, FRESH_MS);
      this.#rows.set(process.key, row);
      if (isZombie(process)) {
        this.#zombies.add(process.key);
        recount = true;
      }
      added.push(process.key);
    }
    for (const [key, change] of delta.changed) {
      const row = this.#rows.get(key);
      if (row === undefined) continue;
      row.change(change, delta.facts.takenAt);
      if (change.marks !== undefined && isZombie(row.process) !== this.#zombies.has(key)) {
        if (isZombie(row.process)) this.#zombies.add(key);
        else this.#zombies.delete(key);
        recount = true;
      }
      changed.push([key, change]);
      touched.push(row);
    }

    // What has ended keeps its place for a moment, so it is not taken out of the tree yet.
    const shape = this.tree.apply({ added: delta.added, changed: delta.changed, removed: [] });
    if (recount || shape) touched.push(...this.#countHeld());
    this.#announce({ whole: false, shape, added, changed, ended, dropped: [] }, touched);
    this.zombies.set(delta.facts.zombies);
    this.facts.set(delta.facts);
    this.#due.run();
  }

  /** Of two moments laid over each other: who is gone since the first, and who came. All of them stay. */
  point({
    gone,
    fresh,
  }: {
    readonly gone: readonly ProcessKey[];
    readonly fresh: readonly ProcessKey[];
  }): void {
    const touched: ProcessRow[] = [];
    for (const key of fresh) {
      const row = this.#rows.get(key);
      if (row === undefined) continue;
      row.fresh = true;
      touched.push(row);
    }
    for (const key of gone) {
      const row = this.#rows.get(key);
      if (row === undefined) continue;
      row.endedAt = this.facts.get()?.takenAt ?? row.seenAt;
      this.#zombies.delete(key);
      touched.push(row);
    }
    touched.push(...this.#countHeld());
    this.#announce({ whole: true, shape: false, added: [], changed: [], ended: [], dropped: [] }, touched);
  }

  /** While nothing is sampled, or the rows are held, nothing vanishes either. */
  hold(who: 'pause' | 'rows', held: boolean): void {
    this.#due.hold(who, held);
  }

  /** The user on whose behalf this app runs, as its own processes tell. */
  get ownUid(): number | null {
    for (const { process } of this.#rows.values()) if (process.marks.includes('own')) return process.uid;
    return null;
  }

  /** Counts anew who holds zombies, and returns the rows for which the number is another. */
  #countHeld(): ProcessRow[] {
    const counts = new Map<ProcessRow, number>();
    for (const key of this.#zombies) {
      const parent = this.tree.node(key)?.parent;
      const row = parent && this.#rows.get(parent.key);
      if (row) counts.set(row, (counts.get(row) ?? 0) + 1);
    }
    const touched: ProcessRow[] = [];
    for (const row of this.#holders) if (!counts.has(row)) counts.set(row, 0);
    for (const [row, held] of counts) {
      if (held > 0) this.#holders.add(row);
      else this.#holders.delete(row);
      if (row.zombiesHeld === held) continue;
      row.zombiesHeld = held;
      touched.push(row);
    }
    return touched;
  }

  #announce(applied: Applied, touched: readonly ProcessRow[]): void {
    for (const row of new Set(touched)) row.touched();
    for (const listener of this.#applied) listener(applied);
  }

  #fallDue(rows: readonly ProcessRow[]): void {
    const touched: ProcessRow[] = [];
    const dropped: ProcessKey[] = [];
    for (const row of rows) {
      if (row.endedAt === null) {
        row.fresh = false;
        touched.push(row);
      } else {
        this.#rows.delete(row.key);
        dropped.push(row.key);
      }
    }
    const shape = dropped.length > 0 && this.tree.apply({ added: [], changed: [], removed: dropped });
    if (shape) touched.push(...this.#countHeld());
    this.#announce({ whole: false, shape, added: [], changed: [], ended: [], dropped }, touched);
  }
}
