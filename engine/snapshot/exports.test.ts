import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExportOrder, ExportProgress } from '../../core/snapshot/export-order.ts';
import { FORMATS } from '../../core/snapshot/formats.ts';
import { aProcess, aSnapshot } from '../../core/snapshot/testing.ts';
import type { ExportSource } from './exported.ts';
import { Exports } from './exports.ts';

const WORKER_FILE = resolve('out/engine/export.worker.js');
const folder = mkdtempSync(join(tmpdir(), 'reaptree-exports-'));

beforeAll(() => {
  if (!existsSync(WORKER_FILE)) throw new Error('Build first: npm run build');
});
afterAll(() => rmSync(folder, { recursive: true }));

const ORDER: ExportOrder = { query: '', ancestors: false, below: false, format: 'json', redact: false };

function sourceOf(processes: number, order: Partial<ExportOrder> = {}): ExportSource {
  const snapshot = aSnapshot(
    Array.from({ length: processes }, (_, index) => aProcess(index + 1, { ppid: index === 0 ? 0 : 1 })),
  );
  const text = [...FORMATS.json.write(snapshot)].join('');
  return { text: { form: 'file', text }, order: { ...ORDER, ...order }, uid: null };
}

const open = (onProgress: (progress: ExportProgress) => void = () => {}) =>
  new Exports({ workerFile: WORKER_FILE, onProgress });

it('writes the part that was asked for', async () => {
  const path = join(folder, 'part.txt');
  const source = sourceOf(5, { query: 'pid:3', ancestors: true, format: 'pstree' });
  expect(await open().write('job', source, path)).toMatchObject({
    ok: true,
    value: { processes: 2, hostname: 'workbench' },
  });
  expect(readFileSync(path, 'utf8')).toMatch(/^sleep.*sleep/s);
});

it('says of a wrong query what is wrong', async () => {
  const answer = await open().preview(sourceOf(1, { query: 'mark:nothing' }));
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
});

it('tells how far it is, and can be cancelled: the old file stays whole', async () => {
  const path = join(folder, 'old.html');
  writeFileSync(path, 'old');
  const told: ExportProgress[] = [];
  const exports = open((progress) => {
    told.push(progress);
    exports.cancel('large');
  });
  const answer = await exports.write('large', sourceOf(150_000), path);
  expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(told[0]).toMatchObject({ job: 'large', processes: 150_000 });
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('leaves the old file whole on a full disk, and says that it is full', async ({ skip }) => {
  const disk = mkdtempSync(join(folder, 'disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', disk], { stdio: 'ignore' });
  } catch {
    skip('a small disk of its own needs the right to mount');
  }
  try {
    const path = join(disk, 'tree.json');
    writeFileSync(path, 'old');
    const answer = await open().write('full', sourceOf(2_000), path);
    expect(answer).toMatchObject({ ok: false, error: { hint: expect.stringContaining('disk is full') } });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(disk)).toEqual(['tree.json']);
  } finally {
    execFileSync('umount', [disk]);
  }
});

it('leaves the old file whole in a place that may only be read', async ({ skip }) => {
  const disk = mkdtempSync(join(folder, 'read-only-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'none', disk], { stdio: 'ignore' });
  } catch {
    skip('a disk of its own needs the right to mount');
  }
  try {
    const path = join(disk, 'tree.json');
    writeFileSync(path, 'old');
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const answer = await open().write('read-only', sourceOf(3), path);
    expect(answer).toMatchObject({ ok: false, error: { hint: expect.stringContaining('read-only') } });
    expect(readFileSync(path, 'utf8')).toBe('old');
  } finally {
    execFileSync('umount', [disk]);
  }
});

it('puts no more on the clipboard than it takes', async () => {
  const answer = await open().text(sourceOf(70_000));
  expect(answer).toMatchObject({ ok: false, error: { hint: 'Save it as a file.' } });
});
