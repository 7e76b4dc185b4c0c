import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { kill } from 'node:process';
import { createInterface } from 'node:readline';
import { keyOf, type ProcessKey, partsOf } from '../../core/process.ts';
import type { SignalName } from '../../core/signals.ts';
import { startOf } from '../collect/start-of.ts';
import { statOf } from './listing.ts';

/** An error number by name, as `errno(3)` has them; `null` where all went well. */
export type Errno = string | null;

/** What an action does to processes, each named by its key: another one with that pid is never touched. */
export interface Hands {
  /** Begins to watch for its end. `ESRCH` where it has gone. */
  hold(key: ProcessKey): Promise<Errno>;
  signal(key: ProcessKey, signal: SignalName): Promise<Errno>;
  /** Stops it for a while: until it is continued, or this engine ends, however that comes. */
  halt(key: ProcessKey): Promise<Errno>;
  /** `ESTALE`: it ended at that very moment, and who has its pid now may have got the niceness. */
  renice(key: ProcessKey, nice: number): Promise<Errno>;
  /** Whether one that is held has ended, collected or not. */
  hasEnded(key: ProcessKey): Promise<boolean>;
  close(): void;
}

/** By pidfds where the compiled helper is and the system has them, else by a look right before. */
export const openHands = (native: string | null): Hands =>
  process.platform === 'linux' && native !== null ? new PidfdHands(native) : new LookingHands();

/** Drives `reaptree-native hold`. */
class PidfdHands implements Hands {
  readonly #helper: ChildProcess;
  readonly #asked = new Map<number, (errno: Errno) => void>();
  readonly #ended = new Set<ProcessKey>();
  #last = 0;
  #broken = false;

  constructor(native: string) {
    this.#helper = spawn(native, ['hold'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const broke = () => {
      this.#broken = true;
      for (const answer of this.#asked.values()) answer('EPIPE');
      this.#asked.clear();
    };
    this.#helper.on('error', broke);
    this.#helper.on('exit', broke);
    this.#helper.stdin?.on('error', broke);
    if (this.#helper.stdout !== null) {
      createInterface({ input: this.#helper.stdout }).on('line', (line) => this.#hear(line));
    }
  }

  hold(key: ProcessKey): Promise<Errno> {
    return this.#ask('hold', key);
  }

  signal(key: ProcessKey, signal: SignalName): Promise<Errno> {
    return this.#ask('signal', key, signal);
  }

  halt(key: ProcessKey): Promise<Errno> {
    return this.#ask('halt', key);
  }

  renice(key: ProcessKey, nice: number): Promise<Errno> {
    return this.#ask('nice', key, String(nice));
  }

  async hasEnded(key: ProcessKey): Promise<boolean> {
    return this.#ended.has(key);
  }

  close(): void {
    this.#helper.stdin?.end();
  }

  #ask(verb: string, key: ProcessKey, word = ''): Promise<Errno> {
    if (this.#broken) return Promise.resolve('EPIPE');
    const { pid, start } = partsOf(key);
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#helper.stdin?.write(`${id} ${verb} ${pid} ${start} ${word}\n`);
    });
  }

  #hear(line: string): void {
    const told = JSON.parse(line) as Record<string, unknown>;
    if (typeof told.ended === 'number' && typeof told.start === 'number') {
      this.#ended.add(keyOf(told.ended, told.start));
    } else if (typeof told.reply === 'number') {
      const answer = this.#asked.get(told.reply);
      this.#asked.delete(told.reply);
      answer?.(told.ok === true ? null : String(told.errno));
    }
  }
}

/** Where the system has no descriptors for processes: the start time is looked at right before each act. */
class LookingHands implements Hands {
  async hold(key: ProcessKey): Promise<Errno> {
    return (await this.hasEnded(key)) ? 'ESRCH' : null;
  }

  async signal(key: ProcessKey, signal: SignalName): Promise<Errno> {
    return this.#act(key, (pid) => kill(pid, signal));
  }

  async halt(key: ProcessKey): Promise<Errno> {
    return this.signal(key, 'SIGSTOP');
  }

  async renice(key: ProcessKey, nice: number): Promise<Errno> {
    const errno = await this.#act(key, (pid) => setPriority(pid, nice));
    if (errno !== null) return errno;
    const { pid, start } = partsOf(key);
    const now = await startOf(pid);
    return now === start ? null : now === null ? 'ESRCH' : 'ESTALE';
  }

  async hasEnded(key: ProcessKey): Promise<boolean> {
    const { pid, start } = partsOf(key);
    if ((await startOf(pid)) !== start) return true;
    const stat = statOf(pid);
    // Its first thread may have ended alone.
    return stat?.state === 'Z' && stat.numThreads <= 1;
  }

  close(): void {}

  async #act(key: ProcessKey, act: (pid: number) => void): Promise<Errno> {
    const { pid, start } = partsOf(key);
    if ((await startOf(pid)) !== start) return 'ESRCH';
    try {
      act(pid);
      return null;
    } catch (error) {
      const { code, info } = error as NodeJS.ErrnoException & { info?: { code?: string } };
      return info?.code ?? code ?? 'EIO';
    }
  }
}
