import { existsSync } from 'node:fs';
import type { Reaped, Strategy } from '../../core/actions.ts';
import type {
  Incident,
  IncidentFormat,
  IncidentNews,
  IncidentQuestion,
  Leakers,
} from '../../core/incidents/incident.ts';
import type { Exit, ProcessKey } from '../../core/process.ts';
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
const IDLE_MS = 10_000;
/** What Reaptree did explains a reaping that is seen so soon after it. */
const EXPLAINS_MS = 5_000;
/** Beginnings are busy enough; unless there is something to write, it can wait. */
const SETTLE_AFTER_MS = 10_000;
const DAY_MS = 86_400_000;
/** What has grown old is looked for so often. */
const PRUNE_EVERY_MS = 6 * 3_600_000;

type Closed = IncidentNews['closed'][number];

interface Acted {
  readonly strategy: Strategy;
  readonly status: Exit | null;
  readonly at: number;
}

/** Zombie incidents on their way to the disk, and the answers about them. Costs nothing while there are none. */
export class Incidents {
  readonly #options: IncidentsOptions;
  readonly #calls: Calls<IncidentsQuestions>;
  readonly #acted = new Map<ProcessKey, Acted>();
  #days: number;
  #opened: Incident[] = [];
  #closed: Closed[] = [];
  #aliveAt: number | null = null;
  #writing: NodeJS.Timeout | null = null;
  #settling: NodeJS.Timeout | null = null;
  #idle: NodeJS.Timeout | null = null;
  #prunedAt = 0;
  /** What there was at the beginning, until the database knows it. */
  #toSettle: readonly ProcessKey[] | null = null;
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
    if (existsSync(this.#options.path)) void this.#prune();
  }

  /** As the sampler begins: those that are zombies now. What else was open has gone while nobody looked. */
  begin(zombies: readonly ProcessKey[]): void {
    // Where there is no database yet, nothing is open in it.
    if (!existsSync(this.#options.path)) return;
    this.#toSettle = zombies;
    this.#settling ??= setTimeout(() => void this.flush(), SETTLE_AFTER_MS);
  }

  take({ opened, closed, aliveAt }: IncidentNews): void {
    this.#opened.push(...opened);
    this.#closed.push(...closed);
    this.#aliveAt = aliveAt ?? this.#aliveAt;
    this.#writing ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS);
  }

  /** Reaptree has just seen to it that these were collected, or tried to. */
  acted(all: readonly Reaped[]): void {
    const at = Date.now();
    for (const [key, { at: then }] of this.#acted) if (at - then > EXPLAINS_MS) this.#acted.delete(key);
    for (const { key, strategy, reaped, status } of all) {
      if (strategy !== null && reaped) this.#acted.set(key, { strategy, status, at });
    }
  }

  /** Answers when all that was told is on the disk, or cannot be. */
  async flush(): Promise<void> {
    for (const timer of [this.#writing, this.#settling]) if (timer !== null) clearTimeout(timer);
    this.#writing = null;
    this.#settling = null;
    await this.#settle();
    const opened = this.#opened;
    // What Reaptree did is known a moment after the sampler has seen what came of it.
    const closed = this.#closed.map((one) => this.#explained(one));
    const aliveAt = this.#aliveAt;
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

  async #settle(): Promise<void> {
    const zombies = this.#toSettle;
    if (zombies === null) return;
    this.#toSettle = null;
    if (await this.#heed(this.#ask('settle', zombies))) await this.#prune();
    else this.#toSettle = zombies;
  }

  async #prune(): Promise<void> {
    this.#prunedAt = Date.now();
    await this.#heed(this.#ask('prune', { before: this.#prunedAt - this.#days * DAY_MS }));
  }

  #explained(closed: Closed): Closed {
    const { key, exit, end } = closed;
    const acted = this.#acted.get(key);
    if (acted === undefined || Math.abs(end.at - acted.at) > EXPLAINS_MS) return closed;
    this.#acted.delete(key);
    return { key, exit: exit ?? acted.status, end: { ...end, by: 'action', strategy: acted.strategy } };
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
