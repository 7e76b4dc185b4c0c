import { type ChildProcess, spawn } from 'node:child_process';
import { resolve as absolute } from 'node:path';
import type { Duplex, Readable, Writable } from 'node:stream';
import { fail, ok, type Result } from '../../core/result.ts';
import { type DoneReply, type EventLine, isReply, PROTOCOL_VERSION, parseLine, type Reply } from './line.ts';
import { refusalOf } from './refusal.ts';

export interface HelperListener {
  /** What was told at once; `answers` where commands are about to be answered after it. */
  onLines(lines: readonly EventLine[], answers: boolean): void;
  /** Something that the protocol does not know. */
  onTrouble(message: string): void;
  /** It is gone, and every process of the lab with it or about to go. */
  onEnd(why: string): void;
}

/** No command takes that long unless the helper is stopped. */
const ANSWER_WITHIN_MS = 20_000;
const END_WITHIN_MS = 3_000;
/** As much of what it writes to stderr as is worth showing. */
const LAST_WORDS = 2_000;
const LINE_MOST = 4_096;
/** A newline inside would begin another command. */
const PLAIN = /^[ -~]{1,1000}$/;

type Answer = (result: Result<DoneReply>) => void;

interface Channels {
  readonly input: Writable;
  readonly output: Readable;
  readonly errors: Readable;
  /** The end of the lifeline that only we hold: when it closes, the whole lab ends (native/PROTOCOL.md). */
  readonly lifeline: Duplex;
}

function channelsOf(child: ChildProcess): Channels | null {
  const [input, output, errors, lifeline] = child.stdio;
  if (!input || !output || !errors || !lifeline) return null;
  return {
    input: input as Writable,
    output: output as Readable,
    errors: errors as Readable,
    lifeline: lifeline as Duplex,
  };
}

/** One run of `reaptree-native lab`: commands in, lines out, each command matched with its answer. */
export class HelperProcess {
  private readonly answers = new Map<number, { answer: Answer; timer: NodeJS.Timeout | undefined }>();
  private lastId = 0;
  private unfinished = '';
  private lastWords = '';
  private ended = false;
  private stopping = false;
  private readonly gone: Promise<void>;
  /** Settles once it has said who it is; a failure where it could not be started. */
  readonly started: Promise<Result<HelperProcess>>;
  private settleStarted: (result: Result<HelperProcess>) => void = () => {};

  private constructor(
    private readonly child: ChildProcess,
    private readonly channels: Channels,
    private readonly listener: HelperListener,
  ) {
    this.started = new Promise((settle) => {
      this.settleStarted = settle;
    });
    this.gone = new Promise((settle) => {
      child.once('exit', (code, signal) => {
        this.end(signal === null ? `it ended with status ${code}` : `it was ended by ${signal}`);
        settle();
      });
      child.on('error', (error) => {
        this.end(error.message);
        settle();
      });
    });
    for (const channel of [channels.input, channels.output, channels.errors, channels.lifeline]) {
      channel.on('error', () => {}); // it broke because the helper went: 'exit' tells that
    }
    channels.output.setEncoding('utf8').on('data', (text: string) => this.read(text));
    channels.errors.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-LAST_WORDS);
    });
  }

  /** @param path - of the program; it runs in `/`, so that it keeps no file system busy */
  static start(path: string, listener: HelperListener): Promise<Result<HelperProcess>> {
    let child: ChildProcess;
    try {
      child = spawn(absolute(path), ['lab'], { cwd: '/', stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
    } catch (error) {
      return Promise.resolve(fail('unavailable', String(error)));
    }
    const channels = channelsOf(child);
    if (channels === null) {
      return new Promise((settle) => {
        child.once('error', (error) => settle(fail('unavailable', error.message)));
      });
    }
    return new HelperProcess(child, channels, listener).started;
  }

  /** Sends one command; the answer comes, or a failure that says why it does not. */
  ask(words: string, { mayTakeLong = false } = {}): Promise<Result<DoneReply>> {
    if (this.ended) return Promise.resolve(fail('gone', 'The lab’s helper has ended.'));
    if (!PLAIN.test(words))
      return Promise.resolve(fail('invalid', 'A command is one line of plain characters.'));
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((answer) => {
      const timer = mayTakeLong ? undefined : setTimeout(() => this.giveUp(id), ANSWER_WITHIN_MS);
      this.answers.set(id, { answer, timer });
      this.channels.input.write(`${id} ${words}\n`);
    });
  }

  /** Ends it and all lab processes, and returns when it is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.letGo();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), END_WITHIN_MS);
    await this.gone;
    clearTimeout(timer);
  }

  private letGo(): void {
    this.channels.lifeline.destroy();
    this.channels.input.destroy();
  }

  private giveUp(id: number): void {
    this.answers
      .get(id)
      ?.answer(
        fail(
          'io',
          `The lab’s helper did not answer within ${ANSWER_WITHIN_MS / 1_000} s.`,
          `Look whether somebody has stopped process ${this.child.pid}.`,
        ),
      );
    this.answers.delete(id);
  }

  private read(text: string): void {
    const parts = (this.unfinished + text).split('\n');
    this.unfinished = parts.pop() ?? '';
    if (this.unfinished.length > LINE_MOST) {
      this.listener.onTrouble(`The lab’s helper wrote a line without end: ${this.unfinished.slice(0, 80)}…`);
      this.unfinished = '';
    }
    const events: EventLine[] = [];
    const replies: Reply[] = [];
    for (const part of parts) {
      const line = parseLine(part);
      if (line === null)
        this.listener.onTrouble(`The lab’s helper wrote what is no line: ${part.slice(0, 200)}`);
      else if (isReply(line)) replies.push(line);
      else events.push(line);
    }
    const hello = events.find((line) => line.event === 'hello');
    if (hello !== undefined && hello.protocol !== PROTOCOL_VERSION) {
      this.end(`it speaks version ${hello.protocol} of the protocol, and Reaptree ${PROTOCOL_VERSION}`);
      return;
    }
    if (!this.ended) this.listener.onLines(events, replies.length > 0);
    if (hello !== undefined) this.settleStarted(ok(this));
    for (const reply of replies) this.answered(reply);
  }

  private answered(reply: Reply): void {
    const waiting = this.answers.get(reply.reply);
    if (waiting === undefined) {
      // One that was given up on may still come; an id that was never used must not.
      if (reply.reply === 0 || reply.reply > this.lastId) {
        this.listener.onTrouble(`The lab’s helper answered what was not asked: ${JSON.stringify(reply)}`);
      }
      return;
    }
    clearTimeout(waiting.timer);
    this.answers.delete(reply.reply);
    waiting.answer(reply.ok ? ok(reply) : refusalOf(reply));
  }

  private end(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.letGo();
    const words = this.lastWords.trim();
    const why = words === '' ? reason : `${reason}: ${words}`;
    this.settleStarted(fail('unavailable', why));
    this.listener.onEnd(why);
    const failure = this.stopping
      ? fail('cancelled', 'The lab was closed.')
      : fail('gone', `The lab’s helper has ended (${why}), and with it all of the lab.`);
    for (const { answer, timer } of this.answers.values()) {
      clearTimeout(timer);
      answer(failure);
    }
    this.answers.clear();
  }
}
