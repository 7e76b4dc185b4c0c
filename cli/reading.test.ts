import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { writeJson } from '../core/snapshot/json.ts';
import { applyPatch } from '../core/snapshot/patch.ts';
import { readSnapshot } from '../core/snapshot/read.ts';
import { aProcess, aSnapshot, hostileSnapshot } from '../core/snapshot/testing.ts';
import { endAll, start, startLeakyParent, until } from '../engine/testing/real-processes.ts';

const COMMAND = resolve('out/cli/index.js');
const ESCAPE = '\u001b';
const folder = mkdtempSync(join(tmpdir(), 'reaptree-reading-'));
afterEach(endAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function reaptree(words: readonly string[], more: { env?: Record<string, string>; input?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...words], {
    encoding: 'utf8',
    input: more.input ?? '',
    env: { ...process.env, ...more.env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

const written = (name: string, snapshot: Parameters<typeof writeJson>[0]): string => {
  const file = join(folder, name);
  writeFileSync(file, [...writeJson(snapshot)].join(''));
  return file;
};

const family = aSnapshot([
  aProcess(1, { ppid: 0, name: 'init', command: '/sbin/init', user: 'root', uid: 0 }),
  aProcess(2, { name: 'bash', command: 'bash' }),
  aProcess(3, { ppid: 2, name: 'make', command: 'make -j2 all' }),
  aProcess(4, {
    ppid: 3,
    name: 'cc',
    command: 'cc -c a.c',
    state: 'Z',
    marks: ['zombie'],
    exit: { code: 3 },
  }),
  aProcess(5, { name: 'sshd', command: 'sshd: kim' }),
]);
const later = aSnapshot(
  [
    ...family.processes.filter(({ pid }) => pid !== 4 && pid !== 5),
    aProcess(6, { ppid: 2, name: 'vi', command: 'vi a.c', rssBytes: 9e6 }),
  ],
  { takenAt: '2026-11-20T08:05:00.000Z' },
);

describe('tree', () => {
  const file = written('family.json', family);

  it('draws who is whose child; without a terminal in plain ASCII and without colours', () => {
    const { status, stdout } = reaptree(['tree', file]);
    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        'PID USER S   CPU%      MEM  COMMAND',
        '  1 root S      -   1.0 MB  /sbin/init',
        '  2 kim  S      -   1.0 MB  |- bash',
        '  3 kim  S      -   1.0 MB  |  `- make -j2 all',
        '  4 kim  Z      -   1.0 MB  |     `- cc -c a.c  <zombie, exit 3>',
        '  5 kim  S      -   1.0 MB  `- sshd: kim',
        '',
      ].join('\n'),
    );
  });

  it('with a query: what it finds, and what leads there', () => {
    const rows = JSON.parse(reaptree(['tree', file, '--query', 'mark:zombie', '--json']).stdout);
    expect(rows.map(({ pid, depth, match }: Record<string, unknown>) => [pid, depth, match])).toEqual([
      [1, 0, false],
      [2, 1, false],
      [3, 2, false],
      [4, 3, true],
    ]);
    expect(reaptree(['tree', file, '--root', '3', '--json']).stdout).toMatch(
      /^\[\n {2}\{"depth":0.*"pid":3,/,
    );
    expect(reaptree(['tree', file, '--query', 'mark:none']).stderr).toContain('There is no mark');
    expect(reaptree(['tree', file, '--root', '99'])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('no process 99'),
    });
  });

  it('keeps to the width that COLUMNS gives', () => {
    const { stdout } = reaptree(['tree', file], { env: { COLUMNS: '36' } });
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(36);
  });

  it('on a terminal it has lines and colours, but for NO_COLOR', () => {
    const onTerminal = (env: Record<string, string>) =>
      spawnSync('script', ['-qec', `"${process.execPath}" "${COMMAND}" tree "${file}"`, '/dev/null'], {
        encoding: 'utf8',
        env: { ...process.env, TERM: 'xterm', LC_ALL: 'C.UTF-8', COLUMNS: '80', ...env },
      }).stdout;
    expect(onTerminal({})).toMatch(new RegExp(`${ESCAPE}\\[31m.*└─ cc`));
    expect(onTerminal({ NO_COLOR: '1' })).not.toContain(ESCAPE);
    expect(onTerminal({ NO_COLOR: '1' })).toContain('└─ cc');
    expect(onTerminal({ LC_ALL: 'C' })).toContain('`- cc');
  });

  it('shows nothing that could steer a terminal', () => {
    const { stdout } = reaptree(['tree', written('hostile.json', hostileSnapshot())]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
  });

  it('shows the machine as it is, zombies and all', async () => {
    const { parent, zombiePid } = await startLeakyParent();
    await until(() => reaptree(['zombies', '--query', `pid:${zombiePid}`, '--fail']).status === 1);
    const rows = JSON.parse(reaptree(['tree', '--root', String(parent.pid), '--json']).stdout);
    expect(rows).toMatchObject([
      { pid: parent.pid, depth: 0 },
      { pid: zombiePid, depth: 1, marks: ['zombie'] },
    ]);
  });
});

describe('snapshot of a file', () => {
  const file = written('again.json', family);

  it('gives back what it read', () => {
    expect(reaptree(['snapshot', file]).stdout).toBe(readFileSync(file, 'utf8'));
    expect(reaptree(['snapshot', '-'], { input: readFileSync(file, 'utf8') }).stdout).toBe(
      readFileSync(file, 'utf8'),
    );
  });

  it('takes the format from the name of the file', () => {
    const page = join(folder, 'page.html');
    expect(reaptree(['snapshot', file, '-o', page]).stderr).toContain(`wrote 5 processes to ${page}`);
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('redacts, and shows before what that would replace', () => {
    expect(reaptree(['snapshot', file, '--preview']).stdout).toMatch(/^user +5 +user1 +kim$/m);
    const clean = reaptree(['snapshot', file, '--redact']).stdout;
    expect(clean).toContain('"redacted": true');
    expect(clean).not.toMatch(/kim|workbench/);
  });

  it.each([
    ['not there', join(folder, 'none.json'), 3, 'There is no such file'],
    ['a folder', folder, 3, 'That is a folder'],
    ['no snapshot', resolve('package.json'), 2, 'not a Reaptree snapshot'],
  ])('%s: says so', (_what, path, status, message) => {
    const told = reaptree(['tree', path]);
    expect(told).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(message) });
    expect(told.stderr).not.toMatch(/^\s+at /m);
  });

  it('of 500 MB, it is not even read; nor is more taken from a pipe than may be', () => {
    const large = join(folder, 'large.json');
    writeFileSync(large, '{');
    truncateSync(large, 500 * 1024 * 1024);
    expect(reaptree(['tree', large])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('has 500 MB'),
    });
    const endless = spawnSync('bash', ['-c', `"${process.execPath}" "${COMMAND}" tree - < /dev/zero`], {
      encoding: 'utf8',
    });
    expect(endless).toMatchObject({ status: 2, stderr: expect.stringContaining('128 MB at most') });
  });

  it('a folder that may not be written to keeps the old file whole', () => {
    const old = join(folder, 'old.json');
    writeFileSync(old, 'old');
    if (process.getuid?.() === 0) return; // root may write everywhere
    chmodSync(folder, 0o500);
    const told = reaptree(['snapshot', file, '-o', old]);
    chmodSync(folder, 0o700);
    expect(told).toMatchObject({ status: 3, stderr: expect.stringContaining('may not write') });
    expect(readFileSync(old, 'utf8')).toBe('old');
  });
});

describe('diff', () => {
  const [before, after] = [written('before.json', family), written('after.json', later)];

  it('tells what changed as a merged tree', () => {
    const { status, stdout } = reaptree(['diff', before, after], { env: { TZ: 'UTC' } });
    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        '2026-11-20 08:00:00 to 2026-11-20 08:05:00: 1 started, 1 ended, 1 reaped',
        'PID  CHANGE   COMMAND',
        '  1           /sbin/init',
        '  2           |- bash',
        '  3           |  |- make -j2 all',
        '  4  reaped   |  |  `- cc -c a.c',
        '  6  started  |  `- vi a.c',
        '  5  ended    `- sshd: kim',
        '',
      ].join('\n'),
    );
  });

  it('as JSON, the patch makes the second out of the first', () => {
    const { patch } = JSON.parse(reaptree(['diff', before, after, '--json']).stdout);
    const first = readSnapshot(readFileSync(before, 'utf8'));
    expect(first.ok && applyPatch(first.value, patch)).toEqual(later);
  });

  it('exits with 1 only where --fail-on asks for it', () => {
    expect(reaptree(['diff', before, after, '--fail-on', 'reaped']).status).toBe(1);
    expect(reaptree(['diff', before, after, '--fail-on', 'zombie,grown']).status).toBe(0);
    expect(reaptree(['diff', before, after, '--fail-on', 'nothing']).status).toBe(2);
  });

  it('with the machine as it is', () => {
    const now = join(folder, 'now.json');
    reaptree(['snapshot', '-o', now]);
    const sleeper = start('sleep', '81');
    const { changes } = JSON.parse(reaptree(['diff', now, '--json', '--query', 'sleep']).stdout);
    expect(changes).toContainEqual(
      expect.objectContaining({ kinds: ['started'], after: expect.objectContaining({ pid: sleeper.pid }) }),
    );
    expect(reaptree(['diff', before]).stderr).toContain('different boots or machines');
  });
});

it('watch: tells what happens as lines of JSON until it is interrupted', async () => {
  const child = spawn(
    process.execPath,
    [COMMAND, 'watch', '--json', '--interval', '250ms', '--query', `parent:${process.pid}`],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let out = '';
  let talk = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data;
  });
  child.stderr.on('data', (data: Buffer) => {
    talk += data;
  });
  const status = new Promise((settle) => child.once('exit', settle));
  await until(() => /watching, (exact|watched|sampled): /.test(talk));
  const sleeper = start('sleep', '0.6');
  const events = () => out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  const kinds = () =>
    events()
      .filter(({ pid }) => pid === sleeper.pid)
      .map(({ kind }) => kind);
  await until(() => kinds().includes('ended') || kinds().includes('reaped'));
  child.kill('SIGINT');
  expect(await status).toBe(0);
  expect(kinds()[0]).toBe('started');
  expect(events()).toContainEqual(expect.objectContaining({ pid: sleeper.pid, command: 'sleep 0.6' }));
  expect(events().every(({ at, key }) => !Number.isNaN(Date.parse(at)) && /^\d+@\d+$/.test(key))).toBe(true);
});
