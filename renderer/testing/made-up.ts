import type { Delta, FullState, SampleFacts } from '../../core/delta.ts';
import type { Host, ProcessInfo } from '../../core/process.ts';
import { madeUp } from '../../core/testing/made-up.ts';

/** Samples of a machine that never was, for the tests of what shows them. */

export const zombie = (pid: number, ppid: number): ProcessInfo =>
  madeUp(pid, ppid, { state: 'Z', marks: ['zombie'] });

const facts: SampleFacts = {
  takenAt: 1_000,
  costMs: 1,
  processes: 0,
  zombies: 0,
  orphans: 0,
  cpuPercent: null,
  memoryUsedBytes: null,
  precision: 'sampled',
};

const host: Host = {
  hostname: 'made-up',
  platform: 'linux',
  release: '6',
  arch: 'x64',
  bootId: null,
  bootTime: null,
  cpus: 2,
  memoryBytes: 1,
  clockTicksPerSecond: 100,
  pageSizeBytes: 4096,
};

export const full = (seq: number, ...processes: ProcessInfo[]): FullState => ({
  kind: 'full',
  seq,
  source: 'procfs',
  host,
  facts,
  processes,
});

export const delta = (
  seq: number,
  change: Partial<Pick<Delta, 'added' | 'changed' | 'removed'>> = {},
): Delta => ({
  kind: 'delta',
  seq,
  facts: { ...facts, takenAt: 1_000 + seq },
  added: [],
  changed: [],
  removed: [],
  events: [],
  ...change,
});
