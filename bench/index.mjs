// `npm run bench -- NAME`: measures Reaptree beside what one would use instead.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { preflight } from '../scripts/preflight/index.mjs';
import { project } from '../scripts/preflight/places.mjs';
import { readOrders, usage } from './orders.mjs';

/** Each is a module of this folder with `run({ processes })`, which answers what it measured. */
const BENCHMARKS = {
  sampler: 'one tick that reads and compares everything, beside ps-list, ps and a floor written in C',
  'idle-cost': 'CPU time and memory of the whole app at 1 Hz, beside htop and an empty Electron window',
  latency: 'how soon an exit is seen, what an idle tick weighs, how long it holds its owner up',
  record: 'what recording adds to each tick, what ten minutes take in memory, and how soon a moment is found',
  render: 'script time of an update, frames lost while scrolling, and the first tree beside an empty window',
  map: 'how long frames take while the map is moved, zoomed and folded with all of it in view',
  churn: 'zombies under 5,000 short-lived processes a second: is each reported, and does memory stay',
  lab: '1,000 and 10,000 children forked and collected through the lab, beside a bare loop in C',
  snapshot: 'real processes written beside ps, and 30,000 in each format, opened, redacted and compared',
};

const read = readOrders(process.argv.slice(2), Object.keys(BENCHMARKS));
if (read.kind === 'help') {
  process.stdout.write(usage(BENCHMARKS));
  process.exit(0);
}
if (read.kind === 'wrong') {
  process.stderr.write(`✗ ${read.says}\n\n${usage(BENCHMARKS)}`);
  process.exit(2);
}
const { name, processes, seconds, json } = read.orders;

// What is needed is announced on standard error, so that --json leaves nothing but JSON on standard output.
const setup = await preflight(['electron', 'libraries', 'sandbox', 'native', 'bundle', 'display'], {
  out: process.stderr,
});
if (setup === null) process.exit(1);

const outDir = join(project, 'out', 'bench');
await mkdir(outDir, { recursive: true });
const source = join(project, 'bench', `${name}.ts`);
await build({
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: source,
    outDir,
    emptyOutDir: false,
    target: 'node20',
    rollupOptions: { output: { entryFileNames: '[name].mjs' } },
  },
});
const { run } = await import(pathToFileURL(join(outDir, `${name}.mjs`)).href);
try {
  const report = await run({
    processes,
    seconds,
    electron: setup.electron,
    electronArguments: setup.electronArguments,
    env: { ...process.env, ...setup.env },
  });
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else print(report);
} finally {
  await setup.close();
}

/** @param {{ name: string, processes: number, results: Record<string, Record<string, unknown>>, ratios: Record<string, number> }} report */
function print(report) {
  process.stdout.write(`${report.name}, ${report.processes} processes\n\n`);
  for (const [who, figures] of Object.entries(report.results)) {
    const texts = Object.entries(figures).map(([figure, value]) => `${figure} ${value}`);
    process.stdout.write(`  ${who.padEnd(14)} ${texts.join(', ')}\n`);
  }
  process.stdout.write('\n');
  for (const [what, ratio] of Object.entries(report.ratios)) {
    process.stdout.write(`  ${what.padEnd(26)} ${ratio}\n`);
  }
}
