import { parentPort, workerData } from 'node:worker_threads';
import type { Delta, FullState } from '../../core/delta.ts';
import { IncidentWatch } from '../../core/incidents/watch.ts';
import { INCIDENT_GRACE_MS } from '../../core/limits.ts';
import { Recorder } from '../../core/recording/recorder.ts';
import { type WrittenState, writeState } from '../../core/written-state.ts';
import { Packer } from '../record/packer.ts';
import { giveWay } from './give-way.ts';
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

// From the very beginning: the page is being started beside us.
giveWay();
const sampling = new Sampling(openSource(start.source, 'quick'), thisHost());
sampling.roots = start.roots;
const packer = new Packer((block) => {
  port.postMessage({ kind: 'recorded', block } satisfies WorkerReport, [block.data.buffer as ArrayBuffer]);
});
const recorder = new Recorder(
  () => sampling.state(),
  (block) => packer.add(block),
);
const watch = new IncidentWatch(sampling, INCIDENT_GRACE_MS.usual);
let begun = false;
let kept = false;

/** The last one that was written: whoever asks next, before anything has changed, is given the same. */
let written: WrittenState | null = null;
function write(full: FullState): WrittenState {
  if (written?.seq !== full.seq) written = writeState(full);
  return written;
}

function begin(): void {
  begun = true;
  report({ kind: 'begun', full: write(sampling.state()) });
  if (kept) beginWatching();
}

function beginWatching(): void {
  const { facts, processes } = sampling.state();
  watch.take({ facts, added: processes, changed: [], removed: [] });
  report({ kind: 'zombies', keys: watch.zombies });
}

function tell(delta: Delta): void {
  written = null;
  report({ kind: 'delta', delta });
  if (!kept) return;
  recorder.take(delta);
  const news = watch.take(delta);
  if (news !== null) report({ kind: 'incidents', news });
}

const polling = new Polling(sampling, {
  intervalMs: start.intervalMs,
  paused: start.paused,
  // The portable source cannot look at a few: what is told in between would be of no use.
  native: start.source === 'procfs' ? start.native : null,
  onDelta: (delta) => (begun ? tell(delta) : begin()),
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
      sampling.attention = order.keys === 'all' ? 'all' : new Set(order.keys);
      break;
    case 'keep':
      watch.graceMs = order.graceMs;
      if (begun && !kept) beginWatching();
      kept = true;
      break;
    case 'flush':
      recorder.flush();
      void packer.idle().then(() => report({ kind: 'flushed', id: order.id }));
      break;
    case 'full':
      polling.full(order.complete).then(
        (full) => report({ kind: 'full', id: order.id, full: write(full) }),
        (error: unknown) => report({ kind: 'failed', id: order.id, message: messageOf(error) }),
      );
      break;
  }
});

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
