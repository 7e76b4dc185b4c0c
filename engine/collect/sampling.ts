import { performance } from 'node:perf_hooks';
import { type Delta, diff, type FullState, type SampleFacts } from '../../core/delta.ts';
import { Observer, type Roots } from '../../core/observe.ts';
import type { Host } from '../../core/process.ts';
import { MachineLoad } from './machine-load.ts';
import type { ProcessSource } from './source.ts';

/** One observer of one source: takes samples, and tells what each changed. Runs wherever Node runs. */
export class Sampling {
  readonly #source: ProcessSource;
  readonly #host: Host;
  readonly #observer = new Observer();
  readonly #load = new MachineLoad();
  #seq = 0;
  #facts: SampleFacts | null = null;

  constructor(source: ProcessSource, host: Host) {
    this.#source = source;
    this.#host = host;
  }

  set roots(roots: Roots) {
    this.#observer.roots = roots;
  }

  /** Reads everything and compares it with the sample before. Rejects where the source cannot list at all. */
  async sample(): Promise<Delta> {
    const takenAt = Date.now();
    const began = performance.now();
    const before = this.#observer.rows;
    const processes = await this.#source.read();
    const rows = this.#observer.observe({ takenAt, monotonicMs: began, processes });
    const changes = diff(before, rows);
    let zombies = 0;
    let orphans = 0;
    for (const { marks } of rows.values()) {
      if (marks.length === 0) continue;
      if (marks.includes('zombie')) zombies++;
      if (marks.includes('orphan')) orphans++;
    }
    this.#facts = {
      takenAt,
      costMs: Math.round((performance.now() - began) * 10) / 10,
      processes: rows.size,
      zombies,
      orphans,
      ...this.#load.read(),
    };
    this.#seq++;
    return { kind: 'delta', seq: this.#seq, facts: this.#facts, ...changes };
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
}
