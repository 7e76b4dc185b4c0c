import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type ProcessKey, partsOf } from '../core/process.ts';
import type { Result } from '../core/result.ts';
import { thisHost } from '../engine/collect/host.ts';
import { openSource } from '../engine/collect/open-source.ts';
import { Sampling } from '../engine/collect/sampling.ts';
import { Lab } from '../engine/lab/lab.ts';
import { compile } from './compile.ts';
import { median, type Report, rounded } from './figures.ts';

const ROUNDS = 5;
const FEW = 1_000;
/** As many as the lab forks in one go, and pid_max of a small system leaves room for. */
const MANY = 10_000;

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.message} ${result.error.hint ?? ''}`);
  return result.value;
}

interface Times {
  /** Forked by a test parent and collected by the helper, every death told. */
  readonly lab: number;
  /** From the fork's answer until a reading flags them all. */
  readonly flagged: number;
}

async function throughLab(lab: Lab, count: number): Promise<Times> {
  const parent = must(await lab.startParent());
  const began = performance.now();
  must(await lab.fork(parent, { count, afterMs: 0, exitCode: 0 }));
  const forked = performance.now();
  const flagged = await untilFlagged(parent, count);
  const resumed = performance.now();
  must(await lab.endParent(parent));
  while (lab.state.orphans.length > 0) await pause(10);
  return { lab: forked - began + (performance.now() - resumed), flagged };
}

/** How long it takes, from now on, until every child is seen as a zombie. */
async function untilFlagged(parent: ProcessKey, count: number): Promise<number> {
  const began = performance.now();
  const { pid } = partsOf(parent);
  const sampling = new Sampling(openSource('procfs'), thisHost());
  try {
    for (;;) {
      await sampling.sample();
      const { processes } = await sampling.full();
      const zombies = processes.filter((row) => row.ppid === pid && row.marks.includes('zombie'));
      if (zombies.length === count) return performance.now() - began;
    }
  } finally {
    sampling.close();
  }
}

/** Forking and collecting children through the lab, beside a bare loop in C in the same rounds. */
export async function run(): Promise<Report> {
  const loop = compile('fork-loop');
  const lab = new Lab({ helperPath: join('native', 'build', 'reaptree-native') });
  const results: Record<string, Record<string, number>> = {};
  const ratios: Record<string, number> = {};
  try {
    for (const count of [FEW, MANY]) {
      const bare: number[] = [];
      const times: Times[] = [];
      for (let round = -1; round < (count === MANY ? 3 : ROUNDS); round++) {
        const floor = Number(execFileSync(loop, [String(count)]).toString());
        const through = await throughLab(lab, count);
        if (round < 0) continue; // the first one warms up
        bare.push(floor);
        times.push(through);
      }
      const labMs = median(times.map((time) => time.lab));
      results[`C, ${count}`] = { ms: rounded(median(bare), 1) };
      results[`lab, ${count}`] = {
        ms: rounded(labMs, 1),
        flaggedAfterMs: rounded(median(times.map((time) => time.flagged)), 1),
      };
      ratios[`lab / C, ${count} children`] = rounded(labMs / median(bare));
    }
  } finally {
    await lab.close();
  }
  return { name: 'lab', processes: MANY, results, ratios };
}
