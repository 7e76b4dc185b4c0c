import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyDelta, type FullState } from '../../core/delta.ts';
import type { ProcessInfo, ProcessKey } from '../../core/process.ts';
import type { RecordingOverview, Seek } from '../../core/recording/playback.ts';
import type { RecordState } from '../../core/recording/record-state.ts';
import type { PackedBlock } from '../../core/recording/recording.ts';
import { aHead } from '../../core/recording/testing.ts';
import type { Result } from '../../core/result.ts';
import { readState } from '../../core/written-state.ts';
import { usualSource } from '../collect/open-source.ts';
import { Sampler } from '../collect/sampler.ts';
import { nativeProgram } from '../native-program.ts';
import { endAll, start, startLeakyParent, until } from '../testing/real-processes.ts';
import { Calls } from '../thread/calls.ts';
import { blocksOf, pack, packHead } from './block-file.ts';
import { OpenRecording } from './open-recording.ts';
import type { ReaderQuestions } from './reader-questions.ts';
import { RecordingFile } from './recording-file.ts';
import { Recordings } from './recordings.ts';

const SAMPLER_FILE = resolve('out/engine/sampler.worker.js');
const READER_FILE = resolve('out/engine/recording.worker.js');

// A loaded machine may take its time for what is waited for here.
vi.setConfig({ testTimeout: 60_000 });

let folder = '';
const closers: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reaptree-record-'));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.message} ${result.error.hint ?? ''}`);
  return result.value;
}

/** This machine, sampled and recorded as in the app. */
function recordThisMachine() {
  const states: RecordState[] = [];
  let seq = 0;
  const seen = new Set<number>();
  const sampler = new Sampler({
    workerFile: SAMPLER_FILE,
    source: usualSource(),
    intervalMs: 50,
    own: process.pid,
    native: nativeProgram(resolve('.')),
    onDelta: (delta) => {
      seq = delta.seq;
      for (const event of delta.events) seen.add(event.pid);
    },
    onBegin: () => {},
    onTrouble: () => {},
  });
  sampler.keep({ onRecorded: (block) => recordings.add(block), onZombies: () => {}, onIncidents: () => {} });
  closers.push(() => sampler.close());
  const recordings = new Recordings({
    head: aHead,
    bounds: { ms: 60_000, bytes: 8_000_000 },
    flush: () => sampler.flush(),
    onState: (state) => states.push(state),
  });
  return { sampler, recordings, states, seq: () => seq, heardOf: (pid: number) => seen.has(pid) };
}

function reader(): Calls<ReaderQuestions> {
  const calls = new Calls<ReaderQuestions>(READER_FILE, 'The reader');
  closers.push(() => calls.close());
  return calls;
}

const pidsOf = ({ processes }: FullState): number[] => processes.map(({ pid }) => pid);

function after(seek: Seek): Map<ProcessKey, ProcessInfo> {
  if (seek.kind !== 'anew') throw new Error('Nothing was shown before.');
  const rows = new Map<ProcessKey, ProcessInfo>(readState(seek.state).processes.map((row) => [row.key, row]));
  for (const delta of seek.deltas) applyDelta(rows, delta);
  return rows;
}

test('the past in memory shows a process that has ended, and the zombie that was there in between', async () => {
  const { recordings, sampler, heardOf } = recordThisMachine();
  value(await sampler.full());
  const { parent, zombiePid } = await startLeakyParent();
  await until(() => heardOf(zombiePid));
  await until(async () =>
    (await sampler.full().then(value)).processes.some(({ pid, state }) => pid === zombiePid && state === 'Z'),
  );
  const now = value(await sampler.full()).facts.takenAt;
  parent.kill('SIGKILL');
  await until(async () => !pidsOf(await sampler.full().then(value)).includes(parent.pid));

  const calls = reader();
  const overview = value(await calls.ask('openBlocks', value(await recordings.snapshot())));
  expect(overview.times.length).toBeGreaterThan(3);
  expect(overview.lost).toBe(0);
  const kinds = overview.told.filter(({ event }) => event.pid === zombiePid).map(({ event }) => event.kind);
  expect(kinds).toContain('zombie');

  const moment = overview.times.findLastIndex((at) => at <= now);
  const then = after(value(await calls.ask('seek', { from: null, to: moment })));
  const zombie = [...then.values()].find(({ pid }) => pid === zombiePid);
  expect(zombie).toMatchObject({ state: 'Z', ppid: parent.pid, exit: { code: 3 } });
  const last = after(value(await calls.ask('seek', { from: null, to: overview.times.length - 1 })));
  expect([...last.values()].map(({ pid }) => pid)).not.toContain(parent.pid);

  const on = value(await calls.ask('seek', { from: moment, to: overview.times.length - 1 }));
  expect(on.kind).toBe('on');
  for (const delta of on.deltas) applyDelta(then, delta);
  expect(then).toEqual(last);
});

test('a file begins with what is in memory, goes on, and is plain gzip', async () => {
  const { recordings, sampler, seq, states } = recordThisMachine();
  await until(() => seq() > 3);
  const path = join(folder, 'course.reaptree');
  value(await recordings.begin(path));
  expect(await recordings.begin(join(folder, 'other'))).toMatchObject({
    ok: false,
    error: { code: 'refused' },
  });
  const began = seq();
  const child = start('sleep', '60');
  await until(async () => pidsOf(await sampler.full().then(value)).includes(child.pid));
  await until(() => seq() > began + 3);
  expect(value(await recordings.end())).toMatchObject({ path });
  expect(states.at(-1)?.file).toBeNull();
  expect(readdirSync(folder)).toEqual(['course.reaptree']);

  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ format: 'reaptree-recording', version: 1 });
  expect(lines.map((line) => JSON.parse(line).kind).slice(0, 2)).toEqual([undefined, 'full']);

  const calls = reader();
  const overview = value(await calls.ask('openFile', path));
  expect(overview.host.hostname).toBe(aHead.host.hostname);
  const state = readState(value(await calls.ask('state', overview.times.length - 1)));
  expect(pidsOf(state)).toContain(child.pid);
});

test('a full disk ends the recording, says so, and keeps what is whole', async ({ skip }) => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', folder], { stdio: 'ignore' });
  } catch {
    skip('a small disk of its own needs the right to mount');
  }
  try {
    const path = join(folder, 'course.reaptree');
    const reasons: Result<never>[] = [];
    const head = await packHead(aHead);
    const file = value(
      await RecordingFile.begin(path, [head, await blockOf(1)], (reason) => reasons.push(reason)),
    );
    for (let seq = 2; reasons.length === 0 && seq < 200; seq += 1) {
      file.add(await blockOf(seq));
      await file.idle();
    }
    await file.end();
    expect(reasons).toMatchObject([{ error: { code: 'io', hint: expect.stringContaining('disk is full') } }]);
    const { blocks, lostBytes } = blocksOf(readFileSync(path));
    expect(lostBytes).toBe(0);
    expect(blocks.length).toBeGreaterThan(2);
    const opened = value(await OpenRecording.open({ blocks, lostBytes }));
    expect(opened.overview().times.length).toBe(blocks.length - 1);
  } finally {
    execFileSync('umount', [folder]);
  }
});

test('a folder that cannot be written to is told before anything begins', async () => {
  const { recordings, seq } = recordThisMachine();
  await until(() => seq() > 0);
  expect(await recordings.begin(join(folder, 'nowhere', 'course'))).toMatchObject({
    ok: false,
    error: { hint: expect.stringContaining('no such folder') },
  });
  expect(recordings.state.file).toBeNull();
});

/** A keyframe that hardly shrinks. */
async function blockOf(seq: number): Promise<PackedBlock> {
  const noise = [...crypto.getRandomValues(new Uint8Array(8_000))].map((byte) => byte.toString(16)).join('');
  const keyframe = { kind: 'full', seq: seq * 10, facts: { takenAt: seq * 1_000 }, processes: [], noise };
  const text = `${JSON.stringify(keyframe)}\n`;
  return pack({
    kind: 'full',
    from: seq * 1_000,
    to: seq * 1_000,
    firstSeq: seq * 10,
    lastSeq: seq * 10,
    text,
  });
}

describe('a file from anywhere', () => {
  let whole: Buffer;
  let overview: RecordingOverview;
  beforeEach(async () => {
    const { recordings, seq } = recordThisMachine();
    for (let blocks = 0; blocks < 6; blocks += 1) {
      const before = seq();
      await until(() => seq() > before + 1);
      await recordings.snapshot();
    }
    const blocks = value(await recordings.snapshot());
    whole = Buffer.concat(blocks.map(({ data }) => data));
    overview = value(await OpenRecording.open(blocksOf(whole))).overview();
  });

  const open = (bytes: Uint8Array) => OpenRecording.open(blocksOf(bytes));

  async function everyMomentIsWhole(opened: OpenRecording): Promise<void> {
    for (const moment of opened.overview().times.keys()) value(await opened.state(moment));
  }

  test('that was cut short shows all that was whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        const cut = await open(whole.subarray(0, length));
        if (!cut.ok) {
          expect(cut.error.message).toMatch(/not a Reaptree recording|no whole sample/);
          return;
        }
        const { times } = cut.value.overview();
        expect(times).toEqual(overview.times.slice(0, times.length));
        await everyMomentIsWhole(cut.value);
      }),
      { numRuns: 40 },
    );
    // The last block alone is lost.
    const most = value(await open(whole.subarray(0, whole.length - 1))).overview();
    expect(most.times.length).toBeGreaterThan(overview.times.length / 2);
    expect(most.lost).toBe(1);
  });

  test('in which bytes are wrong is refused, or shows the rest', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 20 }),
        async (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          const opened = await open(bytes);
          if (opened.ok)
            for (const moment of opened.value.overview().times.keys()) await opened.value.state(moment);
          else expect(opened.error.message).not.toBe('');
        },
      ),
      { numRuns: 60 },
    );
  });

  test('in which blocks are there twice, or in another order, is answered', async () => {
    const { blocks } = blocksOf(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), async (order) => {
        const shuffled = order.flatMap((at) => blocks[at % blocks.length] ?? []);
        const opened = await OpenRecording.open({
          blocks: [...blocks.slice(0, 1), ...shuffled],
          lostBytes: 0,
        });
        if (opened.ok) await everyMomentIsWhole(opened.value);
      }),
      { numRuns: 40 },
    );
  });

  test('that is none is told so', async () => {
    const path = join(folder, 'other');
    const calls = reader();
    for (const [bytes, reason] of [
      ['', 'not a Reaptree recording'],
      [Buffer.from('[]'), 'not a Reaptree recording'],
      [Buffer.alloc(100_000, 0x1f), 'not a Reaptree recording'],
      [whole.subarray(blocksOf(whole).blocks[0]?.data.length), 'not a Reaptree recording'],
    ] as const) {
      writeFileSync(path, bytes);
      expect(await calls.ask('openFile', path)).toMatchObject({
        ok: false,
        error: { message: expect.stringContaining(reason) },
      });
    }
    expect(await calls.ask('openFile', join(folder, 'nothing'))).toMatchObject({
      ok: false,
      error: { hint: expect.stringContaining('no such file') },
    });
  });

  test('whose block unpacks without end is refused', async () => {
    const text = `{"kind":"full","seq":1,"facts":{"takenAt":1},"x":"${'x'.repeat(200_000_000)}"}`;
    const bomb = await pack({ kind: 'full', from: 1, to: 1, firstSeq: 1, lastSeq: 1, text: [text] });
    const [head] = blocksOf(whole).blocks;
    const opened = value(await OpenRecording.open({ blocks: [head as PackedBlock, bomb], lostBytes: 0 }));
    expect(await opened.state(0)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('damaged') },
    });
  });
});
