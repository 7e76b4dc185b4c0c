import type { Strategy } from '../../core/actions.ts';
import type {
  Incident,
  IncidentFormat,
  IncidentNews,
  IncidentQuestion,
  Leakers,
} from '../../core/incidents/incident.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { Failure, Result } from '../../core/result.ts';
import { Calls } from '../thread/calls.ts';
import type { IncidentsQuestions, IncidentsStart } from './questions.ts';

export interface IncidentsOptions extends IncidentsStart {
  /** The built thread, a JavaScript file. */
  readonly workerFile: string;
  /** Why they are not kept at present; `null` when they are again. */
  readonly onTrouble: (failure: Failure | null) => void;
}

/** News wait for one another: a write for each would keep the disk awake. */
const WRITE_AFTER_MS = 1_000;
/** And while the database cannot be written, no more of them wait than these. */
const WAITING_MOST = 10_000;
/** A thread that nobody asks anything ends; the next question starts it again. */
const IDLE_MS = 30_000;
/** What Reaptree did explains a reaping that is seen so soon after it. */
const EXPLAINS_MS = 5_000;
const DAY_MS = 86_400_000;
/** What has grown old is looked for so often. */
const PRUNE_EVERY_MS = 6 * 3_600_000;

/** Zombie incidents on their way to the disk, and the answers about them. Costs nothing while there are none. */
export class Incidents {
  readonly #options: IncidentsOptions;
  readonly #calls: Calls<IncidentsQuestions>;
  readonly #acted = new Map<ProcessKey, { readonly strategy: Strategy; readonly at: number }>();
  #days: number;
  #opened: Incident[] = [];
  #closed: IncidentNews['closed'][number][] = [];
  #aliveAt: number | null = null;
  #writing: NodeJS.Timeout | null = null;
  #idle: NodeJS.Timeout | null = null;
  #prunedAt = 0;
  #troubled = false;

  /** @param days - for how long what has gone is kept */
  constructor(options: IncidentsOptions, days: number) {
    this.#options = options;
    this.#days = days;
    const { path, boot } = options;
    this.#calls = new Calls(options.workerFile, 'The thread that keeps the incidents', { path, boot });
  }

  set days(days: number) {
    if (days === this.#days) return;
    this.#days = days;
    void this.#prune();
  }

  /** As the sampler begins: those that are zombies now. What else was open has gone while nobody looked. */
  async begin(zombies: readonly ProcessKey[]): Promise<void> {
    await this.#heed(this.#ask('settle', zombies));
    await this.#prune();
  }

  take({ opened, closed, aliveAt }: IncidentNews): void {
    this.#opened.push(...opened);
    for (const one of closed) this.#closed.push({ ...one, end: this.#explained(one) });
    this.#aliveAt = aliveAt ?? this.#aliveAt;
    this.#writing ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  /** Reaptree has just seen to it that these are collected. */
  acted(keys: readonly ProcessKey[], strategy: Strategy): void {
    const at = Date.now();
    for (const [key, { at: then }] of this.#acted) if (at - then > EXPLAINS_MS) this.#acted.delete(key);
    for (const key of keys) this.#acted.set(key, { strategy, at });
  }

  /** Answers when all that was told is on the disk, or cannot be. */
  async flush(): Promise<void> {
    if (this.#writing !== null) clearTimeout(this.#writing);
    this.#writing = null;
    const [opened, closed, aliveAt] = [this.#opened, this.#closed, this.#aliveAt];
    if (opened.length + closed.length === 0 && aliveAt === null) return;
    this.#opened = [];
    this.#closed = [];
    this.#aliveAt = null;
    if (await this.#heed(this.#ask('write', { opened, closed, aliveAt }))) {
      if (Date.now() - this.#prunedAt > PRUNE_EVERY_MS) await this.#prune();
      return;
    }
    // Once there is room again, nothing is missing.
    this.#opened = [...opened, ...this.#opened].slice(-WAITING_MOST);
    this.#closed = [...closed, ...this.#closed].slice(-WAITING_MOST);
  }

  async leakers(from: number): Promise<Result<Leakers>> {
    await this.flush();
    return this.#ask('leakers', { from });
  }

  async incidents(question: IncidentQuestion): Promise<Result<readonly Incident[]>> {
    await this.flush();
    return this.#ask('incidents', question);
  }

  async export(question: IncidentQuestion, path: string, format: IncidentFormat): Promise<Result<number>> {
    await this.flush();
    return this.#ask('export', { ...question, path, format });
  }

  async delete(program: string | null): Promise<Result<number>> {
    await this.flush();
    return this.#ask('delete', { program });
  }

  async close(): Promise<void> {
    await this.flush();
    if (this.#writing !== null) clearTimeout(this.#writing);
    if (this.#calls.running) await this.#calls.ask('close', null);
    if (this.#idle !== null) clearTimeout(this.#idle);
    await this.#calls.close();
  }

  async #prune(): Promise<void> {
    this.#prunedAt = Date.now();
    await this.#heed(this.#ask('prune', { before: this.#prunedAt - this.#days * DAY_MS }));
  }

  #explained({ key, end }: IncidentNews['closed'][number]): IncidentNews['closed'][number]['end'] {
    const acted = this.#acted.get(key);
    this.#acted.delete(key);
    if (acted === undefined || Math.abs(end.at - acted.at) > EXPLAINS_MS) return end;
    return { ...end, by: 'action', strategy: acted.strategy };
  }

  #ask<Name extends keyof IncidentsQuestions & string>(
    name: Name,
    payload: IncidentsQuestions[Name]['payload'],
  ): Promise<Result<IncidentsQuestions[Name]['answer']>> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#rest(), IDLE_MS);
    this.#idle.unref();
    return this.#calls.ask(name, payload);
  }

  async #rest(): Promise<void> {
    if (this.#calls.waiting) return;
    await this.#calls.ask('close', null);
    if (!this.#calls.waiting) await this.#calls.close();
  }

  async #heed(asked: Promise<Result<unknown>>): Promise<boolean> {
    const answer = await asked;
    if (!answer.ok || this.#troubled) this.#options.onTrouble(answer.ok ? null : answer.error);
    this.#troubled = !answer.ok;
    return answer.ok;
  }
}
