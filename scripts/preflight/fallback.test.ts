import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackChecked } from './fallback.mjs';
import { Trouble } from './trouble.mjs';

const executables = ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'];
let root: string;
let tarball: string;
let integrity: string;
let target: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reaptree-fallback-'));
  target = join(root, 'dist');
  tarball = join(root, 'runtime.tgz');
  const bin = join(root, 'package', 'bin');
  mkdirSync(join(bin, 'resources'), { recursive: true });
  for (const name of [...executables, 'version', 'resources/app.asar']) {
    writeFileSync(join(bin, name), name, { mode: 0o600 });
  }
  writeFileSync(join(root, 'package', 'install.js'), 'not wanted');
  execFileSync('tar', ['-czf', tarball, '-C', root, 'package']);
  integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('unpackChecked', () => {
  it('unpacks what it knows, readable by everyone, its programs executable', async () => {
    await unpackChecked(tarball, integrity, target);
    for (const name of executables) expect(statSync(join(target, name)).mode & 0o777).toBe(0o755);
    expect(statSync(join(target, 'resources')).mode & 0o777).toBe(0o755);
    expect(statSync(join(target, 'resources', 'app.asar')).mode & 0o777).toBe(0o644);
    expect(existsSync(join(target, 'install.js'))).toBe(false);
  });

  it.each([
    ['a tampered tarball', () => appendFileSync(tarball, 'x'), () => integrity],
    [
      'a cut off tarball',
      () => writeFileSync(tarball, readFileSync(tarball).subarray(0, 100)),
      () => integrity,
    ],
    ['an empty integrity', () => {}, () => 'sha512-'],
    ['another algorithm', () => {}, () => integrity.replace('sha512', 'sha1')],
  ])('refuses %s before it unpacks anything', async (_what, spoil, expected) => {
    spoil();
    await expect(unpackChecked(tarball, expected(), target)).rejects.toThrow(Trouble);
    expect(existsSync(target)).toBe(false);
  });

  it('says so when a known tarball does not hold what it should', async () => {
    execFileSync('tar', ['-czf', tarball, '-C', root, 'package/install.js']);
    const other = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    await expect(unpackChecked(tarball, other, target)).rejects.toThrow('could not be unpacked');
  });
});
