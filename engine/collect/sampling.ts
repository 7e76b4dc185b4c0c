import { performance } from 'node:perf_hooks';
import type { Delta, FullState, SampleFacts } from '../../core/delta.ts';
import type { Precision, ProcessEvent } from '../../core/events.ts';
import { Observer } from '../../core/observe.ts';
import type { Host, ProcessInfo } from '../../core/process.ts';
import type { Changes, KernelEvent, Roots } from '../../core/reading.ts';
import { MachineLoad } from './machine-load.ts';
import type { Attention, ProcessSource } from './source.ts';

/** One observer of one source: takes samples, and tells what each changed. Runs wherever Node runs. */
export class Sampling {
  readonly #source: ProcessSource;
  readonly #host: Host;
  readonly #observer = new Observer();
  readonly #load = new MachineLoad();
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
  }

  set roots(roots: Roots) {
    this.#observer.roots = roots;
  }

  set attention(attention: Attention) {
    this.#source.attend(attention);
  }

  set precision(precision: Precision) {
    this.#precision = precision;
    this.#observer.listening = precision === 'exact';
  }

  /** Takes what the kernel told; it is delivered with the next sample. */
  hear(told: readonly KernelEvent[]): void {
    for (const event of this.#observer.hear(told)) this.#heard.push(event);
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

  /** Looks at a few at once, between two samples; `null` where that shows nothing, or cannot be done. */
  sampleThese(pids: Iterable<number>): Delta | null {
    if (this.#source.readThese === null || this.#facts === null) return null;
    const changes = this.#source.readThese(pids);
    if (changes.changed.length === 0 && changes.gone.length === 0) return null;
    return this.#take(changes, Date.now(), performance.now(), false);
  }

  /** The last sample whole; the deltas that follow it count on from its number. */
  async full(): Promise<FullState> {
    if (this.#facts === null) await this.sample();
    return {
      kind: 'full',
      seq: this.#seq,
      source: this.#source.name,
      host: this.#host,
      facts: this.#facts as SampleFacts,
      processes: [...this.#observer.rows.values()],
    };
  }

  close(): void {
    this.#source.close();
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
    for (const { marks } of this.#observer.rows.values() as Iterable<ProcessInfo>) {
      if (marks.length === 0) continue;
      if (marks.includes('zombie')) this.#zombies++;
      if (marks.includes('orphan')) this.#orphans++;
    }
  }
}
