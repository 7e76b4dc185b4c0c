import { resolve } from 'node:path';
import type { Delta } from '../core/delta.ts';
import { Sampler } from '../engine/collect/sampler.ts';
import { nativeProgram } from '../engine/native-program.ts';

/** The sampler as the app runs it: the built worker thread, and the kernel watch beside it. */
export function openSampler(options: { intervalMs: number; onDelta: (delta: Delta) => void }): Sampler {
  const sampler = new Sampler({
    workerFile: resolve('out/engine/sampler.worker.js'),
    source: 'procfs',
    own: process.pid,
    native: nativeProgram(resolve('.')),
    onBegin: () => {},
    onTrouble: (message) => {
      if (message !== null) process.stderr.write(`${message}\n`);
    },
    ...options,
  });
  // As in the app: what is told is recorded as well.
  sampler.keep({ onRecorded: () => {}, onZombies: () => {}, onIncidents: () => {} });
  return sampler;
}
