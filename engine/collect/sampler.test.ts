import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { applyDelta, type Delta, type FullState } from '../../core/delta.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';
import { readState } from '../../core/written-state.ts';
import { nativeProgram } from '../native-program.ts';
import { endAll, start, until } from '../testing/real-processes.ts';
import { usualSource } from './open-source.ts';
import { Sampler } from './sampler.ts';

const WORKER_FILE = resolve('out/engine/sampler.worker.js');
beforeAll(() => {
  if (!existsSync(WORKER_FILE)) throw new Error('Build first: npm run build');
});

const samplers: Sampler[] = [];
afterEach(async () => {
  await Promise.all(samplers.splice(0).map((sampler) => sampler.close()));
  await endAll();
});

function open(workerFile = WORKER_FILE) {
  const deltas: Delta[] = [];
  const begun: FullState[] = [];
  const troubles: (string | null)[] = [];
  const sampler = new Sampler({
    workerFile,
    source: usualSource(),
    intervalMs: 50,
    own: process.pid,
    native: nativeProgram(resolve('.')),
    onDelta: (delta) => deltas.push(delta),
    onBegin: (full) => begun.push(readState(full)),
    onTrouble: (message) => troubles.push(message),
  });
  samplers.push(sampler);
  return { sampler, deltas, begun, troubles };
}

async function wholeOf(sampler: Sampler): Promise<FullState> {
  const full = await sampler.full();
  if (!full.ok) throw new Error(full.error.message);
  return full.value;
}

test('the whole state and the deltas behind it make the whole state of later', async () => {
  const { sampler, deltas } = open();
  const first = await wholeOf(sampler);
  const child = start('sleep', '60');
  await until(() => deltas.some((delta) => delta.added.some(({ pid }) => pid === child.pid)));
  sampler.configure({ paused: true });
  const last = await wholeOf(sampler);
  const rows = new Map<ProcessKey, ProcessInfo>(first.processes.map((row) => [row.key, row]));
  const following = deltas.filter(({ seq }) => seq > first.seq && seq <= last.seq);
  expect(following.map(({ seq }) => seq)).toEqual(following.map((_delta, index) => first.seq + 1 + index));
  for (const delta of following) applyDelta(rows, delta);
  expect(new Map(rows)).toEqual(new Map(last.processes.map((row) => [row.key, row])));
});

/** Of each thread of this very process: field 19 of its `stat`, proc(5). */
const nicenesses = (): number[] =>
  readdirSync('/proc/self/task').flatMap((thread) => {
    try {
      const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
    } catch {
      return []; // It ended in the meantime.
    }
  });

test.runIf(process.platform === 'linux')(
  'its thread gives way to whoever draws, and no other does',
  async () => {
    const usual = getPriority(0);
    expect(new Set(nicenesses())).toEqual(new Set([usual]));
    const { sampler } = open();
    await wholeOf(sampler);
    const nicer = () => nicenesses().filter((nice) => nice === usual + 5);
    await until(() => nicer().length === 1);
    expect(new Set(nicenesses())).toEqual(new Set([usual, usual + 5]));
  },
);

test('pauses, and goes on', async () => {
  const { sampler, deltas } = open();
  await until(() => deltas.length > 1);
  sampler.configure({ paused: true });
  await wholeOf(sampler); // whatever was under way has been delivered by now
  const count = deltas.length;
  await wholeOf(sampler);
  expect(deltas.length).toBe(count);
  sampler.configure({ paused: false });
  await until(() => deltas.length > count);
});

test('a worker that dies is started again, the owner is told, and keys stay the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reaptree-worker-'));
  const trigger = join(folder, 'die');
  const mortal = join(folder, 'mortal.mjs');
  writeFileSync(
    mortal,
    `import { existsSync, rmSync } from 'node:fs';
    const trigger = ${JSON.stringify(trigger)};
    setInterval(() => { if (existsSync(trigger)) { rmSync(trigger); process.exit(7); } }, 10);
    await import(${JSON.stringify(pathToFileURL(WORKER_FILE).href)});`,
  );
  const { sampler, deltas, begun, troubles } = open(mortal);
  await until(() => deltas.length > 0);
  const before = await wholeOf(sampler);
  let watched = 0;
  sampler.keep({ onRecorded: () => {}, onZombies: () => watched++, onIncidents: () => {} });
  await until(() => watched === 1);
  writeFileSync(trigger, '');
  await until(() => begun.length === 2);
  expect(troubles[0]).toContain('started again');
  // Whoever keeps what is told need not ask for it again.
  await until(() => watched === 2);
  await until(() => troubles.at(-1) === null);
  const keys = new Set(begun[1]?.processes.map(({ key }) => key));
  expect(before.processes.filter(({ key, pid }) => pid === 1 && keys.has(key))).toHaveLength(1);
  rmSync(folder, { recursive: true });
});
