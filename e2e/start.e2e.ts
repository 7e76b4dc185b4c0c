import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { electronBinary, electronWords, expect, test } from './app.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-start-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

function start(...words: string[]) {
  const profile = join(folder, 'profile');
  const all = [resolve('.'), `--user-data-dir=${profile}`, ...electronWords(), ...words];
  return spawnSync(electronBinary(), all, { encoding: 'utf8', timeout: 60_000 });
}

test('--smoke-test saves a picture of the first tree and quits', () => {
  const file = join(folder, 'tree.png');
  const { status } = start('--smoke-test', file);
  expect(status).toBe(0);
  const picture = readFileSync(file);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.readUInt32BE(16)).toBeGreaterThan(600);
});

test('--smoke-test says why it failed', () => {
  const { status, stderr } = start('--smoke-test', join(folder, 'nowhere', 'tree.png'));
  expect(status).toBe(1);
  expect(stderr).toContain('no such folder');
});

test('--help and wrong options are answered without a window', () => {
  expect(start('--help').stdout).toContain('--source=');
  const wrong = start('--source=nowhere');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('Use one of: procfs, ps-list.');
});
