import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { keyOf } from '../core/process.ts';
import { compareSnapshots } from '../core/snapshot/compare.ts';
import { FORMAT_NAMES, FORMATS } from '../core/snapshot/formats.ts';
import { readSnapshot, SNAPSHOT_LIMITS, tooLarge } from '../core/snapshot/read.ts';
import { redact } from '../core/snapshot/redact/redact.ts';
import { type Snapshot, takeSnapshot } from '../core/snapshot/snapshot.ts';
import { thisHost } from '../engine/collect/host.ts';
import { openSource } from '../engine/collect/open-source.ts';
import { Sampling } from '../engine/collect/sampling.ts';
import { readBounded } from '../engine/files/read-bounded.ts';
import { writeAtomically } from '../engine/files/write-atomically.ts';
import { median, type Report, rounded, type Setting } from './figures.ts';
import { populate } from './population.ts';

const execute = promisify(execFile);
const ROUNDS = 5;
/** More than most systems let anybody start (pid_max is 32,768 here and there), so these are copies of real ones. */
const MANY = 30_000;
const MB = 1024 * 1024;

async function timed(task: () => unknown): Promise<number> {
  const began = performance.now();
  await task();
  return performance.now() - began;
}

async function medianOf(task: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const time = await timed(task);
    if (round >= 0) times.push(time);
  }
  return median(times);
}

async function sampled(): Promise<Snapshot> {
  const sampling = new Sampling(openSource('procfs'), thisHost());
  try {
    await sampling.sample();
    return takeSnapshot(await sampling.full());
  } finally {
    sampling.close();
  }
}

/** Real rows, again and again below each other's first ones. */
function multiplied(snapshot: Snapshot, count: number): Snapshot {
  const { processes } = snapshot;
  const shift = Math.max(...processes.map(({ pid }) => pid));
  const rows = Array.from({ length: count }, (_, index) => {
    const row = processes[index % processes.length] as Snapshot['processes'][number];
    const by = Math.floor(index / processes.length) * shift;
    const start = Number(row.key.slice(row.key.indexOf('@') + 1));
    return {
      ...row,
      key: keyOf(row.pid + by, start),
      pid: row.pid + by,
      ppid: row.ppid === 0 ? by : row.ppid + by,
    };
  });
  return { ...snapshot, processes: rows };
}

/** A snapshot of real processes beside `ps` for the same ones, then 30,000 rows in each format, and opened again. */
export async function run({ processes }: Setting): Promise<Report> {
  const population = await populate(processes);
  const file = join(tmpdir(), `reaptree-bench-${process.pid}`);
  try {
    const real = await sampled();
    const ours = await medianOf(async () => writeAtomically(file, FORMATS.ps.write(await sampled())));
    const json = await medianOf(async () => writeAtomically(file, FORMATS.json.write(await sampled())));
    const ps = await medianOf(() => execute('ps', ['-el'], { maxBuffer: 2 ** 28 }));
    await population.end();

    const many = multiplied(real, MANY);
    const results: Record<string, Record<string, number | string | null>> = {
      'ps -el': { medianMs: rounded(ps), usEach: rounded((ps * 1000) / real.processes.length) },
      'read, as ps': { medianMs: rounded(ours), usEach: rounded((ours * 1000) / real.processes.length) },
      'read, as json': { medianMs: rounded(json), usEach: rounded((json * 1000) / real.processes.length) },
    };
    for (const name of FORMAT_NAMES) {
      const written = await medianOf(() => writeAtomically(file, FORMATS[name].write(many)));
      results[`${MANY / 1000}k ${name}`] = {
        writtenMs: rounded(written),
        megabytes: rounded((await stat(file)).size / MB),
      };
    }
    await writeAtomically(file, FORMATS.json.write(many));
    const opened = await medianOf(async () => {
      const text = await readBounded(file, SNAPSHOT_LIMITS.bytes, tooLarge);
      const read = text.ok ? readSnapshot(text.value) : text;
      if (!read.ok) throw new Error(read.error.message);
    });
    results['30k opened'] = { medianMs: rounded(opened) };
    results['30k redacted'] = { medianMs: rounded(await medianOf(() => redact(many))) };
    results['30k compared'] = {
      medianMs: rounded(await medianOf(() => compareSnapshots(many, multiplied(real, MANY - 500)))),
    };
    return {
      name: 'snapshot',
      processes: real.processes.length,
      results,
      ratios: {
        'ps -el/read, as ps': rounded(ps / ours),
        // What ps takes for as many, where one may take its time to grow with their number.
        'ps -el for 30k/30k opened': rounded(((ps / real.processes.length) * MANY) / opened),
      },
    };
  } finally {
    await rm(file, { force: true });
  }
}
