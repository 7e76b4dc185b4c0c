import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import type { Exit } from '../../core/process.ts';
import { decodeWaitStatus } from '../collect/wait-status.ts';

export interface SupervisedOptions {
  /** The compiled helper. */
  readonly native: string;
  readonly command: readonly string[];
  /** The soft limit of open files that the command gets; `null`: as we have it. */
  readonly files: number | null;
  readonly onStarted: (pid: number) => void;
  /** It could not be started: an errno. */
  readonly onFailed: (errno: number) => void;
  readonly onEnded: (exit: Exit) => void;
  /** An orphan that had come to the helper has ended. */
  readonly onReaped: (pid: number, exit: Exit) => void;
  /** The helper has ended; `said` tells whether as it should. */
  readonly onOver: (said: boolean) => void;
}

/**
 * A command below `reaptree-native run` (native/run.c): a subreaper, so that nothing that the command leaves behind
 * gets away. The command has our own input, output and terminal; only the helper's word comes to us.
 */
export class Supervised {
  readonly #child: ChildProcess;
  readonly #socket: Duplex;
  #said = false;

  constructor(options: SupervisedOptions) {
    const { native, command, files } = options;
    this.#child = spawn(native, ['run', files === null ? '-' : String(files), ...command], {
      stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    });
    this.#socket = this.#child.stdio[3] as Duplex;
    this.#socket.on('error', () => {}); // EPIPE: it has ended, and that is told below
    createInterface({ input: this.#socket }).on('line', (line) => {
      const [word, first, second] = line.split(' ');
      const number = Number(first);
      if (word === 'started') options.onStarted(number);
      else if (word === 'failed') options.onFailed(number);
      else if (word === 'ended') options.onEnded(decodeWaitStatus(Number(second)));
      else if (word === 'reaped') options.onReaped(number, decodeWaitStatus(Number(second)));
      if (word === 'over' || word === 'failed') this.#said = true;
    });
    this.#child.once('error', () => options.onOver(false));
    // Once it is gone and all that it said has been read.
    this.#child.once('close', () => options.onOver(this.#said));
  }

  /** Of the subreaper. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Gives the command a signal, unless it has it from the terminal already. */
  pass(signal: number): void {
    this.#socket.write(`pass ${signal}\n`);
  }

  /** Signals that very process below the command, or nobody. */
  signal(pid: number, start: number, signal: number): void {
    this.#socket.write(`signal ${pid} ${start} ${signal}\n`);
  }

  /** Kills whoever is left. */
  end(): void {
    this.#socket.write('end\n');
  }
}
