import { uptime } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Exit } from '../../core/process.ts';
import { thisHost } from '../collect/host.ts';
import { familyOf, wholeFamilyOf } from './family.ts';
import { FamilyWatch } from './family-watch.ts';
import type { LeftProcess } from './left.ts';
import { openFilesOfParent } from './open-files.ts';
import { Supervised } from './supervised.ts';

export interface WatchedRunOptions {
  readonly native: string;
  readonly command: readonly string[];
  /** Milliseconds, as all times here. */
  readonly graceMs: number;
  readonly timeoutMs: number | null;
}

/** What came of a run. */
export type RunOutcome =
  | {
      readonly kind: 'ended';
      readonly pid: number;
      readonly exit: Exit;
      readonly timedOut: boolean;
      /** Milliseconds since the epoch. */
      readonly startedAt: number;
      readonly endedAt: number;
      readonly left: readonly LeftProcess[];
    }
  | { readonly kind: 'failed'; readonly errno: number }
  /** The helper was killed: what the command left is not known. */
  | { readonly kind: 'lost' };

const LOOK_MS = { least: 20, most: 250 } as const;
/** Looks take one part in so many of a CPU, as long as that is often enough to tell how long a zombie was held. */
const LOOK_PART = 20;
/** What was asked to end gets this long. */
const ASKED_MS = 2_000;
const TIMED_OUT_MS = 5_000;

const TERM = 15;

/** Runs a command, follows everybody below it, and ends whoever it leaves. */
export class WatchedRun {
  readonly outcome: Promise<RunOutcome>;
  readonly #options: WatchedRunOptions;
  readonly #run: Supervised;
  #family: FamilyWatch | null = null;
  #pid = 0;
  #startedAt = 0;
  #endedAt = 0;
  #exit: Exit | null = null;
  #timedOut = false;
  #over = false;
  #resolve: (outcome: RunOutcome) => void = () => {};
  #looking: NodeJS.Timeout | null = null;
  #timeout: NodeJS.Timeout | null = null;

  constructor(options: WatchedRunOptions) {
    this.#options = options;
    this.outcome = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#run = new Supervised({
      native: options.native,
      command: options.command,
      files: openFilesOfParent(),
      onStarted: (pid) => this.#started(pid),
      onFailed: (errno) => this.#resolve({ kind: 'failed', errno }),
      onEnded: (exit) => void this.#ended(exit),
      onReaped: (pid, exit) => this.#family?.reaped(pid, exit, Date.now()),
      onOver: (said) => this.#finish(said),
    });
  }

  /** Gives the command a signal; once it has ended, whoever it left is ended at once. */
  pass(signal: number): void {
    if (this.#exit === null) this.#run.pass(signal);
    else this.#run.end();
  }

  #started(pid: number): void {
    this.#pid = pid;
    this.#startedAt = Date.now();
    const { clockTicksPerSecond } = thisHost();
    // To the hundredth of a second, where the boot time of the host is in whole ones.
    const bootTime = Date.now() - uptime() * 1000;
    this.#family = new FamilyWatch({
      reaper: this.#run.pid,
      command: pid,
      graceMs: this.#options.graceMs,
      epochOf: (start) => Math.round(bootTime + (start * 1000) / clockTicksPerSecond),
    });
    const { timeoutMs } = this.#options;
    if (timeoutMs !== null) this.#timeout = setTimeout(() => this.#timeIsOver(), timeoutMs);
    this.#lookSoon(0);
  }

  #look(whole: boolean): void {
    const family = whole ? wholeFamilyOf(this.#run.pid) : familyOf(this.#run.pid);
    this.#family?.look(family, Date.now());
  }

  #lookSoon(afterMs: number): void {
    this.#looking = setTimeout(() => {
      if (this.#exit !== null || this.#over) return;
      const began = performance.now();
      this.#look(false);
      const { graceMs } = this.#options;
      const usual = Math.min(LOOK_MS.most, Math.max(LOOK_MS.least, graceMs / 4));
      const thrifty = Math.min((performance.now() - began) * LOOK_PART, graceMs / 2);
      this.#lookSoon(Math.max(usual, thrifty));
    }, afterMs);
  }

  #timeIsOver(): void {
    this.#timedOut = true;
    this.#run.pass(TERM);
    this.#timeout = setTimeout(() => {
      this.#look(true);
      this.#family?.close();
      this.#run.end();
    }, TIMED_OUT_MS);
  }

  async #ended(exit: Exit): Promise<void> {
    this.#exit = exit;
    this.#endedAt = Date.now();
    if (this.#timeout !== null) clearTimeout(this.#timeout);
    if (this.#looking !== null) clearTimeout(this.#looking);
    const family = this.#family;
    if (family === null || this.#over) return;
    family.commandEnded();
    this.#look(true);
    const deadline = performance.now() + this.#options.graceMs;
    while (!this.#over && performance.now() < deadline) {
      await pause(LOOK_MS.least);
      this.#look(false);
    }
    if (this.#over) return;
    this.#look(true);
    family.close();
    for (const { pid, start } of family.alive()) this.#run.signal(pid, start, TERM);
    await pause(ASKED_MS, null, { ref: false });
    if (!this.#over) this.#run.end();
  }

  #finish(said: boolean): void {
    this.#over = true;
    if (this.#timeout !== null) clearTimeout(this.#timeout);
    if (this.#looking !== null) clearTimeout(this.#looking);
    if (this.#exit === null) {
      this.#resolve({ kind: 'lost' });
      return;
    }
    if (!said) {
      this.#resolve({ kind: 'lost' });
      return;
    }
    this.#resolve({
      kind: 'ended',
      pid: this.#pid,
      exit: this.#exit,
      timedOut: this.#timedOut,
      startedAt: this.#startedAt,
      endedAt: this.#endedAt,
      left: this.#family?.left(Date.now()) ?? [],
    });
  }
}
