import { parentPort, Worker } from 'node:worker_threads';
import { fail, type Result } from '../../core/result.ts';

/** What may be asked of a thread: the name of each question, what it carries and what comes back. */
type Questions<Q> = { readonly [Name in keyof Q]: { readonly payload: unknown; readonly answer: unknown } };

interface Asked {
  readonly id: number;
  readonly name: string;
  readonly payload: unknown;
}

interface Answered {
  readonly id: number;
  readonly answer: Result<unknown>;
}

/** A thread that answers questions, as its owner sees it. It is started with the first question. */
export class Calls<Q extends Questions<Q>> {
  readonly #file: string;
  readonly #workerData: unknown;
  readonly #what: string;
  readonly #waiting = new Map<number, (answer: Result<never>) => void>();
  #worker: Worker | null = null;
  #nextId = 1;

  /** @param what - its name in a sentence, should it break */
  constructor(file: string, what: string, workerData: unknown = null) {
    this.#file = file;
    this.#what = what;
    this.#workerData = workerData;
  }

  get running(): boolean {
    return this.#worker !== null;
  }

  get waiting(): boolean {
    return this.#waiting.size > 0;
  }

  ask<Name extends keyof Q & string>(
    name: Name,
    payload: Q[Name]['payload'],
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Result<Q[Name]['answer']>> {
    const worker = this.#worker ?? this.#start();
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ id, name, payload } satisfies Asked, transfer);
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#lost(worker, 'it was closed');
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#file, { workerData: this.#workerData });
    worker.on('message', ({ id, answer }: Answered) => {
      this.#waiting.get(id)?.(answer as Result<never>);
      this.#waiting.delete(id);
    });
    worker.on('error', (error) => this.#lost(worker, error.message));
    worker.on('exit', () => this.#lost(worker, 'it ended'));
    this.#worker = worker;
    return worker;
  }

  #lost(worker: Worker | null, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const resolve of waiting) {
      resolve(fail('unavailable', `${this.#what} stopped: ${reason}.`, 'Try again.'));
    }
  }
}

/** Answers the questions that come to this thread, one after the other. */
export function answerCalls<Q extends Questions<Q>>(
  answers: {
    readonly [Name in keyof Q]: (
      payload: Q[Name]['payload'],
    ) => Result<Q[Name]['answer']> | Promise<Result<Q[Name]['answer']>>;
  },
): void {
  if (parentPort === null) throw new Error('This runs as a worker thread.');
  const port = parentPort;
  let queue: Promise<void> = Promise.resolve();
  port.on('message', ({ id, name, payload }: Asked) => {
    queue = queue.then(async () => {
      let answer: Result<unknown>;
      try {
        answer = await (answers[name as keyof Q] as (payload: unknown) => Promise<Result<unknown>>)(payload);
      } catch (error) {
        answer = fail('io', error instanceof Error ? error.message : String(error));
      }
      port.postMessage({ id, answer } satisfies Answered);
    });
  });
}
