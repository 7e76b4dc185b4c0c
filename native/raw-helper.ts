import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex, Writable } from 'node:stream';

export type RawLine = Record<string, unknown>;

/** For tests: `reaptree-native lab` as it is, without the engine in between. */
export class RawHelper {
  readonly lines: RawLine[] = [];
  readonly child: ChildProcess;
  readonly input: Writable;
  readonly lifeline: Duplex;
  /** Its exit status, or the signal that ended it. */
  readonly exit: Promise<number | string>;
  errors = '';
  private lastId = 0;
  private readonly waiting = new Set<() => void>();

  /** @param command - the program, or a stand-in for the engine that starts it in turn */
  constructor(command: string, args: readonly string[] = ['lab']) {
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
    const [input, output, errors, lifeline] = this.child.stdio;
    if (!input || !output || !errors || !lifeline) throw new Error('no pipes');
    this.input = input as Writable;
    this.lifeline = lifeline as Duplex;
    this.input.on('error', () => {});
    this.exit = new Promise((settle) => {
      this.child.once('exit', (code, signal) => settle(signal ?? code ?? -1));
    });
    errors.on('data', (data: Buffer) => {
      this.errors += data.toString();
    });
    let unfinished = ''; // and so it stays where who wrote it is killed
    (output as Duplex).setEncoding('utf8').on('data', (text: string) => {
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop() ?? '';
      this.lines.push(...lines.map((line) => JSON.parse(line) as RawLine));
      for (const look of [...this.waiting]) look();
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The first line that is so, be it there already or still to come. */
  line(isIt: (line: RawLine) => boolean, what = 'a line'): Promise<RawLine> {
    return new Promise((settle, reject) => {
      const timer = setTimeout(() => reject(new Error(`${what} never came; ${this.errors}`)), 10_000);
      const look = (): void => {
        const found = this.lines.find(isIt);
        if (found === undefined) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        settle(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  /** Sends a command and gives its reply. */
  ask(words: string): Promise<RawLine> {
    this.lastId += 1;
    const id = 1_000_000 + this.lastId;
    this.input.write(`${id} ${words}\n`);
    return this.line((line) => line.reply === id, `the reply to ${words}`);
  }

  /** Starts a test parent and gives its key. */
  async parent(): Promise<string> {
    const { pid, start } = await this.ask('start');
    return `${pid}@${start}`;
  }

  /** Has a parent fork and gives the keys of the children. */
  async fork(parent: string, words: string): Promise<string[]> {
    const before = this.lines.length;
    await this.ask(`fork parent=${parent} ${words}`);
    return this.lines.slice(before).flatMap((line) => {
      const child = line.child as { start: number } | undefined;
      return child === undefined ? [] : [`${line.value}@${child.start}`];
    });
  }

  async stop(): Promise<number | string> {
    this.lifeline.destroy();
    return this.exit;
  }
}

export const pidOf = (key: string): number => Number(key.split('@')[0]);
