import { setTimeout as pause } from 'node:timers/promises';
import { canPlay, type LabEvent, type LabState } from '../../core/lab.ts';
import type { LabRun, RunOrder } from '../../core/lab-scenario.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { Scenario } from './scenario.ts';
import { type Director, Stage, type StageLab, StoryBroken } from './stage.ts';

export interface RunLab extends StageLab {
  emit(event: LabEvent): void;
  /** Adds a line of words to the transcript. */
  say(text: string): void;
  /** Lets a piece take its next step. */
  stepPiece(parent: ProcessKey): Promise<unknown>;
}

const LOOK_EVERY_MS = 5;
/** Whoever is not gone by then is halted in the kernel; the helper has him all the same. */
const GONE_WITHIN_MS = 5_000;

/** A scenario that is being played: step by step or not, until its end or until it is stopped. */
export class ScenarioRun {
  private run: LabRun;
  private readonly stopping = new AbortController();
  private resume: (() => void) | null = null;
  private press: ((key: string) => void) | null = null;
  private piece: ProcessKey | null = null;
  private readonly stage: Stage;
  /** Settles when nothing of it is left. */
  readonly finished: Promise<void>;

  constructor(
    private readonly lab: RunLab,
    private readonly scenario: Scenario,
    order: RunOrder,
    id: number,
  ) {
    this.run = {
      ...order,
      id,
      until: null,
      after: lab.state.calls.at(-1)?.seq ?? 0,
      status: 'running',
      why: null,
      awaits: null,
      checks: Object.entries(scenario.expected).map(([name, text]) => ({
        id: name,
        text,
        state: 'open',
        observed: null,
      })),
      parents: [],
    };
    lab.emit({ kind: 'run', run: this.run });
    this.stage = new Stage(lab, this.director());
    this.finished = this.play();
  }

  get isRunning(): boolean {
    return this.run.status === 'running';
  }

  /** The next act, or the next call of a piece. */
  step(): void {
    if (this.piece !== null) void this.lab.stepPiece(this.piece);
    this.resume?.();
  }

  pressed(key: string): void {
    this.press?.(key);
  }

  stop(): Promise<void> {
    this.stopping.abort(new Stopped());
    return this.finished;
  }

  /** News of the lab: a parent that somebody killed ends the story. */
  heard(events: readonly LabEvent[]): void {
    for (const event of events) {
      if (event.kind !== 'parent-gone' || !this.run.parents.includes(event.key)) continue;
      if (this.isRunning && this.stage.isAwaited(event.key)) {
        this.stopping.abort(new StoryBroken('Somebody ended the parent before the story was over.'));
      }
    }
    if (this.isRunning && events.some((event) => event.kind === 'helper' && !canPlay(event.helper))) {
      this.stopping.abort(new StoryBroken('The lab’s helper ended, and everything with it.'));
    }
  }

  private change(news: Partial<LabRun>): void {
    this.run = { ...this.run, ...news };
    this.lab.emit({ kind: 'run', run: this.run });
  }

  private director(): Director<string> {
    const { run } = this;
    return {
      speed: run.speed,
      stepping: run.stepping,
      otherwise: run.otherwise,
      after: run.after,
      signal: this.stopping.signal,
      gate: async () => {
        this.stopping.signal.throwIfAborted();
        if (!run.stepping) return;
        await this.awaited('step', (settle) => {
          this.resume = settle;
        });
      },
      key: () =>
        this.awaited<string>('key', (settle) => {
          this.press = settle;
        }),
      joined: (parent) => this.change({ parents: [...this.run.parents, parent] }),
      playing: (parent) => {
        this.piece = parent;
        if (run.stepping && this.isRunning) this.change({ awaits: parent === null ? null : 'step' });
      },
      checked: (id, met, observed) => {
        const checks = this.run.checks.map((check) =>
          check.id === id
            ? { ...check, state: met ? ('met' as const) : ('broken' as const), observed }
            : check,
        );
        this.change({ checks });
      },
      said: (text) => this.lab.say(text),
    };
  }

  private async awaited<T = void>(
    what: 'step' | 'key',
    arm: (settle: (value: T) => void) => void,
  ): Promise<T> {
    this.change({ awaits: what });
    const { signal } = this.stopping;
    try {
      return await new Promise<T>((settle, reject) => {
        arm(settle);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    } finally {
      this.resume = null;
      this.press = null;
      this.change({ awaits: null });
    }
  }

  private async play(): Promise<void> {
    let end: Partial<LabRun> = { status: 'ended' };
    try {
      await this.scenario.play(this.stage);
      const checks = this.run.checks.map((check) =>
        check.state === 'open'
          ? { ...check, state: 'broken' as const, observed: 'it was never seen' }
          : check,
      );
      end = { status: 'ended', checks };
    } catch (error) {
      const reason = this.stopping.signal.aborted ? this.stopping.signal.reason : error;
      end =
        reason instanceof Stopped
          ? { status: 'stopped' }
          : { status: 'failed', why: reason instanceof Error ? reason.message : String(reason) };
    }
    await this.clearStage();
    this.change({ ...end, awaits: null, until: this.lab.state.calls.at(-1)?.seq ?? this.run.after });
  }

  /** Ends whoever of the story is left: parents first, that nobody forks on; then all that they had. */
  private async clearStage(): Promise<void> {
    const deadline = performance.now() + GONE_WITHIN_MS;
    for (;;) {
      const left = this.left(this.lab.state);
      if (left.length === 0 || performance.now() > deadline) return;
      await Promise.all(left.map((key) => this.lab.kill(key, 'SIGKILL')));
      await pause(LOOK_EVERY_MS);
    }
  }

  private left({ parents, orphans, helper }: LabState): ProcessKey[] {
    if (!canPlay(helper)) return [];
    const isOurs = (key: ProcessKey): boolean => this.run.parents.includes(key);
    const ours = parents.filter((parent) => isOurs(parent.key));
    const children = orphans.filter((child) => isOurs(child.family));
    return [...ours, ...children.filter((child) => child.state === 'alive')].map(({ key }) => key);
  }
}

class Stopped extends Error {}
