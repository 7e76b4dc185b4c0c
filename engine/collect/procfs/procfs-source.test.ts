import { readdirSync, readlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { thisHost } from '../host.ts';
import { Descriptors } from './descriptors.ts';
import { ProcfsSource } from './procfs-source.ts';

/** Of how many processes we have the `stat` open, as the kernel has it. */
const statsOpen = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return /^\/proc\/\d+\/stat$/.test(readlinkSync(`/proc/self/fd/${fd}`));
    } catch {
      return false; // The one that the folder was listed by.
    }
  }).length;

describe.runIf(process.platform === 'linux')('descriptors', () => {
  test('are kept from the second reading on where the first was a quick look', async () => {
    const before = statsOpen();
    const descriptors = new Descriptors();
    const source = new ProcfsSource(thisHost(), 'quick', descriptors);
    const first = await source.read();
    expect(first.changed.map(({ pid }) => pid)).toContain(process.pid);
    expect(statsOpen()).toBe(before);
    await source.read();
    expect(statsOpen()).toBe(before + descriptors.open);
    expect(descriptors.open).toBeGreaterThan(0);
    source.close();
    expect(statsOpen()).toBe(before);
  });

  test('are not kept beyond the budget, and every process is read all the same', async () => {
    const descriptors = new Descriptors(1);
    const source = new ProcfsSource(thisHost(), 'whole', descriptors);
    const first = await source.read();
    expect(descriptors.open).toBe(1);
    expect(first.changed.map(({ pid }) => pid)).toEqual(
      expect.arrayContaining([1, process.ppid, process.pid]),
    );
    const burned = process.cpuUsage();
    while (process.cpuUsage(burned).user < 50_000);
    const second = await source.read();
    const [before, after] = [first, second].map(({ changed }) =>
      changed.find(({ pid }) => pid === process.pid),
    );
    expect(after?.key).toBe(before?.key);
    expect(after?.cpuTimeMs).toBeGreaterThan(before?.cpuTimeMs ?? Number.NaN);
    source.close();
    expect(descriptors.open).toBe(0);
  });
});
