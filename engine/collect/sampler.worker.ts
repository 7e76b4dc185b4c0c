import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { thisHost } from './host.ts';
import { openSource } from './open-source.ts';
import { Sampling } from './sampling.ts';
import type { WorkerOrder, WorkerReport, WorkerStart } from './worker-protocol.ts';

/** The thread that polls: everything that may take a while happens here. */
if (parentPort === null) throw new Error('The sampler runs as a worker thread.');
const port = parentPort;
const start = workerData as WorkerStart;
const sampling = new Sampling(openSource(start.source), thisHost());
sampling.roots = start.roots;
let { intervalMs, paused } = start;
let timer: NodeJS.Timeout | null = null;
/** Samples and whole states one after the other, never two at once. */
let queue: Promise<void> = Promise.resolve();

const report = (message: WorkerReport): void => port.postMessage(message);
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function schedule(delayMs: number): void {
  if (timer !== null) clearTimeout(timer);
  timer = paused ? null : setTimeout(tick, delayMs);
}

function tick(): void {
  const began = performance.now();
  queue = queue
    .then(async () => report({ kind: 'delta', delta: await sampling.sample() }))
    .catch((error: unknown) => report({ kind: 'failed', id: null, message: reasonOf(error) }))
    .then(() => schedule(Math.max(0, intervalMs - (performance.now() - began))));
}

port.on('message', (order: WorkerOrder) => {
  switch (order.kind) {
    case 'configure':
      ({ intervalMs, paused } = order);
      schedule(intervalMs);
      break;
    case 'roots':
      sampling.roots = order.roots;
      break;
    case 'full':
      queue = queue
        .then(async () => report({ kind: 'full', id: order.id, full: await sampling.full() }))
        .catch((error: unknown) => report({ kind: 'failed', id: order.id, message: reasonOf(error) }));
      break;
  }
});

tick();
