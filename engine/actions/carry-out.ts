import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import {
  FAREWELL_SIGNALS,
  type Order,
  type Outcome,
  type OutcomeKind,
  type Progress,
} from '../../core/actions.ts';
import { called } from '../../core/diagnosis.ts';
import { type ProcessKey, partsOf } from '../../core/process.ts';
import type { Roots } from '../../core/reading.ts';
import type { SignalName } from '../../core/signals.ts';
import { ownerWords } from './facts/owner.ts';
import { has, statusOf } from './facts/status.ts';
import type { Errno, Hands } from './hands.ts';
import { type Listed, statOf } from './listing.ts';
import { lookAround } from './look.ts';
import {
  isZombie,
  joined,
  type Look,
  leftMeanwhile,
  ONLY_REAPED,
  oursAmong,
  reached,
  refusalOf,
} from './select.ts';

export interface CarryOutOptions {
  readonly hands: Hands;
  readonly roots: Roots;
  readonly cancelled?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** How long an end is waited for where it should come at once: after SIGKILL, or after a lone signal. */
const SETTLE_MS = 3_000;
const ASKED_SETTLE_MS = 500;
const LOOK_EVERY_MS = 20;
/** A tree that forks without end is stopped in a few rounds: what is stopped forks no more. */
const ROUNDS_MOST = 200;

/** Carries out an order on everything that it reaches, and says what became of each. */
export async function carryOut(order: Order, options: CarryOutOptions): Promise<Outcome[]> {
  return new Undertaking(order, options).run();
}

class Undertaking {
  readonly #order: Order;
  readonly #options: CarryOutOptions;
  readonly #members = new Map<ProcessKey, Listed>();
  readonly #outcomes = new Map<ProcessKey, Outcome>();
  /** Halted by us, and to be continued by us. */
  readonly #frozen = new Set<ProcessKey>();
  readonly #farewell: boolean;
  readonly #sent = new Set<ProcessKey>();
  #killed = false;

  constructor(order: Order, options: CarryOutOptions) {
    this.#order = order;
    this.#options = options;
    this.#farewell = order.graceMs !== null || FAREWELL_SIGNALS.has(order.signal);
  }

  async run(): Promise<Outcome[]> {
    const { keys, scope, signal, graceMs } = this.#order;
    const before = await lookAround();
    const asked = reached(before, keys, scope);
    for (const key of keys) if (!asked.some((one) => one.key === key)) this.#missing(key);
    await this.#admit(before, asked);
    const wide = scope !== 'one';
    if (wide && this.#farewell) await this.#freeze(before);
    if (!this.#cancelled) await this.#send(signal);
    if (this.#farewell && !this.#cancelled) {
      const wait = signal === 'SIGKILL' ? SETTLE_MS : (graceMs ?? ASKED_SETTLE_MS);
      await this.#await('waiting', wait, graceMs !== null && signal !== 'SIGKILL');
      if (graceMs !== null && signal !== 'SIGKILL' && !this.#cancelled) {
        // What a handler started while it tidied up belongs to the tree as well.
        if (wide) await this.#freeze(before);
        if (this.#left().length > 0 && !this.#cancelled) {
          await this.#send('SIGKILL');
          await this.#await('killing', SETTLE_MS, false);
        }
      }
    }
    await this.#settle();
    this.#report('done', null);
    return [...this.#outcomes.values()];
  }

  get #cancelled(): boolean {
    return this.#options.cancelled?.aborted === true;
  }

  #missing(key: ProcessKey): void {
    const { pid } = partsOf(key);
    this.#outcomes.set(key, {
      key,
      pid,
      name: `process ${pid}`,
      kind: 'gone',
      says: 'nothing was sent to whoever has that pid now',
    });
  }

  #conclude(one: Listed, kind: OutcomeKind, says: string | null = null): void {
    this.#outcomes.set(one.key, { key: one.key, pid: one.pid, name: one.name, kind, says });
  }

  /** Takes hold of those that may be acted upon; what is refused has its outcome at once. */
  async #admit(look: Look, found: readonly Listed[]): Promise<Listed[]> {
    const ours = oursAmong(look, this.#options.roots);
    const admitted: Listed[] = [];
    for (const one of found) {
      if (this.#members.has(one.key)) continue;
      const refusal = refusalOf(one, ours);
      this.#members.set(one.key, one);
      if (refusal !== null) this.#conclude(one, 'refused', refusal);
      else if (isZombie(one)) this.#conclude(one, 'still-there', ONLY_REAPED);
      else admitted.push(one);
    }
    const held = await Promise.all(admitted.map((one) => this.#options.hands.hold(one.key)));
    return admitted.filter((one, at) => {
      if (!this.#took(one, held[at] ?? null)) return false;
      const left = leftMeanwhile(one, this.#order.scope);
      if (left !== null) this.#conclude(one, 'refused', left);
      return left === null;
    });
  }

  /** Writes down what the system said; true where it did what was asked. */
  #took(one: Listed, errno: Errno): boolean {
    if (errno === null) return true;
    if (errno === 'ESRCH') this.#conclude(one, 'gone');
    else if (errno === 'EPERM') this.#conclude(one, 'not-permitted', ownerWords(one.pid));
    else this.#conclude(one, 'still-there', `the system refused (${errno})`);
    return false;
  }

  /** Those that an end is still expected of. */
  #left(): Listed[] {
    return [...this.#members.values()].filter(({ key }) => !this.#outcomes.has(key));
  }

  /**
   * Stops everything and looks again until a look shows nobody new: a process to which a signal has been
   * sent forks no more (copy_process() in kernel/fork.c fails where one is pending).
   */
  async #freeze(before: Look): Promise<void> {
    let fresh = this.#left();
    for (let round = 0; round < ROUNDS_MOST && fresh.length > 0 && !this.#cancelled; round++) {
      await Promise.all(
        fresh.map(async (one) => {
          // One that was halted before stays halted where it is let go of.
          if (one.state === 'T' || (await this.#options.hands.halt(one.key)) !== null) return;
          this.#frozen.add(one.key);
        }),
      );
      this.#report('stopping', null);
      const look = await lookAround();
      fresh = await this.#admit(look, joined(look, this.#members, before));
    }
  }

  /**
   * To all that are left, leaves first. Whoever is to end within a grace must run in order to do so; who was
   * stopped by others and gets no more than a signal stays as it is.
   */
  async #send(signal: SignalName): Promise<void> {
    this.#report(signal === 'SIGKILL' ? 'killing' : 'asking', this.#order.graceMs);
    const { hands } = this.#options;
    this.#killed ||= signal === 'SIGKILL';
    await Promise.all(
      this.#left().map(async (one) => {
        if (!this.#took(one, await hands.signal(one.key, signal))) return;
        this.#sent.add(one.key);
        if (!this.#farewell) this.#conclude(one, 'done');
        else if (signal !== 'SIGKILL' && (this.#order.graceMs !== null || this.#frozen.has(one.key))) {
          await hands.signal(one.key, 'SIGCONT');
        }
        this.#frozen.delete(one.key);
      }),
    );
  }

  async #await(phase: Progress['phase'], ms: number, killComes: boolean): Promise<void> {
    const deadline = performance.now() + ms;
    for (;;) {
      await this.#gather();
      const msLeft = deadline - performance.now();
      this.#report(phase, killComes ? Math.max(0, Math.round(msLeft)) : null);
      if (this.#left().length === 0 || msLeft <= 0 || this.#cancelled) return;
      await pause(Math.min(LOOK_EVERY_MS, msLeft));
    }
  }

  async #gather(): Promise<void> {
    for (const one of this.#left()) {
      if (await this.#options.hands.hasEnded(one.key)) this.#conclude(one, 'ended', uncollected(one));
    }
  }

  /** Says of the others why they are still there; what we halted goes on. */
  async #settle(): Promise<void> {
    const kind: OutcomeKind = this.#cancelled ? 'cancelled' : 'still-there';
    for (const one of this.#left()) {
      const says = this.#sent.has(one.key)
        ? whyStillThere(one, this.#order.signal, this.#killed)
        : 'nothing was sent to it';
      this.#conclude(one, kind, says);
    }
    await Promise.all([...this.#frozen].map((key) => this.#options.hands.signal(key, 'SIGCONT')));
  }

  #report(phase: Progress['phase'], msLeft: number | null): void {
    const targets = [...this.#members.values()].length;
    this.#options.onProgress?.({ phase, targets, ended: targets - this.#left().length, msLeft });
  }
}

/** It has ended, but its parent has not collected it: the process is over, its entry is not. */
function uncollected(one: Listed): string | null {
  const { pid, start } = partsOf(one.key);
  const stat = process.platform === 'linux' ? statOf(pid) : null;
  if (stat === null || stat.startTime !== start || stat.state !== 'Z') return null;
  const parent = statOf(stat.ppid);
  return `not yet collected by ${parent === null ? `process ${stat.ppid}` : called({ name: parent.comm, pid: stat.ppid })}`;
}

/** What the kernel says about a process that outlived what was sent to it. */
function whyStillThere({ pid }: Listed, signal: SignalName, killed: boolean): string {
  const late = 'it did not end in that time';
  const status = process.platform === 'linux' ? statusOf(pid) : null;
  if (status === null) return late;
  if (status.tracerPid !== 0) return `process ${status.tracerPid} traces it and holds it back`;
  const number = constants.signals[signal];
  if (!killed) {
    if (has(status.ignored, number)) return `it ignores ${signal}`;
    if (has(status.blocked, number)) return `it blocks ${signal}`;
    if (has(status.caught, number)) return `it handles ${signal}, and goes on`;
  }
  const state = statOf(pid)?.state;
  if (state === 'D') return 'it waits inside the kernel, and ends when that is over';
  return state === 'T' && !killed ? 'it is stopped: it takes the signal when it is continued' : late;
}
