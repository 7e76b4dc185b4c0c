import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { INSPECTION_PARTS, type InspectionPart } from '../../core/inspection.ts';
import { keyOf } from '../../core/process.ts';
import { startTimeOf } from '../collect/procfs/start-time.ts';
import { endAll, start, startLeakyParent, until } from '../testing/real-processes.ts';
import { isSecret } from './environment.ts';
import { Inspector } from './inspect.ts';
import { parseLimits } from './limits.ts';
import { signalsIn } from './signal-masks.ts';
import { addressOf } from './sockets.ts';

const inspector = new Inspector(() => 100);
const keyFor = (pid: number) => keyOf(pid, startTimeOf(pid) ?? 0);

async function found<P extends InspectionPart>(pid: number, part: P) {
  const answer = await inspector.inspect(keyFor(pid), part);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

describe.runIf(process.platform === 'linux')('a real process', () => {
  afterEach(endAll);

  it('tells where it is, and what it was given', async () => {
    const { pid } = start('env', '-C', '/tmp', 'A_TOKEN=x', 'PLAIN=y', 'sleep', '60');
    await until(async () => (await found(pid, 'places')).exe?.includes('sleep') ?? false);
    expect((await found(pid, 'places')).cwd).toBe('/tmp');
    const environment = await found(pid, 'environment');
    expect(environment).toContainEqual({ name: 'A_TOKEN', value: 'x', secret: true });
    expect(environment).toContainEqual({ name: 'PLAIN', value: 'y', secret: false });
  });

  it('tells its files and sockets, this one included', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await until(() => server.listening);
    const address = server.address();
    const { open, count } = await found(process.pid, 'files');
    server.close();
    expect(count).toBeGreaterThanOrEqual(open.length);
    expect(open.some(({ kind, target }) => kind === 'file' && target.startsWith('/'))).toBe(true);
    const port = typeof address === 'object' ? address?.port : null;
    expect(open.map(({ socket }) => socket)).toContainEqual({
      protocol: 'tcp',
      local: `127.0.0.1:${port}`,
      remote: null,
      state: 'listening',
    });
  });

  it('tells its threads, memory, limits, signals and namespaces', async () => {
    const { threads, count } = await found(process.pid, 'threads');
    expect(threads).toHaveLength(count);
    expect(threads.some(({ tid }) => tid === process.pid)).toBe(true);
    const memory = await found(process.pid, 'memory');
    expect(memory.find(({ name }) => name === 'Resident')?.bytes).toBeGreaterThan(1e6);
    expect((await found(process.pid, 'limits')).map(({ name }) => name)).toContain('Open files');
    const { namespaces, pids } = await found(process.pid, 'confinement');
    expect(namespaces.every(({ ours }) => ours)).toBe(true);
    expect(pids.length).toBeGreaterThan(0);
  });

  it('tells what a shell ignores', async () => {
    const { pid } = start('sh', '-c', "trap '' USR1; while :; do sleep 60; done");
    await until(async () => (await found(pid, 'signals')).ignored.includes('SIGUSR1'));
  });

  it('has little to tell of a zombie, and nothing of what has gone', async () => {
    const { zombiePid, parent } = await startLeakyParent();
    const key = keyFor(zombiePid);
    for (const part of INSPECTION_PARTS) {
      const answer = await inspector.inspect(key, part);
      if (!answer.ok) expect(answer.error.code).toBe('not-permitted');
    }
    parent.kill('SIGKILL');
    await until(() => startTimeOf(zombiePid) === null);
    const answer = await inspector.inspect(key, 'limits');
    expect(answer.ok || answer.error.code).toBe('gone');
  });

  it('takes no other process for the one that was meant', async () => {
    const { pid } = start('sleep', '60');
    const answer = await inspector.inspect(keyOf(pid, 1), 'places');
    expect(answer.ok || answer.error.code).toBe('gone');
  });
});

it.each([
  ['0100007F:0050', '127.0.0.1:80'],
  ['00000000:0000', '0.0.0.0:*'],
  ['00000000000000000000000001000000:1F90', '[::1]:8080'],
  ['00000000000000000000000000000000:0016', '[::]:22'],
  ['0000000000000000FFFF00000100007F:0050', '127.0.0.1:80'],
  ['B80D0120000000000000000001000000:01BB', '[2001:db8::1]:443'],
])('reads the address %s', (hex, address) => expect(addressOf(hex)).toBe(address));

it('names the signals of a mask', () => {
  expect(signalsIn('0000000000010000')).toEqual(['SIGCHLD']);
  expect(signalsIn('0000000200000201')).toEqual(['SIGHUP', 'SIGUSR1', 'SIGRTMIN']);
});

it('reads limits', () => {
  const text = `Limit                     Soft Limit           Hard Limit           Units
Max cpu time              unlimited            unlimited            seconds
Max open files            1024                 1048576              files
Max nice priority         0                    0
`;
  expect(parseLimits(text)).toEqual([
    { name: 'Cpu time', soft: null, hard: null, unit: 'seconds' },
    { name: 'Open files', soft: 1024, hard: 1048576, unit: 'files' },
    { name: 'Nice priority', soft: 0, hard: 0, unit: '' },
  ]);
});

it('knows what is a secret', () => {
  for (const name of [
    'GITHUB_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'DB_PASSWORD',
    'npm_config_authToken',
    'API_KEY',
  ]) {
    expect([name, isSecret(name, 'x')]).toEqual([name, true]);
  }
  for (const name of ['PATH', 'KEYBOARD', 'MONKEY', 'HOME', 'PWD', 'LANG']) {
    expect([name, isSecret(name, 'x')]).toEqual([name, false]);
  }
  expect(isSecret('DATABASE', 'postgres://li:hunter2@db/x')).toBe(true);
  expect(isSecret('EMPTY_TOKEN', '')).toBe(false);
});
