import { parentPort, workerData } from 'node:worker_threads';
import type { Delta } from '../../core/delta.ts';
import { IncidentWatch } from '../../core/incidents/watch.ts';
import { Recorder } from '../../core/recording/recorder.ts';
import { writeState } from '../../core/written-state.ts';
import { Packer } from '../record/packer.ts';
import { thisHost } from './host.ts';
import { openSource } from './open-source.ts';
import { Polling } from './polling.ts';
import { Sampling } from './sampling.ts';
import type { WorkerOrder, WorkerReport, WorkerStart } from './worker-protocol.ts';

/** The thread that polls: everything that may take a while happens here. */
if (parentPort === null) throw new Error('The sampler runs as a worker thread.');
const port = parentPort;
const start = workerData as WorkerStart;
const report = (message: WorkerReport): void => port.postMessage(message);

const sampling = new Sampling(openSource(start.source, 'quick'), thisHost());
sampling.roots = start.roots;
const packer = new Packer((block) => {
  port.postMessage({ kind: 'recorded', block } satisfies WorkerReport, [block.data.buffer as ArrayBuffer]);
});
const recorder = new Recorder(
  () => sampling.state(),
  (block) => packer.add(block),
);
const watch = new IncidentWatch(sampling, start.graceMs);
let begun = false;

function record(delta: Delta): void {
  // Somebody waits for the first one, and the keyframe that is made of the second holds all of it.
  if (delta.seq > 1) recorder.take(delta);
  const news = watch.take(delta);
  if (!begun) {
    report({ kind: 'zombies', keys: watch.zombies });
    begun = true;
  }
  if (news !== null) report({ kind: 'incidents', news });
}

const polling = new Polling(sampling, {
  intervalMs: start.intervalMs,
  paused: start.paused,
  // The portable source cannot look at a few: what is told in between would be of no use.
  native: start.source === 'procfs' ? start.native : null,
  onDelta: (delta) => {
    report({ kind: 'delta', delta });
    if (start.records) record(delta);
  },
  onFailure: (message) => report({ kind: 'failed', id: null, message }),
});

port.on('message', (order: WorkerOrder) => {
  switch (order.kind) {
    case 'configure':
      polling.configure(order.intervalMs, order.paused);
      break;
    case 'roots':
      sampling.roots = order.roots;
      break;
    case 'attend':
      sampling.attention = new Set(order.keys);
      break;
    case 'grace':
      watch.graceMs = order.ms;
      break;
    case 'flush':
      recorder.flush();
      void packer.idle().then(() => report({ kind: 'flushed', id: order.id }));
      break;
    case 'full':
      polling.full(order.complete).then(
        (full) => report({ kind: 'full', id: order.id, full: writeState(full) }),
        (error: unknown) => report({ kind: 'failed', id: order.id, message: String(error) }),
      );
      break;
  }
});
