import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { geteuid } from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import { INSPECTION_PARTS, type InspectionPart } from '../../core/inspection.ts';
import { keyOf, partsOf } from '../../core/process.ts';
import { startTimeOf } from '../collect/procfs/start-time.ts';
import { compiled } from '../testing/compiled.ts';
import { noParents } from '../testing/parents.ts';
import { endAll, start, startAndHear, startLeakyParent, until } from '../testing/real-processes.ts';
import { capabilitiesIn } from './capabilities.ts';
import { Inspector } from './inspect.ts';
import { addressOf } from './internet-address.ts';
import { parseLimits } from './limits.ts';
import { signalsIn } from './signal-masks.ts';
import { statIn } from './subject.ts';

const inspector = new Inspector(() => 100);
const keyFor = (pid: number) => keyOf(pid, startTimeOf(pid) ?? 0);
const ask = <P extends InspectionPart>(pid: number, part: P, filter?: string) =>
  inspector.inspect(keyFor(pid), part, filter);

async function found<P extends InspectionPart>(pid: number, part: P, filter?: string) {
  const answer = await ask(pid, part, filter);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

/** What is told instead of each part; nothing for those that are told. */
async function refusals(pid: number): Promise<Partial<Record<InspectionPart, string>>> {
  const told: [InspectionPart, string][] = [];
  for (const part of INSPECTION_PARTS) {
    const answer = await ask(pid, part);
    if (!answer.ok) told.push([part, answer.error.code]);
  }
  return Object.fromEntries(told);
}

/** PF_KTHREAD, include/linux/sched.h. */
const isKernelThread = (pid: number): boolean => ((statIn(`/proc/${pid}`)?.flags ?? 0) & 0x20_0000) !== 0;

const isRoot = geteuid?.() === 0;
const NOBODY = 65_534;

/** What an ordinary user would be answered: the rights of this process are what the system looks at. */
async function asNobody<T>(ask: () => Promise<T>): Promise<T> {
  process.seteuid?.(NOBODY);
  try {
    return await ask();
  } finally {
    process.seteuid?.(0);
  }
}

describe.runIf(process.platform === 'linux')('a real process', () => {
  afterEach(endAll);

  it('tells where it is, and what it was given', async () => {
    const { pid } = start('env', '-C', '/tmp', 'A_TOKEN=x', 'PLAIN=y', 'sleep', '60');
    await until(async () => (await found(pid, 'places')).exe?.includes('sleep') ?? false);
    expect((await found(pid, 'places')).cwd).toBe('/tmp');
    const environment = await found(pid, 'environment');
    expect(environment).toContainEqual({ name: 'A_TOKEN', value: 'x' });
    expect(environment).toContainEqual({ name: 'PLAIN', value: 'y' });
  });

  it('tells its files and sockets, this one included', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await until(() => server.listening);
    const address = server.address();
    const { open, found: all, count } = await found(process.pid, 'files');
    server.close();
    expect(all).toBe(count);
    expect(open.some(({ kind, target }) => kind === 'file' && target.startsWith('/'))).toBe(true);
    const port = typeof address === 'object' ? address?.port : null;
    expect(open.map(({ socket }) => socket)).toContainEqual({
      protocol: 'tcp',
      local: `127.0.0.1:${port}`,
      remote: null,
      state: 'listening',
    });
  });

  it('finds one file among many more than it lists', async () => {
    const opened = Array.from({ length: 1_100 }, () => openSync('/dev/null', 'r'));
    opened.push(openSync(import.meta.filename, 'r'));
    const all = await found(process.pid, 'files');
    const some = await found(process.pid, 'files', 'INSPECT.test');
    const numbered = await found(process.pid, 'files', `/dev/null ${opened[1_050]}`);
    for (const fd of opened) closeSync(fd);
    expect(all.open).toHaveLength(1_000);
    expect(all.count).toBeGreaterThan(1_100);
    expect(some).toMatchObject({
      open: [{ target: import.meta.filename, access: 'r', position: 0 }],
      found: 1,
      count: all.count,
    });
    expect(numbered.open.map(({ fd }) => fd)).toContain(opened[1_050]);
  });

  it('tells its threads, memory, limits, signals and namespaces', async () => {
    const { threads, count } = await found(process.pid, 'threads');
    expect(threads).toHaveLength(count);
    expect(threads.some(({ tid }) => tid === process.pid)).toBe(true);
    const { lines, refused } = await found(process.pid, 'memory');
    expect(refused).toBeNull();
    expect(lines.find(({ name }) => name === 'Resident')?.bytes).toBeGreaterThan(1e6);
    expect(lines.find(({ name }) => name === 'Proportional')?.bytes).toBeGreaterThan(1e6);
    expect((await found(process.pid, 'limits')).map(({ name }) => name)).toContain('Open files');
    const { namespaces, pids, capabilities } = await found(process.pid, 'confinement');
    expect(namespaces).toMatchObject({ ok: true });
    expect(namespaces.ok && namespaces.value.every(({ ours }) => ours)).toBe(true);
    expect(pids.length).toBeGreaterThan(0);
    const last = Number(readFileSync('/proc/sys/kernel/cap_last_cap', 'utf8'));
    expect(capabilities.has.length + capabilities.lacks.length).toBe(last + 1);
  });

  it.skipIf(noParents !== null)('tells the busiest of its threads, the last born included', async () => {
    const { child, heard } = await startAndHear(compiled('many-threads'), '1200');
    const { threads, count } = await found(child.pid, 'threads');
    expect(count).toBe(1_202);
    expect(threads).toHaveLength(1_000);
    expect(threads[0]?.tid).toBe(Number(heard));
  });

  it.skipIf(noParents !== null)(
    'tells every kind of socket, in the network that it is in',
    async (context) => {
      const folder = mkdtempSync(join(tmpdir(), 'reaptree-inspect-'));
      const path = join(folder, 'a path  with blanks');
      const apart = ['--net', ...(isRoot ? [] : ['--user', '--map-root-user'])];
      const scene = await startAndHear('unshare', ...apart, compiled('sockets'), path).catch(() => null);
      if (scene === null) return context.skip('no network namespace can be made here');
      const { open } = await found(scene.child.pid, 'files');
      rmSync(folder, { recursive: true });
      const sockets = open.flatMap(({ socket }) => socket ?? []);
      const of = (protocol: string, local: string, state: string | null) => ({
        protocol,
        local,
        remote: null,
        state,
      });
      expect(sockets).toEqual([
        of('tcp', `0.0.0.0:${scene.heard}`, 'listening'),
        of('netlink', 'route', 'listening'),
        of('unix datagram', '', 'connected'),
        of('unix datagram', '', 'connected'),
        of('raw icmp', '0.0.0.0', null),
        of('packet', 'ARP', null),
        of('unix seqpacket', path, 'listening'),
      ]);
    },
  );

  it('tells what a shell ignores', async () => {
    const { pid } = start('sh', '-c', "trap '' USR1; while :; do sleep 60; done");
    await until(async () => (await found(pid, 'signals')).ignored.includes('SIGUSR1'));
  });

  it('has none of what a program has when it is a zombie, and nothing when it has gone', async () => {
    const { zombiePid, parent } = await startLeakyParent();
    await until(() => statIn(`/proc/${zombiePid}`)?.state === 'Z');
    const key = keyFor(zombiePid);
    expect(await refusals(zombiePid)).toEqual({
      environment: 'none',
      places: 'none',
      files: 'none',
      memory: 'none',
    });
    expect(await inspector.inspect(key, 'environment')).toMatchObject({
      error: { message: expect.stringContaining('it has ended') },
    });
    parent.kill('SIGKILL');
    await until(() => startTimeOf(zombiePid) !== partsOf(key).start);
    for (const part of INSPECTION_PARTS) {
      expect(await inspector.inspect(key, part)).toMatchObject({ error: { code: 'gone' } });
    }
  });

  it('has none of it as a thread of the kernel, whoever asks', async (context) => {
    const kernel = readdirSync('/proc')
      .map(Number)
      .find((pid) => pid > 0 && isKernelThread(pid));
    if (kernel === undefined) return context.skip('no thread of the kernel can be seen here');
    const none = { environment: 'none', places: 'none', files: 'none', memory: 'none' };
    expect(await refusals(kernel)).toEqual(none);
    if (isRoot) expect(await asNobody(() => refusals(kernel))).toEqual(none);
  });

  it.skipIf(noParents !== null)('tells of itself by its other threads when the first has ended', async () => {
    const { child } = await startAndHear(compiled('leader-exits'));
    await until(() => statIn(`/proc/${child.pid}`)?.state === 'Z');
    expect(await refusals(child.pid)).toEqual({});
    expect((await found(child.pid, 'places')).exe).toContain('leader-exits');
    expect((await found(child.pid, 'environment')).map(({ name }) => name)).toContain('PATH');
    expect((await found(child.pid, 'files')).count).toBeGreaterThan(2);
    expect((await found(child.pid, 'memory')).lines.map(({ name }) => name)).toContain('Resident');
    expect((await found(child.pid, 'confinement')).pids[0]).toBe(child.pid);
    const { threads } = await found(child.pid, 'threads');
    expect(threads.map(({ state }) => state).sort()).toEqual(['S', 'Z']);
  });

  it.skipIf(!isRoot)(
    'tells an ordinary user what is public of somebody else’s, and how to see the rest',
    async () => {
      const { pid } = start('sleep', '60');
      await until(async () => (await found(pid, 'places')).exe?.includes('sleep') ?? false);
      await asNobody(async () => {
        expect(await refusals(pid)).toEqual({
          environment: 'not-permitted',
          places: 'not-permitted',
          files: 'not-permitted',
        });
        const environment = await ask(pid, 'environment');
        expect(environment).toMatchObject({ error: { hint: 'Start Reaptree as root to see it.' } });
        const { namespaces, cgroup, seccomp, capabilities } = await found(pid, 'confinement');
        expect(namespaces).toMatchObject({ ok: false, error: { code: 'not-permitted' } });
        expect(cgroup).not.toBeNull();
        expect(seccomp).not.toBeNull();
        expect(capabilities.has.length).toBeGreaterThan(0);
        const { lines, refused } = await found(pid, 'memory');
        expect(refused?.code).toBe('not-permitted');
        expect(lines).toContainEqual(expect.objectContaining({ name: 'Proportional', bytes: null }));
        expect(lines.find(({ name }) => name === 'Resident')?.bytes).toBeGreaterThan(0);
      });
    },
  );

  it.skipIf(!isRoot)('names the user who would see it', async () => {
    const { pid } = start('setpriv', `--reuid=1`, '--clear-groups', 'sleep', '60');
    await until(async () => (await found(pid, 'places')).exe?.includes('sleep') ?? false);
    const answer = await asNobody(() => ask(pid, 'environment'));
    expect(answer).toMatchObject({
      error: {
        hint: expect.stringMatching(/^Start Reaptree as (daemon|bin|user 1) or as root to see it\.$/),
      },
    });
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

it('names the capabilities of a mask, and those that are missing in it', () => {
  expect(capabilitiesIn('0000000000000005', 3)).toEqual({
    has: ['CAP_CHOWN', 'CAP_DAC_READ_SEARCH'],
    lacks: ['CAP_DAC_OVERRIDE', 'CAP_FOWNER'],
  });
});
