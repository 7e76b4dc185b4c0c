import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { geteuid } from 'node:process';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { writeJson } from '../core/snapshot/json.ts';
import { aProcess, aSnapshot } from '../core/snapshot/testing.ts';
import { endAll, start, startLeakyParent, until } from '../engine/testing/real-processes.ts';

const COMMAND = resolve('out/cli/index.js');
const folder = mkdtempSync(join(tmpdir(), 'reaptree-querying-'));
afterEach(endAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function reaptree(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const pidsOf = (text: string): number[] => JSON.parse(text).map(({ pid }: { pid: number }) => pid);

/** On a machine that is not this one; two minutes old or a second. */
const family = aSnapshot([
  aProcess(1, { ppid: 0, name: 'init' }),
  aProcess(2, { name: 'bash', startedAt: '2026-11-20T07:58:00.000Z' }),
  aProcess(3, { ppid: 2, name: 'make', startedAt: '2026-11-20T07:59:59.000Z' }),
  aProcess(4, { ppid: 3, name: 'cc', startedAt: '2026-11-20T07:59:59.500Z' }),
]);
const file = join(folder, 'family.json');
writeFileSync(file, [...writeJson(family)].join(''));

describe('a query', () => {
  const found = (...words: string[]) => {
    const rows = JSON.parse(reaptree('tree', file, '--json', ...words).stdout);
    return rows.flatMap(({ pid, match }: { pid: number; match: boolean }) => (match ? [pid] : []));
  };

  it('knows how old each was when the snapshot was taken', () => {
    expect(found('--query', 'age<5s')).toEqual([3, 4]);
    expect(found('--query', 'age>1m')).toEqual([1, 2]);
  });

  it('knows what is below what, also above the root that is shown', () => {
    expect(found('--query', 'under:2')).toEqual([3, 4]);
    expect(found('--query', 'under:2', '--root', '3')).toEqual([3, 4]);
    expect(found('--query', 'under:3', '--root', '3')).toEqual([4]);
    expect(pidsOf(reaptree('tree', file, '--json', '--root', '3', '--query', 'cc').stdout)).toEqual([3, 4]);
  });

  it('knows nobody as “me” in a file from elsewhere', () => {
    expect(found('--query', 'user:me')).toEqual([]);
  });

  it('knows who asks, and what is whose, on the machine as it is', async () => {
    const { parent, zombiePid } = await startLeakyParent();
    const query = `under:${process.pid} user:me age<1m`;
    await until(() => reaptree('zombies', '--query', `pid:${zombiePid}`, '--fail').status === 1);
    expect(pidsOf(reaptree('zombies', '--json', '--query', query).stdout)).toContain(zombiePid);
    const { processes } = JSON.parse(reaptree('snapshot', '--query', query).stdout);
    expect(processes.map(({ pid }: { pid: number }) => pid)).toEqual(
      expect.arrayContaining([parent.pid, zombiePid]),
    );
  });
});

describe('a question', () => {
  const asked = (...words: string[]): number[] => {
    const rows = JSON.parse(reaptree('tree', '--json', ...words).stdout);
    return rows.flatMap(({ pid, match }: { pid: number; match: boolean }) => (match ? [pid] : []));
  };

  it('does not find whoever asks it, and all else that bears its words', () => {
    const word = `asked-${process.pid}`;
    expect(asked('--query', word)).toEqual([]);
    expect(asked('--query', `command:${word}`)).toEqual([]);
    const sleeper = start('sh', '-c', `sleep 83; : ${word}`);
    expect(asked('--query', word)).toEqual([sleeper.pid]);
  });

  it('does not find what it is asked through', () => {
    const word = `through-${process.pid}`;
    const line = `"${process.execPath}" "${COMMAND}" snapshot --query '${word}'; :`;
    const { stdout, stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
    expect(JSON.parse(stdout).processes).toEqual([]);
    expect(stderr).toBe('reaptree: nothing matches\n');
  });

  it('finds whoever asks it where they are meant', () => {
    expect(asked('--query', 'mark:own tree')).toHaveLength(1);
  });

  it('is answered in words where nothing matches', () => {
    expect(reaptree('tree', '--query', 'under:9999999')).toEqual({
      status: 0,
      stdout: '',
      stderr: 'reaptree: nothing matches\n',
    });
    expect(reaptree('tree', '--json', '--query', 'under:9999999').stdout).toBe('[]\n');
  });

  it('can be of what is too dear to be asked with every look', () => {
    const sleeper = start('sleep', '84');
    expect(asked('--query', 'wchan:nanosleep or wchan:hrtimer')).toContain(sleeper.pid);
  });
});

describe('diff --query', () => {
  it('says of what it no longer finds what became of it, and not that it ended', () => {
    const later = join(folder, 'later.json');
    const dead = { state: 'Z', marks: ['zombie'], exit: { code: 2 } } as const;
    const processes = family.processes.map((row) => (row.pid === 4 ? { ...row, ...dead } : row));
    writeFileSync(later, [...writeJson({ ...family, processes })].join(''));
    const { counts, changes } = JSON.parse(
      reaptree('diff', file, later, '--json', '--query', 'state:sleeping').stdout,
    );
    expect(counts).toMatchObject({ ended: 0, zombie: 1 });
    expect(changes).toMatchObject([{ kinds: ['zombie'], before: { pid: 4 }, after: { pid: 4 } }]);
  });

  it('is asked by whoever looks, where the second is the machine as it is', () => {
    const now = join(folder, 'now.json');
    reaptree('snapshot', '-o', now);
    const sleeper = start('sleep', '82');
    const { changes } = JSON.parse(reaptree('diff', now, '--json', '--query', 'user:me sleep').stdout);
    expect(changes.map(({ after }: { after: { pid: number } | null }) => after?.pid)).toContain(sleeper.pid);
  });
});

describe('a file that cannot be written', () => {
  it('for want of room says so, and leaves the old one whole', ({ skip }) => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'none', disk], { stdio: 'ignore' });
    } catch {
      skip('a small disk of its own needs the right to mount');
    }
    try {
      const target = join(disk, 'now.json');
      writeFileSync(target, 'old');
      expect(reaptree('snapshot', '-o', target)).toMatchObject({
        status: 3,
        stderr: expect.stringContaining('The disk is full'),
      });
      expect(readFileSync(target, 'utf8')).toBe('old');
      expect(readdirSync(disk)).toEqual(['now.json']);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('for want of rights says so', ({ skip }) => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    if (geteuid?.() === 0) {
      // Rights do not bind root; a file system that is read-only does.
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'none', locked], { stdio: 'ignore' });
      } catch {
        skip('a read-only disk of its own needs the right to mount');
      }
    } else chmodSync(locked, 0o500);
    try {
      expect(reaptree('snapshot', '-o', join(locked, 'now.json'))).toMatchObject({
        status: 3,
        stderr: expect.stringMatching(/read-only|may not write/),
      });
    } finally {
      if (geteuid?.() === 0) execFileSync('umount', [locked]);
    }
  });
});

it('a large export talks of nothing but its end where no terminal is', () => {
  const large = join(folder, 'large.json');
  const rows = [...Array(60_000)].map((_, at) => aProcess(at + 2, { command: `worker ${'x'.repeat(200)}` }));
  writeFileSync(large, [...writeJson(aSnapshot([aProcess(1, { ppid: 0 }), ...rows]))].join(''));
  const table = join(folder, 'large.csv');
  expect(reaptree('snapshot', large, '-o', table).stderr).toBe(
    `reaptree: wrote 60,001 processes to ${table}\n`,
  );
});
