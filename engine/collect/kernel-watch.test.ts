import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Precision } from '../../core/events.ts';
import { keyOf } from '../../core/process.ts';
import type { KernelEvent } from '../../core/reading.ts';
import { nativeProgram } from '../native-program.ts';
import { endAll, start, until } from '../testing/real-processes.ts';
import { KernelWatch, parseTold } from './kernel-watch.ts';
import { startOf } from './start-of.ts';

const native = nativeProgram(resolve('.'));

test('reads the lines of the helper, and no others', () => {
  expect(parseTold('fork 12 1700000000000.250 7 4711')).toEqual({
    kind: 'fork',
    at: 1_700_000_000_000.25,
    pid: 12,
    ppid: 7,
    start: 4711,
  });
  expect(parseTold('exec 12 5 7368290a 7368002d63006120620000')).toEqual({
    kind: 'exec',
    at: 5,
    pid: 12,
    name: 'sh)',
    command: 'sh -c a b',
  });
  expect(parseTold('exec 12 5 - -')).toEqual({ kind: 'exec', at: 5, pid: 12, name: null, command: null });
  expect(parseTold('exit 12 5 768')).toEqual({ kind: 'exit', at: 5, pid: 12, exit: { code: 3 } });
  for (const line of ['', 'fork', 'fork x y z', 'exact 100', 'dead 1 2 3 4'])
    expect(parseTold(line)).toBeNull();
});

describe.runIf(native !== null && process.platform === 'linux')('the kernel', () => {
  const watches: KernelWatch[] = [];
  afterEach(async () => {
    for (const watch of watches.splice(0)) watch.close();
    await endAll();
  });

  async function listen(named: boolean) {
    const told: KernelEvent[] = [];
    const deaths: number[] = [];
    const precisions: Precision[] = [];
    const watch = new KernelWatch({
      native: native as string,
      named,
      onPrecision: (precision) => precisions.push(precision),
      onTold: (events) => told.push(...events),
      onDeaths: (pids) => deaths.push(...pids),
      onLost: () => {},
    });
    watches.push(watch);
    await until(() => precisions.length > 0);
    return { watch, told, deaths, precision: precisions[0] };
  }

  test('tells of every fork, exec and exit, however short the life', async ({ skip }) => {
    const { told, precision } = await listen(false);
    // In a container, or before Linux 6.6 without CAP_NET_ADMIN, it does not.
    if (precision !== 'exact') skip('the kernel does not tell us here');
    const pids: number[] = [];
    for (let child = 0; child < 100; child++) pids.push(spawnSync('true').pid);
    const of = (kind: string) => new Set(told.filter((event) => event.kind === kind).map(({ pid }) => pid));
    await until(() => pids.every((pid) => of('exit').has(pid)));
    for (const kind of ['fork', 'exec', 'exit']) {
      expect(pids.filter((pid) => !of(kind).has(pid))).toEqual([]);
    }
    const last = told.filter(({ pid }) => pid === pids.at(-1));
    expect(last.map(({ kind }) => kind)).toEqual(['fork', 'exec', 'exit']);
    expect(last[0]).toMatchObject({ ppid: process.pid });
    expect(last[2]).toMatchObject({ exit: { code: 0 } });
    expect(Math.abs((last[0]?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test('tells the arguments of what a process becomes, and where they are cut', async ({ skip }) => {
    const { told, precision } = await listen(false);
    if (precision !== 'exact') skip('the kernel does not tell us here');
    const child = start('sleep', '60', '0'.repeat(899));
    const exec = () => told.find(({ kind, pid }) => kind === 'exec' && pid === child.pid);
    await until(() => exec() !== undefined);
    expect(exec()).toMatchObject({ name: 'sleep', command: `sleep 60 ${'0'.repeat(891)}…` });
  });

  test('tells when a named process ends, and of nobody else', async () => {
    const { watch, told, deaths, precision } = await listen(true);
    expect(precision).toBe('watched');
    const child = start('sleep', '60');
    const other = start('sleep', '61');
    const stale = keyOf(other.pid, ((await startOf(other.pid)) ?? 0) + 1);
    watch.name([keyOf(child.pid, (await startOf(child.pid)) ?? -1), stale]);
    child.kill('SIGKILL');
    await until(() => deaths.includes(child.pid));
    expect(told).toEqual([]);
  });
});
