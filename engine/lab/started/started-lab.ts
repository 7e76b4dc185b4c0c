import { spawn } from 'node:child_process';
import { exitWords } from '../../../core/exit-words.ts';
import {
  applyLabEvents,
  emptyLab,
  type ForkOrder,
  type LabCall,
  type LabChild,
  type LabEvent,
  type LabParentFacts,
  type LabRole,
  type LabState,
} from '../../../core/lab.ts';
import type { RunOrder, ScenarioInfo } from '../../../core/lab-scenario.ts';
import { type Exit, keyOf, type ProcessKey } from '../../../core/process.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { isSignalName, type SignalName } from '../../../core/signals.ts';
import { EventBatch } from '../event-batch.ts';
import { processesAllowed } from '../room.ts';
import { ScenarioPlayer } from '../scenario-player.ts';
import type { RunLab } from '../scenario-run.ts';
import type { PieceOrder } from '../stage.ts';
import { type Command, isWindows, sleeper, textOf, worker } from './commands.ts';
import { STARTED_SCENARIOS } from './index.ts';
import { end, handOut, hasEnded, type Started } from './started-process.ts';

export interface StartedLabOptions {
  /** Why nothing may be begun or ended; asked before each. */
  readonly refusal?: () => Result<never> | null;
  readonly onEvents?: (events: readonly LabEvent[]) => void;
}

const WHY =
  'Windows has no fork(), so there is no bench here. The stories on the left are told with started processes.';

/** In seconds of the story. */
const TASKS = [2, 1, 3, 1, 2] as const;

const noFork = (): Promise<Result<never>> => Promise.resolve(fail('unavailable', WHY));

/**
 * The lab where there is no fork(): this program itself is the parent, and its children are started. Node tells when one
 * has ended; nobody needs to wait for it, and there are no zombies.
 */
export class StartedLab implements RunLab {
  private current: LabState = { ...emptyLab, helper: { kind: 'without', why: WHY } };
  private readonly batch = new EventBatch((events) => this.apply(events));
  private readonly player = new ScenarioPlayer(this, STARTED_SCENARIOS);
  private readonly children = new Map<ProcessKey, Started>();
  private readonly began = performance.now();
  private parent: LabParentFacts | null = null;
  private seq = 0;

  constructor(private readonly options: StartedLabOptions = {}) {}

  get state(): LabState {
    this.batch.flush();
    return this.current;
  }

  get most(): number {
    return processesAllowed();
  }

  get scenarios(): readonly ScenarioInfo[] {
    return this.player.infos;
  }

  async runScenario(order: RunOrder): Promise<Result<null>> {
    return this.options.refusal?.() ?? this.player.play(order, async () => ok(null));
  }

  stepScenario(): Result<null> {
    return this.options.refusal?.() ?? this.player.step();
  }

  pressKey(key: string): Result<null> {
    return this.options.refusal?.() ?? this.player.press(key);
  }

  async stopScenario(): Promise<Result<null>> {
    await this.player.stop();
    return ok(null);
  }

  /** All that there is belongs to the story. */
  cleanUp(): Promise<Result<null>> {
    return this.stopScenario();
  }

  async holdStill(): Promise<void> {
    await this.player.stop();
  }

  /** Ends the story and all that was started for it. */
  async close(): Promise<void> {
    await this.player.stop();
    const living = [...this.children.values()].filter((one) => !hasEnded(one));
    for (const one of living) end(one.process, 'SIGKILL');
    await Promise.all(living.map(({ ended }) => ended));
    this.batch.flush();
  }

  // What a story asks for

  /** This program is the parent. */
  async startParent(): Promise<Result<ProcessKey>> {
    const key = keyOf(process.pid, Math.round(Date.now() - process.uptime() * 1000));
    this.changeParent({
      key,
      pid: process.pid,
      blockedIn: null,
      stopped: false,
      reaping: 'none',
      looksEveryMs: null,
    });
    return ok(key);
  }

  /** Starts them, instead of forking. */
  async fork(parent: ProcessKey, order: ForkOrder): Promise<Result<null>> {
    for (let count = 0; count < order.count; count++) {
      const started = await this.start(parent, sleeper(order.afterMs, order.exitCode), order);
      if (!started.ok) return started;
    }
    return ok(null);
  }

  /** Is back at once; that the child has ended is told when it has, be it long ago. */
  async waitpid(parent: ProcessKey, child: ProcessKey | null, nohang: boolean): Promise<Result<null>> {
    if (child === null || nohang) return noFork();
    const started = this.children.get(child);
    if (started === undefined) return fail('gone', 'There is no such process in the lab.');
    const begun = this.tell('join', `${started.child.pid}`, { kind: 'blocked' });
    this.changeParent({ blockedIn: `join(${started.child.pid})` });
    void this.joined(started, begun).then(() => {
      if (this.parent?.key === parent) this.changeParent({ blockedIn: null });
    });
    return ok(null);
  }

  /** Only what was started here: nobody else can be meant. */
  async kill(key: ProcessKey, signal: SignalName): Promise<Result<null>> {
    const started = this.children.get(key);
    if (started !== undefined) {
      if (hasEnded(started)) return fail('gone', 'It has ended already.');
      end(started.process, signal);
      return ok(null);
    }
    if (key !== this.parent?.key) return fail('gone', 'It has ended already.');
    // A story that is cleared away ends its parent, and that is this program: it only leaves the stage.
    return this.endParent(key);
  }

  async endParent(parent: ProcessKey): Promise<Result<null>> {
    this.parent = null;
    for (const [key, started] of this.children) if (hasEnded(started)) this.children.delete(key);
    this.batch.add({ kind: 'parent-gone', key: parent });
    return ok(null);
  }

  /** Five tasks of different length for so many workers: whoever is free gets the next. */
  async playPiece(parent: ProcessKey, { name, number, secondMs }: PieceOrder): Promise<Result<null>> {
    if (name !== 'pool') return noFork();
    const tasks = TASKS.map(
      (seconds, index) => `${index + 1} ${seconds * secondMs} ${(seconds * secondMs) / 1000}`,
    );
    const pool: Started[] = [];
    for (let count = 0; count < number; count++) {
      const started = await this.start(parent, worker(), { afterMs: 0, exitCode: 0, name: 'worker' });
      if (!started.ok) return started;
      pool.push(started.value);
    }
    const done = (task: string, pid: string): void => {
      this.tell('', '', { kind: 'said', text: `task ${task} was done by ${pid}` }, { role: 'parent' });
    };
    await Promise.all(pool.map((one) => handOut(tasks, one, done)));
    const late = pool[0]?.process.stdin;
    const refused = late?.writableEnded === true || late?.destroyed === true;
    this.tell('write', 'tasks, 6', {
      kind: 'returned',
      value: refused ? -1 : 0,
      errno: refused ? 'EPIPE' : null,
    });
    for (const one of pool)
      await this.joined(one, this.tell('join', `${one.child.pid}`, { kind: 'blocked' }));
    return ok(null);
  }

  async stepPiece(): Promise<Result<null>> {
    return ok(null);
  }

  // What there is no process for that could be told to do it
  cancelFork = noFork;
  daemonise = noFork;
  exec = noFork;
  interrupt = noFork;
  setReaping = noFork;
  sleep = noFork;
  wait = noFork;

  emit(event: LabEvent): void {
    this.batch.add(event);
  }

  say(text: string, pid = 0): void {
    this.tell('', '', { kind: 'said', text }, { pid, role: 'kernel' });
  }

  /** Tells the end of a join that began in that line. */
  private async joined({ child: { pid }, ended }: Started, begun: number): Promise<void> {
    const status = await ended;
    this.tell('join', `${pid}`, { kind: 'returned', value: pid, errno: null }, { begun, status });
  }

  private start(
    parent: ProcessKey,
    command: Command,
    { afterMs, exitCode, name = '' }: Pick<ForkOrder, 'afterMs' | 'exitCode' | 'name'>,
  ): Promise<Result<Started>> {
    const own = spawn(command.file, command.words, {
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
      detached: !isWindows,
    });
    const at = this.now();
    return new Promise((settle) => {
      own.once('error', (error) =>
        settle(fail('io', `${command.file} could not be started: ${error.message}.`)),
      );
      own.once('spawn', () => {
        const pid = own.pid ?? 0;
        const child: LabChild = {
          key: keyOf(pid, Date.now()),
          pid,
          plan: { afterMs, exitCode },
          name,
          by: process.pid,
          family: parent,
          forkedAt: at,
          state: 'alive',
          endedAt: null,
          exit: null,
        };
        this.tell('spawn', textOf(command), { kind: 'returned', value: pid, errno: null });
        const ended = new Promise<Exit>((end) => {
          own.once('exit', (code, signal) => {
            const exit: Exit = signal !== null && isSignalName(signal) ? { signal } : { code: code ?? 1 };
            if (this.parent === null) this.children.delete(child.key);
            const last: LabChild = { ...child, state: 'reaped', endedAt: this.now(), exit };
            this.say(`${pid} has ended (${exitWords(exit)})`, pid);
            this.emit({ kind: 'child', parent, child: last });
            end(exit);
          });
        });
        const started: Started = { process: own, child, ended };
        this.children.set(child.key, started);
        this.emit({ kind: 'child', parent, child });
        settle(ok(started));
      });
    });
  }

  private changeParent(news: Partial<LabParentFacts>): void {
    const parent = { ...this.parent, ...news } as LabParentFacts;
    this.parent = parent;
    this.emit({ kind: 'parent', parent });
  }

  private now(): number {
    return (performance.now() - this.began) / 1000;
  }

  /** Gives the number of the line. */
  private tell(
    name: string,
    args: string,
    outcome: LabCall['outcome'],
    about: { begun?: number; status?: Exit; pid?: number; role?: LabRole } = {},
  ): number {
    const { begun, status = null, pid = process.pid, role = 'parent' } = about;
    this.seq += 1;
    const { seq } = this;
    const call: LabCall = {
      seq,
      call: begun ?? seq,
      at: this.now(),
      pid,
      role,
      name,
      args,
      outcome,
      status,
      ppid: null,
    };
    this.emit({ kind: 'call', call });
    return seq;
  }

  private apply(events: readonly LabEvent[]): void {
    this.current = applyLabEvents(this.current, events);
    this.player.heard(events);
    this.options.onEvents?.(events);
  }
}
