import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Delta, writeDelta } from '../core/delta.ts';
import { median, type Report, rounded, type Setting } from './figures.ts';
import { openSampler } from './open-sampler.ts';
import { populate } from './population.ts';

const EXITS = 60;
const INTERVAL_MS = 1_000;
/** Exits are told at random moments between two samples. */
const APART_MS = 173;

/** How long until an exit is seen, what an idle tick weighs, and for how long a tick holds its owner up. */
export async function run({ processes }: Setting): Promise<Report> {
  const population = await populate(processes);
  const waiting = new Map<number, (at: number) => void>();
  const busyMs: number[] = [];
  const idleBytes: number[] = [];
  let count = 0;

  const take = (delta: Delta): void => {
    count = delta.facts.processes;
    const now = performance.now();
    const gone = [
      ...delta.removed,
      ...delta.changed.filter(([, { state }]) => state === 'Z').map(([key]) => key),
    ];
    for (const key of gone) {
      const pid = Number.parseInt(key, 10);
      waiting.get(pid)?.(now);
      waiting.delete(pid);
    }
    // Something always runs, this benchmark at the least: what is weighed is a tick without it.
    idleBytes.push(writeDelta({ ...delta, added: [], changed: [], removed: [], events: [] }).length);
  };
  const sampler = openSampler({ intervalMs: INTERVAL_MS, onDelta: take });
  await sampler.full();
  await pause(5 * INTERVAL_MS);

  // Nothing happens here but the ticks: whatever keeps this thread busy is theirs.
  for (let tick = 0; tick < 10; tick++) {
    const before = performance.eventLoopUtilization();
    await pause(INTERVAL_MS);
    busyMs.push(performance.eventLoopUtilization(before).active);
  }

  const latencies: number[] = [];
  for (let exit = 0; exit < EXITS; exit++) {
    const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
    const pid = child.pid as number;
    await pause(INTERVAL_MS + APART_MS);
    const seen = new Promise<number>((resolve) => waiting.set(pid, resolve));
    const killed = performance.now();
    child.kill('SIGKILL');
    latencies.push((await seen) - killed);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  await sampler.close();
  await population.end();
  latencies.sort((a, b) => a - b);
  return {
    name: 'latency',
    processes: count,
    results: {
      reaptree: {
        exitSeenMedianMs: rounded(median(latencies)),
        exitSeenP95Ms: rounded(latencies[Math.floor(latencies.length * 0.95)] ?? Number.NaN),
        idleTickBytes: median(idleBytes),
        ownerBusyMedianMs: rounded(median(busyMs)),
      },
    },
    ratios: {},
  };
}
