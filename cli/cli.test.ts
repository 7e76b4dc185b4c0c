import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { geteuid } from 'node:process';
import { afterEach, expect, test } from 'vitest';
import { endAll, startLeakyParent, until } from '../engine/testing/real-processes.ts';
import { version } from '../package.json';

/** The built command, as `npx reaptree` runs it: plain Node, and no display. */
const COMMAND = resolve('out/cli/index.js');

function reaptree(...words: string[]) {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...words], {
    encoding: 'utf8',
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

const stateOf = (pid: number) =>
  spawnSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();

const folder = mkdtempSync(join(tmpdir(), 'reaptree-cli-'));
afterEach(endAll);
afterEach(() => rmSync(join(folder, 'out.json'), { force: true }));

test('zombies: lists pid, ppid, name and the name of the parent', async () => {
  const { parent, zombiePid } = await startLeakyParent(5);
  await until(() => stateOf(zombiePid) === 'Z');
  const told = reaptree('zombies', '--json');
  expect(told.status).toBe(0);
  const mine = JSON.parse(told.stdout).find((row: { pid: number }) => row.pid === zombiePid);
  expect(mine).toMatchObject({
    pid: zombiePid,
    ppid: parent.pid,
    name: 'sh',
    parentName: 'sleep',
    exit: { code: 5 },
  });
  const text = reaptree('zombies');
  expect(text.stdout).toMatch(new RegExp(`^ *${zombiePid} +${parent.pid} +sh +sleep +exit 5$`, 'm'));
  expect(reaptree('zombies', '--fail').status).toBe(1);
});

test('snapshot: the format, with a zombie and with ourselves in it', async () => {
  const { parent, zombiePid } = await startLeakyParent();
  await until(() => stateOf(zombiePid) === 'Z');
  const told = reaptree('snapshot', '--format', 'json');
  expect(told.stderr).toBe('');
  const snapshot = JSON.parse(told.stdout);
  expect(snapshot).toMatchObject({
    format: 'reaptree-snapshot',
    version: 1,
    source: 'procfs',
    query: null,
    redacted: false,
    host: { platform: 'linux', clockTicksPerSecond: 100, bootId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
  expect(new Date(snapshot.takenAt).toISOString()).toBe(snapshot.takenAt);
  const zombie = snapshot.processes.find((row: { pid: number }) => row.pid === zombiePid);
  expect(zombie).toMatchObject({
    key: expect.stringMatching(new RegExp(`^${zombiePid}@\\d+$`)),
    ppid: parent.pid,
    state: 'Z',
    marks: ['zombie'],
    exit: { code: 3 },
    zombieSince: null,
    originalParent: null,
    commandRemembered: false,
  });
  expect(Object.keys(zombie)).toEqual([
    'key',
    'pid',
    'ppid',
    'pgid',
    'sid',
    'uid',
    'user',
    'state',
    'name',
    'command',
    'commandRemembered',
    'startedAt',
    'tty',
    'nice',
    'priority',
    'threads',
    'wchan',
    'cpuPercent',
    'cpuTimeMs',
    'rssBytes',
    'vszBytes',
    'marks',
    'originalParent',
    'exit',
    'zombieSince',
    'flags',
    'cgroup',
    'nspid',
    'ioReadBytesPerSecond',
    'ioWriteBytesPerSecond',
  ]);
  const own = snapshot.processes.find((row: { marks: string[] }) => row.marks.includes('own'));
  expect(own.command).toContain('out/cli/index.js');
});

test('snapshot -o: writes the file whole, and says so beside the data', () => {
  const file = join(folder, 'out.json');
  const told = reaptree('snapshot', '-o', file);
  expect(told).toMatchObject({ status: 0, stdout: '' });
  expect(told.stderr).toMatch(/wrote [\d,]+ processes/);
  expect(JSON.parse(readFileSync(file, 'utf8')).processes.length).toBeGreaterThan(0);
  const refused = reaptree('snapshot', '-o', join(folder, 'none', 'out.json'));
  expect(refused.status).toBe(3);
  expect(refused.stderr).toContain('no such folder');
});

test('the portable source gives the same keys', async () => {
  const { zombiePid } = await startLeakyParent();
  await until(() => stateOf(zombiePid) === 'Z');
  const zombieKeyBy = (source: string) =>
    JSON.parse(reaptree('zombies', '--json', '--source', source).stdout).find(
      (row: { pid: number }) => row.pid === zombiePid,
    )?.key;
  expect(zombieKeyBy('ps-list')).toBe(zombieKeyBy('procfs'));
});

test('wrong usage is 2, with a way out', () => {
  for (const words of [['no-such'], ['snapshot', '--format', 'xml'], ['zombies', '--source', 'x'], []]) {
    const told = reaptree(...words);
    expect(told.status).toBe(2);
    expect(told.stderr).toContain('reaptree');
    expect(told.stderr).not.toMatch(/^\s+at /m);
  }
  expect(reaptree('--help')).toMatchObject({ status: 0, stderr: '' });
  expect(reaptree('--version').stdout.trim()).toBe(version);
});

test('a reader that leaves early is no error', () => {
  const script = `"${process.execPath}" "${COMMAND}" snapshot | head -c 10; exit \${PIPESTATUS[0]}`;
  expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).toBe('{\n  "forma');
});

/** `nobody`: an ordinary user, who may see others' processes and not into them. */
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

test('an ordinary user sees every process, and is told what may not be known', async ({ skip }) => {
  if (geteuid?.() !== 0) skip('only root can start it as somebody else');
  if (spawnSync(AS_NOBODY[0] ?? '', [...AS_NOBODY.slice(1), 'test', '-r', COMMAND]).status !== 0) {
    skip('this checkout is not readable for others');
  }
  const { zombiePid } = await startLeakyParent(3);
  await until(() => stateOf(zombiePid) === 'Z');
  const [setpriv = '', ...words] = AS_NOBODY;
  const told = spawnSync(setpriv, [...words, process.execPath, COMMAND, 'zombies', '--json'], {
    encoding: 'utf8',
  });
  const mine = JSON.parse(told.stdout).find((row: { pid: number }) => row.pid === zombiePid);
  // The kernel gives 0 for the status of a zombie that one may not look into: that is not "exit 0".
  expect(mine).toMatchObject({ name: 'sh', parentName: 'sleep', exit: null });
});

test('where /proc hides the others (hidepid=2), what is left is shown', ({ skip }) => {
  if (geteuid?.() !== 0) skip('only root can mount such a /proc');
  const script = `mount -t proc -o hidepid=2 proc /proc && exec ${AS_NOBODY.join(' ')} "$0" "$@"`;
  const words = ['-m', 'sh', '-c', script, process.execPath, COMMAND, 'snapshot'];
  const told = spawnSync('unshare', words, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (/mount|unshare|EACCES/.test(told.stderr)) skip('a /proc of its own cannot be mounted here');
  const { processes } = JSON.parse(told.stdout);
  expect(new Set(processes.map(({ uid }: { uid: number }) => uid))).toEqual(new Set([65534]));
});
