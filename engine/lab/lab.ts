import {
  applyLabEvents,
  emptyLab,
  type ForkOrder,
  type LabEvent,
  type LabState,
  presentIn,
  type ReapingPolicy,
} from '../../core/lab.ts';
import type { RunOrder, ScenarioInfo } from '../../core/lab-scenario.ts';
import { keyOf, type ProcessKey } from '../../core/process.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { SignalName } from '../../core/signals.ts';
import { EventBatch } from './event-batch.ts';
import { HelperProcess } from './helper-process.ts';
import type { DoneReply, EventLine } from './line.ts';
import { processesAllowed } from './room.ts';
import { ScenarioPlayer } from './scenario-player.ts';
import type { RunLab } from './scenario-run.ts';
import { SCENARIOS } from './scenarios/index.ts';
import type { PieceOrder } from './stage.ts';
import { Story } from './story.ts';

export interface LabOptions {
  /** Where `reaptree-native` is; `null` where it has not been built. */
  readonly helperPath: string | null;
  /** Why nothing may be begun, ended or steered; asked before each command. */
  readonly refusal?: () => Result<never> | null;
  /** What changed, about sixty times a second at most. */
  readonly onEvents?: (events: readonly LabEvent[]) => void;
  /** The helper's pid as it comes, `null` as it goes. */
  readonly onHelper?: (pid: number | null) => void;
  /** The helper said something that cannot be understood. */
  readonly onTrouble?: (message: string) => void;
}

const HOW_TO_BUILD =
  'Install a C compiler and make (Debian, Ubuntu: apt-get install gcc libc6-dev make), then start Reaptree again: it builds the helper itself.';

/**
 * The lab: test parents that really fork(2), waitpid(2) and _exit(2), driven through the native helper.
 * The helper is started by the first `startParent`, and nothing of the lab outlives {@link Lab.close}, the helper or the
 * program that this runs in.
 */
export class Lab implements RunLab {
  private helper: Promise<Result<HelperProcess>> | null = null;
  private story: Story | null = null;
  private current: LabState = emptyLab;
  private readonly batch = new EventBatch((events) => this.apply(events));
  private seq = 0;
  private closed = false;
  /** A story is being cleared away. */
  private clearing = false;
  private readonly player = new ScenarioPlayer(this, SCENARIOS);
  /** The newest moment of the helper's clock, in seconds, and when we heard of it. */
  private clock = { at: 0, heard: performance.now() };

  constructor(private readonly options: LabOptions) {}

  /** Everything told so far; what is still being gathered is given to `onEvents` first. */
  get state(): LabState {
    this.batch.flush();
    return this.current;
  }

  /** Forks a test parent and gives its key. */
  async startParent(): Promise<Result<ProcessKey>> {
    const helper = await this.startedHelper();
    if (!helper.ok) return helper;
    const reply = await helper.value.ask('start');
    if (!reply.ok) return reply;
    const { pid, start } = reply.value;
    if (pid === undefined || start === undefined) {
      return fail('io', 'The lab’s helper did not say which process it started.');
    }
    return ok(keyOf(pid, start));
  }

  /** Has a parent fork children, each of which ends after `afterMs` with `exitCode`. fork(2) */
  async fork(parent: ProcessKey, order: ForkOrder): Promise<Result<null>> {
    const tooMany = this.beyondCap(order);
    if (tooMany !== null) return tooMany;
    const { count, afterMs, exitCode, name, death, deaf, ownGroup, depth } = order;
    const words = [`fork parent=${parent} count=${count} after=${afterMs} code=${exitCode}`];
    if (name !== undefined && name !== '') words.push(`name=${name}`);
    if (death !== undefined) words.push(`death=${death}`);
    if (deaf === true) words.push('deaf=1');
    if (ownGroup === true) words.push('group=1');
    if (depth !== undefined) words.push(`depth=${depth}`);
    return this.ask(words.join(' '), { mayTakeLong: true });
  }

  /** How many processes the lab may have at once, that the machine stays usable. */
  get most(): number {
    return processesAllowed();
  }

  /** Ends a fork of many before all are there; those that are stay. */
  cancelFork(parent: ProcessKey): Promise<Result<null>> {
    return this.ask(`cancel parent=${parent}`);
  }

  /** What the parent does about dead children by itself. sigaction(2) */
  async setReaping(parent: ProcessKey, policy: ReapingPolicy, everyMs: number): Promise<Result<null>> {
    const result = await this.ask(`reaping parent=${parent} policy=${policy} every=${everyMs}`);
    if (result.ok) this.story?.reapingSet(parent, policy, everyMs);
    return result;
  }

  /** The parent forks a child that becomes what a shell makes of the command. execve(2) */
  exec(parent: ProcessKey, command: string): Promise<Result<null>> {
    return this.ask(`exec parent=${parent} command=${Buffer.from(command).toString('hex')}`);
  }

  /** The double fork: what remains is nobody's child but the helper's, and lives so long. */
  daemonise(parent: ProcessKey, lifeMs: number): Promise<Result<null>> {
    return this.ask(`daemon parent=${parent} after=${lifeMs}`);
  }

  /** Lets a blocked call of the parent return with EINTR. signal(7) */
  interrupt(parent: ProcessKey): Promise<Result<null>> {
    return this.ask(`interrupt parent=${parent}`);
  }

  /** Answered when the parent has slept, or was woken before. nanosleep(2) */
  sleep(parent: ProcessKey, ms: number): Promise<Result<null>> {
    return this.ask(`sleep parent=${parent} after=${ms}`, { mayTakeLong: true });
  }

  /** Answered when the parent has played it to its end. */
  playPiece(parent: ProcessKey, { name, number, secondMs, stepping }: PieceOrder): Promise<Result<null>> {
    const words = `play parent=${parent} piece=${name} number=${number} after=${secondMs}`;
    return this.ask(`${words} steps=${stepping ? 1 : 0}`, { mayTakeLong: true });
  }

  get scenarios(): readonly ScenarioInfo[] {
    return this.player.infos;
  }

  /** Plays a scenario; what comes of it is told by events. One that still runs is stopped first. */
  runScenario(order: RunOrder): Promise<Result<null>> {
    return this.player.play(order, async () =>
      process.platform === 'linux'
        ? this.startedHelper()
        : fail('unavailable', 'The scenarios look into /proc, which only Linux has.'),
    );
  }

  stepScenario(): Result<null> {
    return this.player.step();
  }

  pressKey(key: string): Result<null> {
    return this.player.press(key);
  }

  /** Answers when nothing of the scenario is left. */
  async stopScenario(): Promise<Result<null>> {
    await this.player.stop();
    return ok(null);
  }

  /** Answered when the wait returned or is found to block: then its return comes as an event. wait(2) */
  wait(parent: ProcessKey): Promise<Result<null>> {
    return this.ask(`wait parent=${parent}`);
  }

  /** As {@link Lab.wait}, for one child or (`null`) any; `nohang` is WNOHANG. waitpid(2) */
  waitpid(parent: ProcessKey, child: ProcessKey | null, nohang: boolean): Promise<Result<null>> {
    return this.ask(`waitpid parent=${parent} child=${child ?? 'any'} nohang=${nohang ? 1 : 0}`);
  }

  /** Signals a process of the lab; the helper makes sure that it is one. pidfd_send_signal(2) */
  kill(key: ProcessKey, signal: SignalName): Promise<Result<null>> {
    return this.ask(`kill process=${key} signal=${signal}`);
  }

  /** The parent calls _exit(2); the helper adopts and reaps what it leaves. */
  endParent(parent: ProcessKey): Promise<Result<null>> {
    return this.ask(`end parent=${parent}`);
  }

  /** Ends all test parents and children, and answers when all of them are reaped. */
  async cleanUp(): Promise<Result<null>> {
    if (this.helper === null) return ok(null);
    const result = await this.ask('cleanup');
    if (result.ok) this.story?.allReaped();
    return result;
  }

  /** Once nothing may act any more: a scenario that is being played ends, with all that was made for it. */
  async holdStill(): Promise<void> {
    this.clearing = true;
    await this.player.stop();
    this.clearing = false;
  }

  /** Ends the whole lab for good; returns when its helper is gone. */
  async close(): Promise<void> {
    this.closed = true;
    const stopped = this.player.stop();
    const helper = await this.helper;
    if (helper?.ok) await helper.value.stop();
    await stopped;
    this.batch.flush();
  }

  /** For the run of a scenario. */
  emit(event: LabEvent): void {
    this.batch.add(event);
  }

  stepPiece(parent: ProcessKey): Promise<Result<null>> {
    return this.ask(`step parent=${parent}`);
  }

  private async ask(words: string, { mayTakeLong = false } = {}): Promise<Result<null>> {
    const refused = this.refused();
    if (refused !== null) return refused;
    // Without a helper there are no processes that a key could name, and no need for one to say so.
    if (this.helper === null)
      return this.unavailable() ?? fail('gone', 'There is no such process in the lab.');
    const helper = await this.helper;
    if (!helper.ok) return helper;
    const reply: Result<DoneReply> = await helper.value.ask(words, { mayTakeLong });
    return reply.ok ? ok(null) : reply;
  }

  /** Says that it would be too many, before a single one is forked. */
  private beyondCap({ count, depth = 0 }: ForkOrder): Result<never> | null {
    const wanted = count * (1 + depth);
    const room = Math.max(0, this.most - presentIn(this.state));
    if (wanted <= room) return null;
    return fail(
      'refused',
      `That would be ${wanted} more processes, and the lab has room for ${room}.`,
      `It takes half of what the system allows at most, that the machine stays usable: ${this.most} processes.`,
    );
  }

  /** The end of the lab itself, and what clears a story away, is no act of the user. */
  private refused(): Result<never> | null {
    return this.clearing || this.closed ? null : (this.options.refusal?.() ?? null);
  }

  private unavailable(): Result<never> | null {
    if (this.closed) return fail('cancelled', 'The lab is closed.');
    if (this.options.helperPath === null) {
      return fail('unavailable', 'The lab’s helper program has not been built.', HOW_TO_BUILD);
    }
    return null;
  }

  private async startedHelper(): Promise<Result<HelperProcess>> {
    const refused = this.refused();
    if (refused !== null) return refused;
    const unavailable = this.unavailable();
    const path = this.options.helperPath;
    if (unavailable !== null || path === null) {
      const failure = unavailable ?? fail('unavailable', 'The lab’s helper program has not been built.');
      if (!this.closed && !failure.ok) this.missing(failure.error.message, failure.error.hint);
      return failure;
    }
    this.helper ??= this.start(path);
    return this.helper;
  }

  private async start(path: string): Promise<Result<HelperProcess>> {
    let said = false;
    const story = new Story(
      (event) => this.batch.add(event),
      () => ++this.seq,
    );
    this.story = story;
    const result = await HelperProcess.start(path, {
      onLines: (lines: readonly EventLine[], answers: boolean) => {
        for (const line of lines) {
          if (line.event === 'hello') {
            said = true;
            this.options.onHelper?.(line.pid);
          }
          if ('at' in line) this.clock = { at: line.at, heard: performance.now() };
          story.take(line);
        }
        // Whoever awaits an answer finds the state as it is by then.
        if (answers) this.batch.flush();
      },
      onTrouble: (message) => this.options.onTrouble?.(message),
      onEnd: (why) => {
        this.helper = null;
        if (!said) return;
        this.options.onHelper?.(null);
        this.batch.add({
          kind: 'helper',
          helper: this.closed
            ? { kind: 'idle' }
            : { kind: 'ended', why: `The lab’s helper is gone: ${why}.` },
        });
        this.batch.flush();
      },
    });
    if (result.ok) return result;
    this.helper = null;
    const message = `The lab’s helper program could not be started: ${result.error.message}.`;
    this.missing(message, HOW_TO_BUILD);
    return fail('unavailable', message, HOW_TO_BUILD);
  }

  /** Something that was seen, on the helper's clock. */
  say(text: string): void {
    this.seq += 1;
    const { seq } = this;
    const at = this.clock.at + (performance.now() - this.clock.heard) / 1000;
    const outcome = { kind: 'said', text } as const;
    this.batch.add({
      kind: 'call',
      call: {
        seq,
        call: seq,
        at,
        pid: 0,
        role: 'kernel',
        name: '',
        args: '',
        outcome,
        status: null,
        ppid: null,
      },
    });
  }

  private missing(message: string, hint: string | undefined): void {
    this.batch.add({
      kind: 'helper',
      helper: { kind: 'missing', why: hint === undefined ? message : `${message} ${hint}` },
    });
    this.batch.flush();
  }

  private apply(events: readonly LabEvent[]): void {
    this.current = applyLabEvents(this.current, events);
    this.player.heard(events);
    this.options.onEvents?.(events);
  }
}
