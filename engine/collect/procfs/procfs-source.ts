import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { firstInTree } from '../../../core/first-in-tree.ts';
import { type Host, keyOf, type ProcessKey, partsOf } from '../../../core/process.ts';
import type { Changes, RawProcess } from '../../../core/reading.ts';
import type { Attention, FirstLook, ProcessSource } from '../source.ts';
import { Descriptors } from './descriptors.ts';
import { ProcessFacts } from './process-facts.ts';
import { parseStat } from './stat.ts';

/** Room for one `stat` line: 52 numbers of at most 20 digits, and a name. */
const LINE_BYTES = 1280;
/** A process may rewrite its command line, or be moved, unseen: shortly after its birth it often is. */
const YOUNG_READINGS = 3;
const YOUNG_MS = 10_000;
/** And later rarely: so many others are asked again with each reading, in turn. */
const TURN = 32;

/** Other than any line: the next one is read in any case. */
const NO_LINE = Buffer.alloc(0);
/** So many rows of the tree are on the first screen, even on a large one. */
const FIRST_ROWS = 100;

interface Entry {
  readonly pid: number;
  /** -1 where none is kept (the budget was used up, or it was only looked at quickly): opened for each reading. */
  fd: number;
  /** The last line, byte for byte. */
  line: Buffer;
  raw: RawProcess;
  /** What was last answered; `null` at first. */
  told: RawProcess | null;
  readings: number;
  generation: number;
  /** It was asked everything; until then it is known from a quick look only. */
  whole: boolean;
}

/**
 * Reads `/proc` on Linux. The `stat` of each process is read from a descriptor that stays open, and
 * compared with its last line before it is parsed: what sleeps costs one system call and one memcmp.
 */
export class ProcfsSource implements ProcessSource {
  readonly name = 'procfs';
  readonly #facts: ProcessFacts;
  readonly #firstLook: FirstLook;
  readonly #descriptors: Descriptors;
  readonly #entries = new Map<number, Entry>();
  readonly #scratch = Buffer.alloc(LINE_BYTES);
  #attention: Attention = new Set();
  #attended = new Set<Entry>();
  #gone: ProcessKey[] = [];
  #generation = 0;
  /**
   * Somebody waits for the reading that goes on. It keeps no descriptors either: their table is copied each time it has
   * become too small, and where threads share it each time waits for the whole machine (`expand_fdtable`, fs/file.c).
   */
  #quick = false;
  #turn = 0;

  constructor(host: Host, firstLook: FirstLook = 'whole', descriptors = new Descriptors()) {
    this.#facts = new ProcessFacts(host);
    this.#firstLook = firstLook;
    this.#descriptors = descriptors;
  }

  attend(attention: Attention): void {
    this.#attention = attention;
  }

  async read(): Promise<Changes> {
    this.#generation++;
    this.#quick = this.#generation === 1 && this.#firstLook === 'quick';
    for (const name of readdirSync('/proc')) {
      const first = name.charCodeAt(0);
      if (first >= 0x31 && first <= 0x39) this.#readOne(Number(name));
    }
    for (const entry of this.#entries.values()) {
      if (entry.generation !== this.#generation) this.#forget(entry);
    }
    if (this.#quick) this.#askFirst();
    else this.#askSomeAgain();
    this.#quick = false;
    this.#askAttended();
    return this.#changesOf(this.#entries.values());
  }

  readonly readThese = (pids: Iterable<number>): Changes => {
    const entries: Entry[] = [];
    for (const pid of pids) {
      this.#readOne(pid);
      const entry = this.#entries.get(pid);
      if (entry !== undefined) entries.push(entry);
    }
    return this.#changesOf(entries);
  };

  close(): void {
    for (const entry of this.#entries.values()) this.#forget(entry);
  }

  #changesOf(entries: Iterable<Entry>): Changes {
    const changed: RawProcess[] = [];
    for (const entry of entries) {
      if (entry.raw === entry.told) continue;
      entry.told = entry.raw;
      changed.push(entry.raw);
    }
    const gone = this.#gone;
    this.#gone = [];
    return { changed, gone };
  }

  #readOne(pid: number): void {
    const known = this.#entries.get(pid);
    if (known !== undefined) {
      if (!known.whole) known.fd = this.#keep(pid);
      const length = this.#readLine(known.fd, pid);
      if (length > 0 && this.#takeLine(known, length)) {
        known.generation = this.#generation;
        if (!known.whole) this.#complete(known);
        if (known.readings < YOUNG_READINGS) {
          known.readings++;
          known.raw = this.#facts.again(known.raw, known.whole);
        }
        return;
      }
      // Reaped since the last reading; the pid may already be another's.
      this.#forget(known);
    }
    this.#meet(pid);
  }

  /** Answers whether the line is still about the same process. */
  #takeLine(entry: Entry, length: number): boolean {
    const { line } = entry;
    if (length === line.length && this.#scratch.compare(line, 0, length, 0, length) === 0) return true;
    const stat = parseStat(this.#scratch, 0, length);
    if (stat === null || keyOf(entry.pid, stat.startTime) !== entry.raw.key) return false;
    if (length === line.length) this.#scratch.copy(line, 0, 0, length);
    else entry.line = Buffer.from(this.#scratch.subarray(0, length));
    entry.raw = this.#facts.ofStat(entry.pid, stat, entry.raw, this.#quick);
    return true;
  }

  #meet(pid: number): void {
    const fd = this.#quick ? -1 : this.#keep(pid);
    const length = this.#readLine(fd, pid);
    const stat = length > 0 ? parseStat(this.#scratch, 0, length) : null;
    if (stat === null) {
      if (fd !== -1) this.#descriptors.release(fd);
      return;
    }
    const seen = this.#facts.ofStat(pid, stat, null, this.#quick);
    const raw = this.#quick ? seen : this.#facts.placed(seen);
    this.#entries.set(pid, {
      pid,
      fd,
      line: this.#quick ? NO_LINE : Buffer.from(this.#scratch.subarray(0, length)),
      raw,
      told: null,
      readings: raw.startedAt === null || Date.now() - raw.startedAt < YOUNG_MS ? 0 : YOUNG_READINGS,
      generation: this.#generation,
      whole: !this.#quick,
    });
  }

  /** A descriptor of its `stat` that stays open, or -1. */
  #keep(pid: number): number {
    if (this.#descriptors.exhausted) return -1;
    try {
      return this.#descriptors.keep(`/proc/${pid}/stat`);
    } catch {
      return -1;
    }
  }

  /** Of those that are seen first, a quick look asks whose they are and the command line as well. */
  #askFirst(): void {
    const rows = [...this.#entries.values()].map(({ raw }) => raw);
    for (const pid of firstInTree(rows, FIRST_ROWS)) {
      const entry = this.#entries.get(pid);
      if (entry !== undefined) entry.raw = this.#facts.readable(entry.raw);
    }
  }

  /** Asks what a quick look left out. */
  #complete(entry: Entry): void {
    entry.raw = this.#facts.completed(entry.raw);
    entry.whole = true;
  }

  #forget(entry: Entry): void {
    if (entry.fd !== -1) this.#descriptors.release(entry.fd);
    this.#entries.delete(entry.pid);
    if (entry.told !== null) this.#gone.push(entry.raw.key);
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

  #askSomeAgain(): void {
    const entries = [...this.#entries.values()];
    for (let count = Math.min(TURN, entries.length); count > 0; count--) {
      this.#turn = (this.#turn + 1) % entries.length;
      const entry = entries[this.#turn] as Entry;
      // One that is not whole is asked with the next reading where it lives at all.
      entry.raw = this.#facts.again(entry.raw, entry.whole);
    }
  }

  #askAttended(): void {
    const attended = this.#attendedEntries();
    for (const entry of this.#attended) {
      if (!attended.has(entry)) entry.raw = this.#facts.unattended(entry.raw);
    }
    for (const entry of attended) entry.raw = this.#facts.attended(entry.raw);
    this.#attended = attended;
  }

  #attendedEntries(): Set<Entry> {
    if (this.#attention === 'all') return new Set(this.#entries.values());
    const attended = new Set<Entry>();
    for (const key of this.#attention) {
      const entry = this.#entries.get(partsOf(key).pid);
      if (entry?.raw.key === key) attended.add(entry);
    }
    return attended;
  }
}
