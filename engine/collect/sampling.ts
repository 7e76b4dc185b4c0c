import { performance } from 'node:perf_hooks';
import { geteuid } from 'node:process';
import type { Delta, FullState, SampleFacts } from '../../core/delta.ts';
import type { Precision, ProcessEvent } from '../../core/events.ts';
import { Observer } from '../../core/observe.ts';
import { type Host, type ProcessInfo, type ProcessKey, partsOf } from '../../core/process.ts';
import type { Changes, KernelEvent, Roots } from '../../core/reading.ts';
import { bootFractionMs } from './host.ts';
import { MachineLoad } from './machine-load.ts';
import type { Attention, ProcessSource } from './source.ts';

/** Events that wait for the next sample: a fork storm while sampling is paused must not fill the memory. */
const HEARD_MOST = 20_000;

/** One observer of one source: takes samples, and tells what each changed. Runs wherever Node runs. */
export class Sampling {
  readonly #source: ProcessSource;
  readonly #host: Host;
  readonly #observer = new Observer();
  readonly #load = new MachineLoad();
  #attention: Attention = new Set();
  #seq = 0;
  #facts: SampleFacts | null = null;
  #precision: Precision = 'sampled';
  #zombies = 0;
  #orphans = 0;
  /** Told by the kernel, and not yet delivered. */
  #heard: ProcessEvent[] = [];

  constructor(source: ProcessSource, host: Host) {
    this.#source = source;
    this.#host = host;
    this.#observer.startsLateMs = bootFractionMs(host);
  }

  set roots(roots: Roots) {
    this.#observer.roots = roots;
  }

  set attention(attention: Attention) {
    this.#attention = attention;
    this.#source.attend(attention);
  }

  set precision(precision: Precision) {
    this.#precision = precision;
    this.#observer.listening = precision === 'exact';
  }

  /**
   * Takes what the kernel told; it is delivered with the next sample.
   * Answers the pids of those that ended and are shown: a look at them is worth it now.
   */
  hear(told: readonly KernelEvent[]): number[] {
    for (const event of this.#observer.hear(told)) this.#heard.push(event);
    if (this.#heard.length > HEARD_MOST) this.#heard.splice(0, this.#heard.length - HEARD_MOST);
    return told.filter(({ kind, pid }) => kind === 'exit' && this.#observer.knows(pid)).map(({ pid }) => pid);
  }

  /** Those of our own user that can still end. */
  ownLiving(): ProcessKey[] {
    return this.ownAmong(this.#observer.rows.keys());
  }

  ownAmong(keys: Iterable<ProcessKey>): ProcessKey[] {
    const uid = geteuid?.();
    return this.#among(keys, (row) => row.uid === uid && row.state !== 'Z' && row.state !== 'X');
  }

  /** The pids of those that are dead and not collected. */
  zombiesAmong(keys: Iterable<ProcessKey>): number[] {
    return this.#among(keys, (row) => row.state === 'Z').map((key) => partsOf(key).pid);
  }

  /** Looks at everything. Rejects where the source cannot list at all. */
  async sample(): Promise<Delta> {
    const takenAt = Date.now();
    const began = performance.now();
    const delta = this.#take(await this.#source.read(), takenAt, began, true);
    this.#facts = {
      ...delta.facts,
      costMs: Math.round((performance.now() - began) * 10) / 10,
      ...this.#load.read(),
    };
    return { ...delta, facts: this.#facts };
  }

  /** Looks at everything, and asks each process what is too dear to be asked with every sample. */
  async sampleCompletely(): Promise<Delta> {
    this.#source.attend('all');
    try {
      return await this.sample();
    } finally {
      this.#source.attend(this.#attention);
    }
  }

  /** Looks at a few at once, between two samples; `null` where that shows nothing, or cannot be done. */
  sampleThese(pids: Iterable<number>): Delta | null {
    if (this.#source.readThese === null || this.#facts === null) return null;
    const changes = this.#source.readThese(pids);
    if (changes.changed.length === 0 && changes.gone.length === 0) return null;
    return this.#take(changes, Date.now(), performance.now(), false);
  }

  /** As of the last sample. */
  row(key: ProcessKey): ProcessInfo | undefined {
    return this.#observer.rows.get(key);
  }

  at(pid: number): ProcessInfo | undefined {
    return this.#observer.at(pid);
  }

  /** The last sample whole; the deltas that follow it count on from its number. */
  async full(): Promise<FullState> {
    if (this.#facts === null) await this.sample();
    return this.state();
  }

  /** Everything as of the last sample, of which there must have been one. */
  state(): FullState {
    return {
      kind: 'full',
      source: this.#source.name,
      host: this.#host,
      seq: this.#seq,
      facts: this.#facts as SampleFacts,
      processes: [...this.#observer.rows.values()],
    };
  }

  close(): void {
    this.#source.close();
  }

  #among(keys: Iterable<ProcessKey>, is: (row: ProcessInfo) => boolean): ProcessKey[] {
    const found: ProcessKey[] = [];
    for (const key of keys) {
      const row = this.#observer.rows.get(key);
      if (row !== undefined && is(row)) found.push(key);
    }
    return found;
  }

  #take(changes: Changes, takenAt: number, monotonicMs: number, complete: boolean): Delta {
    const { events, ...observed } = this.#observer.observe({ ...changes, takenAt, monotonicMs, complete });
    if (observed.added.length + observed.changed.length + observed.removed.length > 0) this.#countMarks();
    const before = this.#facts;
    this.#facts = {
      takenAt,
      costMs: before?.costMs ?? 0,
      processes: this.#observer.rows.size,
      zombies: this.#zombies,
      orphans: this.#orphans,
      cpuPercent: before?.cpuPercent ?? null,
      memoryUsedBytes: before?.memoryUsedBytes ?? null,
      precision: this.#precision,
    };
    const heard = this.#heard;
    this.#heard = [];
    this.#seq++;
    return { kind: 'delta', seq: this.#seq, facts: this.#facts, ...observed, events: [...heard, ...events] };
  }

  #countMarks(): void {
    this.#zombies = 0;
    this.#orphans = 0;
    for (const { marks } of this.#observer.rows.values()) {
      if (marks.length === 0) continue;
      if (marks.includes('zombie')) this.#zombies++;
      if (marks.includes('orphan')) this.#orphans++;
    }
  }
}
