import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from './write-atomically.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reaptree-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('writes a file, replaces one, and leaves nothing beside it', async () => {
  const path = join(folder, 'snapshot.json');
  expect(await writeAtomically(path, ['one'])).toEqual({ ok: true, value: null });
  chmodSync(path, 0o640);
  expect((await writeAtomically(path, ['t', Buffer.from('wo')])).ok).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(readdirSync(folder)).toEqual(['snapshot.json']);
});

test('writes through a symbolic link', async () => {
  writeFileSync(join(folder, 'real'), 'old');
  symlinkSync('real', join(folder, 'link'));
  await writeAtomically(join(folder, 'link'), ['new']);
  expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
  expect(readdirSync(folder).sort()).toEqual(['link', 'real']);
});

test('a source that breaks off leaves the old file whole', async () => {
  const path = join(folder, 'snapshot.json');
  writeFileSync(path, 'old');
  function* broken() {
    yield 'half';
    throw Object.assign(new Error('no more'), { code: 'EIO' });
  }
  expect(await writeAtomically(path, broken())).toMatchObject({ ok: false, error: { code: 'io' } });
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['snapshot.json']);
});

test('says what is wrong and what to do', async () => {
  const missing = await writeAtomically(join(folder, 'no', 'such', 'file'), ['x']);
  expect(missing).toMatchObject({ ok: false, error: { hint: expect.stringContaining('no such folder') } });
  mkdirSync(join(folder, 'dir'));
  const directory = await writeAtomically(join(folder, 'dir'), ['x']);
  expect(directory).toMatchObject({ ok: false, error: { hint: expect.stringContaining('is a folder') } });
});

test('a full disk says so and leaves the old file whole', async ({ skip }) => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder], { stdio: 'ignore' });
  } catch {
    skip('a small disk of its own needs the right to mount');
  }
  try {
    const path = join(folder, 'snapshot.json');
    writeFileSync(path, 'old');
    const written = await writeAtomically(path, [Buffer.alloc(1_000_000)]);
    expect(written).toMatchObject({ ok: false, error: { hint: expect.stringContaining('disk is full') } });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['snapshot.json']);
  } finally {
    execFileSync('umount', [folder]);
  }
});
