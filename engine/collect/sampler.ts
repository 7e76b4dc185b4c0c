import { Worker } from 'node:worker_threads';
import type { Delta, FullState } from '../../core/delta.ts';
import type { IncidentNews } from '../../core/incidents/incident.ts';
import { INCIDENT_GRACE_MS } from '../../core/limits.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { Roots } from '../../core/reading.ts';
import type { PackedBlock } from '../../core/recording/recording.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { readState, type WrittenState } from '../../core/written-state.ts';
import type { SourceChoice } from './open-source.ts';
import type { WorkerOrder, WorkerReport, WorkerStart } from './worker-protocol.ts';

export interface SamplerOptions {
  /** The built worker, a JavaScript file. */
  readonly workerFile: string;
  readonly source: SourceChoice;
  readonly intervalMs: number;
  readonly own: number | null;
  /** The compiled helper, or `null`: then exits are only seen by the next sample. */
  readonly native: string | null;
  /** The first state: of the first thread, and of each that had to be started anew. Numbers begin again with it. */
  readonly onBegin: (full: WrittenState) => void;
  readonly onDelta: (delta: Delta) => void;
  readonly onTrouble: (message: string | null) => void;
}

/** Who keeps what happened for later. */
export interface Keeper {
  /** A few samples at a time. */
  readonly onRecorded: (block: PackedBlock) => void;
  /** Sampling begins, or begins again, with these zombies. */
  readonly onZombies: (keys: readonly ProcessKey[]) => void;
  readonly onIncidents: (news: IncidentNews) => void;
}

const RESTART_AFTER_MS = 500;
/** Enough for what one sample throws away; the usual 48 would be filled before anything is collected. */
const YOUNG_MB = 6;

/** The polling thread as its owner sees it: starts it, steers it, and starts it again should it die. */
export class Sampler {
  readonly #options: SamplerOptions;
  #worker: Worker | null = null;
  #restart: NodeJS.Timeout | null = null;
  #intervalMs: number;
  #paused = false;
  #roots: Roots;
  #attended: readonly ProcessKey[] | 'all' = [];
  #keeper: Keeper | null = null;
  #graceMs: number = INCIDENT_GRACE_MS.usual;
  #closed = false;
  #troubled = false;
  #nextId = 1;
  readonly #waiting = new Map<number, (full: Result<WrittenState>) => void>();
  readonly #flushing = new Map<number, () => void>();

  constructor(options: SamplerOptions) {
    this.#options = options;
    this.#intervalMs = options.intervalMs;
    this.#roots = { own: options.own, lab: null };
    this.#start();
  }

  get settings(): { intervalMs: number; paused: boolean } {
    return { intervalMs: this.#intervalMs, paused: this.#paused };
  }

  get roots(): Roots {
    return this.#roots;
  }

  configure(change: { intervalMs?: number | undefined; paused?: boolean | undefined }): void {
    this.#intervalMs = change.intervalMs ?? this.#intervalMs;
    this.#paused = change.paused ?? this.#paused;
    this.#order({ kind: 'configure', intervalMs: this.#intervalMs, paused: this.#paused });
  }

  /** Whose descendants are the lab's; `null` while there is no helper. */
  setLabRoot(lab: number | null): void {
    this.#roots = { ...this.#roots, lab };
    this.#order({ kind: 'roots', roots: this.#roots });
  }

  /** Whose dear facts are to be asked with each sample: those on the screen, or all while somebody searches in them. */
  attend(keys: readonly ProcessKey[] | 'all'): void {
    this.#attended = keys;
    this.#order({ kind: 'attend', keys });
  }

  /** The last sample whole; `complete` takes a new one, and asks every process for its dear facts. */
  async full(complete = false): Promise<Result<FullState>> {
    const written = await this.written(complete);
    return written.ok ? ok(readState(written.value)) : written;
  }

  /** The same, unread: for whoever only passes it on. */
  written(complete = false): Promise<Result<WrittenState>> {
    if (this.#worker === null) {
      return Promise.resolve(
        fail('unavailable', 'The sampler is being started again.', 'Try again in a second.'),
      );
    }
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#order({ kind: 'full', id, complete });
    });
  }

  /** From here on what is told is recorded as well, and zombies that are left are reported. */
  keep(keeper: Keeper): void {
    this.#keeper = keeper;
    this.#order({ kind: 'keep', graceMs: this.#graceMs });
  }

  /** For how long a zombie has to be left to be reported. */
  set graceMs(ms: number) {
    if (ms === this.#graceMs) return;
    this.#graceMs = ms;
    if (this.#keeper !== null) this.keep(this.#keeper);
  }

  /** Answers when all that was recorded so far has come. */
  flush(): Promise<void> {
    if (this.#worker === null) return Promise.resolve();
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#flushing.set(id, resolve);
      this.#order({ kind: 'flush', id });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    await this.#worker?.terminate();
  }

  #order(order: WorkerOrder): void {
    this.#worker?.postMessage(order);
  }

  #start(): void {
    const workerData: WorkerStart = {
      source: this.#options.source,
      intervalMs: this.#intervalMs,
      paused: this.#paused,
      roots: this.#roots,
      native: this.#options.native,
    };
    const worker = new Worker(this.#options.workerFile, {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let reason = 'it ended';
    worker.on('message', (report: WorkerReport) => this.#hear(report));
    worker.on('error', (error) => {
      reason = error.message;
    });
    worker.on('exit', () => this.#lost(reason));
    this.#worker = worker;
    this.attend(this.#attended);
    if (this.#keeper !== null) this.keep(this.#keeper);
  }

  #hear(report: WorkerReport): void {
    switch (report.kind) {
      case 'begun':
        this.#trouble(null);
        this.#options.onBegin(report.full);
        break;
      case 'delta':
        this.#trouble(null);
        this.#options.onDelta(report.delta);
        break;
      case 'full':
        this.#answer(report.id, ok(report.full));
        break;
      case 'recorded':
        this.#keeper?.onRecorded(report.block);
        break;
      case 'zombies':
        this.#keeper?.onZombies(report.keys);
        break;
      case 'incidents':
        this.#keeper?.onIncidents(report.news);
        break;
      case 'flushed':
        this.#flushing.get(report.id)?.();
        this.#flushing.delete(report.id);
        break;
      case 'failed': {
        const message = `The processes could not be read: ${report.message.trim()}.`;
        if (report.id === null) this.#trouble(message);
        else this.#answer(report.id, fail('io', message, 'It is tried again with each sample.'));
        break;
      }
    }
  }

  #answer(id: number, answer: Result<WrittenState>): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }

  #trouble(message: string | null): void {
    if (message === null && !this.#troubled) return;
    this.#troubled = message !== null;
    this.#options.onTrouble(message);
  }

  #lost(reason: string): void {
    this.#worker = null;
    for (const done of this.#flushing.values()) done();
    this.#flushing.clear();
    for (const id of [...this.#waiting.keys()]) {
      this.#answer(id, fail('unavailable', `The sampler stopped: ${reason}.`, 'It is being started again.'));
    }
    if (this.#closed) return;
    this.#trouble(`The sampler stopped (${reason}) and is being started again.`);
    this.#restart = setTimeout(() => this.#start(), RESTART_AFTER_MS);
  }
}
