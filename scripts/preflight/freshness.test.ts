import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, isFresh, markFresh } from './freshness.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reaptree-freshness-'));
  mkdirSync(join(root, 'core', 'deep'), { recursive: true });
  writeFileSync(join(root, 'core', 'tree.ts'), 'one');
  writeFileSync(join(root, 'core', 'deep', 'mark.ts'), 'two');
  writeFileSync(join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const print = () =>
  fingerprint(root, ['core', 'package.json', 'absent'], (path) => !path.endsWith('.test.ts'));

describe('fingerprint', () => {
  it.each([
    ['an edited source', () => writeFileSync(join(root, 'core', 'deep', 'mark.ts'), 'three')],
    ['a new source', () => writeFileSync(join(root, 'core', 'query.ts'), '')],
    ['a deleted source', () => rmSync(join(root, 'core', 'tree.ts'))],
    [
      'two sources that trade names',
      () => {
        writeFileSync(join(root, 'core', 'tree.ts'), 'two');
        writeFileSync(join(root, 'core', 'deep', 'mark.ts'), 'one');
      },
    ],
    ['a file that was absent', () => writeFileSync(join(root, 'absent'), '')],
  ])('changes with %s', (_what, change) => {
    const before = print();
    change();
    expect(print()).not.toBe(before);
  });

  it.each([
    ['a new time on the same content', () => utimesSync(join(root, 'core', 'tree.ts'), 0, 0)],
    ['a file that does not matter', () => writeFileSync(join(root, 'core', 'tree.test.ts'), '')],
    ['a file elsewhere', () => writeFileSync(join(root, 'README.md'), '')],
  ])('stays the same with %s', (_what, change) => {
    const before = print();
    change();
    expect(print()).toBe(before);
  });
});

describe('the stamp', () => {
  it('is fresh for the sources that it was written for, and for no others', () => {
    const stamp = join(root, 'out', 'deep', '.sources');
    expect(isFresh(stamp, 'a')).toBe(false);
    markFresh(stamp, 'a');
    expect(isFresh(stamp, 'a')).toBe(true);
    expect(isFresh(stamp, 'b')).toBe(false);
  });
});
