import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { blocksOf } from '../engine/record/block-file.ts';
import { OpenRecording } from '../engine/record/open-recording.ts';
import { endAll, start, until } from '../engine/testing/real-processes.ts';

const COMMAND = resolve('out/cli/index.js');
const folder = mkdtempSync(join(tmpdir(), 'reaptree-record-'));
afterEach(endAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function record(file: string, ...words: string[]) {
  const child = spawn(process.execPath, [COMMAND, 'record', '-o', file, '--interval', '250ms', ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said += data;
  });
  return { child, said: () => said };
}

async function opened(file: string): Promise<OpenRecording> {
  const recording = await OpenRecording.open(blocksOf(readFileSync(file)));
  if (!recording.ok) throw new Error(recording.error.message);
  return recording.value;
}

const happenedTo = (recording: OpenRecording, pid: number | undefined): string[] =>
  recording.overview().told.flatMap(({ event }) => (event.pid === pid ? [event.kind] : []));

test('record: all that happens until it is interrupted', async () => {
  const file = join(folder, 'course.rtrec');
  const { child, said } = record(file);
  await until(() => said().includes(`recording to ${file}`), 20_000);
  const short = start('sleep', '1');
  await once(short, 'exit');
  // Its parent, which we are, has collected it; that is seen by the next look.
  const size = statSync(file).size;
  await until(() => statSync(file).size > size, 20_000);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(said()).toMatch(/recorded .* samples, .* to .*course\.rtrec/);
  const recording = await opened(file);
  // Its end, whatever the kernel told of its beginning.
  expect(happenedTo(recording, short.pid)).toContainEqual(expect.stringMatching(/ended|reaped/));
  expect(recording.overview()).toMatchObject({ lost: 0 });
});

test('record: what was on the disk is readable when it is killed', async () => {
  const file = join(folder, 'killed.rtrec');
  const { child, said } = record(file);
  await until(() => said().includes('recording to'), 20_000);
  const size = statSync(file).size;
  await until(() => statSync(file).size > size, 20_000);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const recording = await opened(file);
  const { times, lost } = recording.overview();
  expect(lost).toBe(0);
  expect((await recording.state(times.length - 1)).ok).toBe(true);
});

test('record --for: ends by itself; a folder that is not there says so', async () => {
  const file = join(folder, 'short.rtrec');
  const { child } = record(file, '--for', '1s');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect((await opened(file)).overview().times.length).toBeGreaterThan(0);
  const nowhere = spawnSync(process.execPath, [COMMAND, 'record', '-o', join(folder, 'no', 'where')], {
    encoding: 'utf8',
  });
  expect(nowhere).toMatchObject({ status: 3, stderr: expect.stringContaining('no such folder') });
});
