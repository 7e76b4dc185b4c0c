import { setTimeout as pause } from 'node:timers/promises';
import {
  canPlay,
  type ForkOrder,
  type LabCall,
  type LabChild,
  type LabParent,
  type LabState,
  type ReapingPolicy,
} from '../../core/lab.ts';
import { type ProcessKey, partsOf } from '../../core/process.ts';
import type { Result } from '../../core/result.ts';
import type { SignalName } from '../../core/signals.ts';
import { statOf } from './kernel-view.ts';

/** What the stories need of the lab. */
export interface StageLab {
  readonly state: LabState;
  startParent(): Promise<Result<ProcessKey>>;
  fork(parent: ProcessKey, order: ForkOrder): Promise<Result<null>>;
  wait(parent: ProcessKey): Promise<Result<null>>;
  waitpid(parent: ProcessKey, child: ProcessKey | null, nohang: boolean): Promise<Result<null>>;
  kill(key: ProcessKey, signal: SignalName): Promise<Result<null>>;
  endParent(parent: ProcessKey): Promise<Result<null>>;
  setReaping(parent: ProcessKey, policy: ReapingPolicy, everyMs: number): Promise<Result<null>>;
  sleep(parent: ProcessKey, ms: number): Promise<Result<null>>;
  daemonise(parent: ProcessKey, lifeMs: number): Promise<Result<null>>;
  playPiece(parent: ProcessKey, piece: PieceOrder): Promise<Result<null>>;
}

/** The stories that are code of their own in native/play_*.c. */
export type PieceName = 'twice' | 'copy' | 'limit' | 'pool' | 'server' | 'talk';

export interface PieceOrder {
  readonly name: PieceName;
  readonly number: number;
  readonly secondMs: number;
  readonly stepping: boolean;
}

/** What the run makes of what happens on the stage. */
export interface Director<Check extends string> {
  readonly speed: number;
  readonly stepping: boolean;
  readonly otherwise: boolean;
  /** The run begins behind this line of the transcript. */
  readonly after: number;
  readonly signal: AbortSignal;
  /** Settles when the next act may begin. */
  gate(): Promise<void>;
  /** Settles with the key that was pressed. */
  key(): Promise<string>;
  joined(parent: ProcessKey): void;
  /** A piece is on: steps go to that parent meanwhile. */
  playing(parent: ProcessKey | null): void;
  checked(id: Check, met: boolean, observed: string): void;
  said(text: string): void;
}

/** The story cannot be played on, and why. */
export class StoryBroken extends Error {}

/** Seconds of the story that something may be late, and real ones: machines are busy. */
const LATE_S = 15;
const LOOK_EVERY_MS = 5;

export interface Actor {
  readonly key: ProcessKey;
  readonly pid: number;
}

/** What a child is asked for, in the seconds of the story. */
export interface Part extends Omit<Partial<ForkOrder>, 'afterMs'> {
  readonly seconds: number;
}

/** Where a story is played: every act is a real call of a real process, and every look is at the kernel. */
export class Stage<Check extends string = string> {
  private readonly leaving = new Set<ProcessKey>();

  constructor(
    private readonly lab: StageLab,
    private readonly director: Director<Check>,
  ) {}

  /** The scenario shall be played the other way, by which what is expected does not come true. */
  get otherwise(): boolean {
    return this.director.otherwise;
  }

  /** For what the story itself starts: it is to end when the story is stopped. */
  get stopping(): AbortSignal {
    return this.director.signal;
  }

  get speed(): number {
    return this.director.speed;
  }

  /** Real milliseconds for seconds of the story. */
  ms(seconds: number): number {
    return Math.max(1, Math.round((seconds * 1000) / this.director.speed));
  }

  // What the processes do

  async parent(): Promise<Actor> {
    await this.director.gate();
    const key = must(await this.lab.startParent());
    this.director.joined(key);
    return { key, pid: partsOf(key).pid };
  }

  async fork(parent: Actor, part: Part): Promise<LabChild> {
    const [child] = await this.forkMany(parent, { ...part, count: 1 });
    if (child === undefined) throw new StoryBroken('The fork gave no child.');
    return child;
  }

  async forkMany(parent: Actor, { seconds, ...part }: Part): Promise<LabChild[]> {
    await this.director.gate();
    const before = this.forksOf(parent.pid).length;
    must(await this.lab.fork(parent.key, { count: 1, exitCode: 0, ...part, afterMs: this.ms(seconds) }));
    const pids = this.forksOf(parent.pid)
      .slice(before)
      .map((call) => returned(call));
    return pids.flatMap((pid) => this.children.find((child) => child.pid === pid) ?? []);
  }

  /** Blocks the parent in `wait()`; gives what that returned. */
  async wait(parent: Actor): Promise<LabCall> {
    return this.collect(parent, () => this.lab.wait(parent.key));
  }

  async waitpid(parent: Actor, child: LabChild | null, nohang = false): Promise<LabCall> {
    return this.collect(parent, () => this.lab.waitpid(parent.key, child?.key ?? null, nohang));
  }

  /** Begins a wait, and is back when it blocks or has returned. */
  async beginWaitpid(parent: Actor, child: LabChild | null): Promise<void> {
    await this.director.gate();
    must(await this.lab.waitpid(parent.key, child?.key ?? null, false));
  }

  async beginWait(parent: Actor): Promise<void> {
    await this.director.gate();
    must(await this.lab.wait(parent.key));
  }

  /** The parent ends itself, and is reaped when this is back. */
  async end(parent: Actor): Promise<void> {
    await this.director.gate();
    this.leaving.add(parent.key);
    must(await this.lab.endParent(parent.key));
  }

  async reaping(parent: Actor, policy: ReapingPolicy, everySeconds = 60): Promise<void> {
    await this.director.gate();
    must(await this.lab.setReaping(parent.key, policy, this.ms(everySeconds)));
  }

  /** The parent sleeps in the kernel; gives what its nanosleep() returned. */
  async sleep(parent: Actor, seconds: number): Promise<LabCall> {
    return this.collect(parent, () => this.lab.sleep(parent.key, this.ms(seconds)));
  }

  async daemonise(parent: Actor, lifeSeconds: number): Promise<void> {
    await this.director.gate();
    must(await this.lab.daemonise(parent.key, this.ms(lifeSeconds)));
  }

  async play(parent: Actor, name: PieceName, number = 1): Promise<void> {
    await this.director.gate();
    this.director.playing(parent.key);
    const { stepping } = this.director;
    const order = { name, number, secondMs: this.ms(1), stepping };
    try {
      must(await this.within(this.lab.playPiece(parent.key, order)));
    } finally {
      this.director.playing(null);
    }
  }

  async signal(process: Actor | LabChild, signal: SignalName): Promise<void> {
    await this.director.gate();
    must(await this.lab.kill(process.key, signal));
  }

  // What can be seen

  /** Everybody of whom the lab knows, also of those who are gone. */
  get children(): readonly LabChild[] {
    const { parents, orphans } = this.lab.state;
    return [...parents.flatMap((parent) => parent.children), ...orphans];
  }

  get orphans(): readonly LabChild[] {
    return this.lab.state.orphans;
  }

  facts(parent: Actor): LabParent | undefined {
    return this.lab.state.parents.find((one) => one.key === parent.key);
  }

  get helper(): number {
    const { helper } = this.lab.state;
    return helper.kind === 'running' ? helper.pid : 0;
  }

  /** The state as it was last told. */
  known(child: LabChild): LabChild | undefined {
    return this.children.find((one) => one.key === child.key);
  }

  /** The lines of this run. */
  get lines(): readonly LabCall[] {
    return this.lab.state.calls.filter((call) => call.seq > this.director.after);
  }

  calls(pid: number, name: string): LabCall[] {
    return this.lines.filter((call) => call.pid === pid && call.name === name);
  }

  /** What was said in words, by one process or by all. */
  sayings(pid?: number): string[] {
    return this.lines.flatMap((call) =>
      call.outcome.kind === 'said' && (pid === undefined || call.pid === pid) ? [call.outcome.text] : [],
    );
  }

  /** The state letter of the kernel, or `gone`. */
  stateOf({ key, pid }: Actor | LabChild): string {
    const stat = statOf(pid);
    return stat === null || stat.startTime !== partsOf(key).start ? 'gone' : stat.state;
  }

  isZombie = (process: Actor | LabChild): boolean => this.stateOf(process) === 'Z';
  isGone = (process: Actor | LabChild): boolean => this.stateOf(process) === 'gone';

  // The course of the story

  /** Lets time of the story pass. */
  async pass(seconds: number): Promise<void> {
    const end = performance.now() + this.ms(seconds);
    await this.until('the time has passed', () => performance.now() >= end, seconds);
  }

  /** Waits for something to come true; the story is broken where it never does. */
  async until(what: string, isSo: () => boolean, seconds = 0): Promise<void> {
    if (!(await this.comesTrue(isSo, seconds))) throw new StoryBroken(`It never came to this: ${what}.`);
  }

  /** Whether something comes true within so many seconds of the story (and what a busy machine takes). */
  async comesTrue(isSo: () => boolean, seconds = 0): Promise<boolean> {
    const end = performance.now() + this.ms(seconds) + LATE_S * 1000;
    while (!isSo()) {
      this.alive();
      if (performance.now() > end) return false;
      await pause(LOOK_EVERY_MS, undefined, { signal: this.director.signal });
    }
    this.director.signal.throwIfAborted();
    return true;
  }

  async key(): Promise<string> {
    return this.director.key();
  }

  check(id: Check, met: boolean, observed: string): void {
    this.director.checked(id, met, observed);
  }

  /** A word about what was seen, among the lines of the processes. */
  say(text: string): void {
    this.director.said(text);
  }

  private forksOf(pid: number): LabCall[] {
    // Where there is no fork(), they are started.
    return [...this.calls(pid, 'fork'), ...this.calls(pid, 'spawn')].filter((call) => returned(call) > 0);
  }

  private async collect(parent: Actor, act: () => Promise<Result<null>>): Promise<LabCall> {
    await this.director.gate();
    const before = this.lines.at(-1)?.seq ?? this.director.after;
    must(await this.within(act()));
    while (this.facts(parent)?.blockedIn !== null) {
      this.alive();
      await pause(LOOK_EVERY_MS, undefined, { signal: this.director.signal });
    }
    const since = this.lines.filter((call) => call.seq > before && call.pid === parent.pid);
    const blocked = since.some((call) => call.outcome.kind === 'blocked');
    // What its SIGCHLD handler does in the midst of a blocked call is not that call's return.
    const call = since.findLast(
      ({ outcome, call: begun, seq }) => outcome.kind === 'returned' && (!blocked || begun !== seq),
    );
    if (call === undefined) throw new StoryBroken('A call returned without saying what.');
    return call;
  }

  /** An answer that may be long in coming: unless the story is stopped, or the one who shall give it is gone. */
  private async within<T>(answer: Promise<T>): Promise<T> {
    const { signal } = this.director;
    let stop: (() => void) | undefined;
    const stopped = new Promise<never>((_settle, reject) => {
      stop = () => reject(signal.reason);
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([answer, stopped]);
    } finally {
      if (stop !== undefined) signal.removeEventListener('abort', stop);
    }
  }

  /** Throws where the story was stopped, or where somebody has killed one who still has a part in it. */
  private alive(): void {
    this.director.signal.throwIfAborted();
    const { helper } = this.lab.state;
    if (!canPlay(helper)) {
      throw new StoryBroken(helper.kind === 'ended' ? helper.why : 'The lab’s helper is gone.');
    }
  }

  /** The parent may be missing from now on without breaking the story. */
  mayLeave(parent: Actor): void {
    this.leaving.add(parent.key);
  }

  /** The test parents that have no reason to be gone. */
  isAwaited(parent: ProcessKey): boolean {
    return !this.leaving.has(parent);
  }
}

/** What a call returned; NaN where it did not. */
export const returned = (call: LabCall): number =>
  call.outcome.kind === 'returned' ? call.outcome.value : Number.NaN;

export const errnoOf = (call: LabCall): string | null =>
  call.outcome.kind === 'returned' ? call.outcome.errno : null;

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new StoryBroken(result.error.message);
  return result.value;
}
