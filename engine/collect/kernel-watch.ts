import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Precision } from '../../core/events.ts';
import { type ProcessKey, partsOf } from '../../core/process.ts';
import type { KernelEvent } from '../../core/reading.ts';
import { wordsIn } from './procfs/files.ts';
import { decodeWaitStatus } from './wait-status.ts';

export interface KernelWatchOptions {
  /** The compiled helper. */
  readonly native: string;
  /** Be content with the deaths of named processes, as where the kernel tells no more. */
  readonly named?: boolean;
  readonly onPrecision: (precision: Precision) => void;
  /** In the order of the kernel, in batches. */
  readonly onTold: (told: readonly KernelEvent[]) => void;
  /** A process that was named has ended. */
  readonly onDeaths: (pids: readonly number[]) => void;
  /** The kernel had to drop some of what it told. */
  readonly onLost: () => void;
}

const HEX = /^(?:[0-9a-f]{2})+$/;

/** `null` where it had gone before the helper could look. */
const bytesIn = (hex: string | undefined): Buffer | null =>
  hex !== undefined && HEX.test(hex) ? Buffer.from(hex, 'hex') : null;

/** One line of `reaptree-native watch` about a process, native/PROTOCOL.md; `null` for any other line. */
export function parseTold(line: string): KernelEvent | null {
  const [kind, pidText, atText, third, fourth] = line.split(' ');
  const pid = Number(pidText);
  const at = Number(atText);
  if (third === undefined || !Number.isInteger(pid) || !Number.isFinite(at)) return null;
  switch (kind) {
    case 'fork':
      return { kind, at, pid, ppid: Number(third), start: Number(fourth) };
    case 'exec': {
      const command = bytesIn(fourth);
      return {
        kind,
        at,
        pid,
        name: bytesIn(third)?.toString('utf8').replace(/\n$/, '') ?? null,
        command: command === null ? null : wordsIn(command, command.length),
      };
    }
    case 'exit':
      return { kind, at, pid, exit: decodeWaitStatus(Number(third)) };
    default:
      return null;
  }
}

/**
 * What the kernel tells by itself between two samples, through the native helper: every fork, exec and exit
 * where it lets us (`exact`), else the deaths of the processes that are named to it (`watched`).
 */
export class KernelWatch {
  readonly #options: KernelWatchOptions;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  #room = 0;
  #told: KernelEvent[] = [];
  #deaths: number[] = [];
  #delivery: NodeJS.Immediate | null = null;

  constructor(options: KernelWatchOptions) {
    this.#options = options;
    const words = options.named === true ? ['watch', 'named'] : ['watch'];
    this.#child = spawn(options.native, words, { stdio: ['pipe', 'pipe', 'ignore'] });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#take(line));
    // EPIPE: it has ended, and `exit` says so.
    this.#child.stdin.on('error', () => {});
    this.#child.once('error', () => options.onPrecision('sampled'));
    this.#child.once('exit', () => options.onPrecision('sampled'));
  }

  /** Asks to be told when these end, as far as there is room: each takes a descriptor while it lives. */
  name(keys: Iterable<ProcessKey>): void {
    let lines = '';
    for (const key of keys) {
      if (this.#room === 0) break;
      const { pid, start } = partsOf(key);
      lines += `${pid} ${start}\n`;
      this.#room--;
    }
    if (lines !== '') this.#child.stdin.write(lines);
  }

  /** Its input ends, and so does it. */
  close(): void {
    this.#child.removeAllListeners('exit');
    this.#child.stdin.end();
  }

  #take(line: string): void {
    const told = parseTold(line);
    if (told !== null) {
      this.#told.push(told);
      this.#deliverSoon();
      return;
    }
    const [word, second] = line.split(' ');
    switch (word) {
      case 'exact':
      case 'watched':
        this.#room = Number(second);
        this.#options.onPrecision(word);
        break;
      case 'dead':
        this.#room++;
        this.#deaths.push(Number(second));
        this.#deliverSoon();
        break;
      case 'lost':
        this.#options.onLost();
        break;
    }
  }

  /** Once for all lines that came together. */
  #deliverSoon(): void {
    this.#delivery ??= setImmediate(() => {
      this.#delivery = null;
      const told = this.#told;
      const deaths = this.#deaths;
      this.#told = [];
      this.#deaths = [];
      if (told.length > 0) this.#options.onTold(told);
      if (deaths.length > 0) this.#options.onDeaths(deaths);
    });
  }
}
