import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { nativeProgram } from '../native-program.ts';
import { until } from '../testing/real-processes.ts';
import { thisHost } from './host.ts';
import { openSource } from './open-source.ts';
import { Polling } from './polling.ts';
import { Sampling } from './sampling.ts';

/** Our own children that listen to the kernel. */
const watchers = (): string[] =>
  readdirSync('/proc').filter((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const ppid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return (
        ppid === process.pid && readFileSync(`/proc/${name}/cmdline`, 'utf8').startsWith('reaptree-watch')
      );
    } catch {
      return false;
    }
  });

function poll({ intervalMs = 20, paused = false, listening = true } = {}): {
  polling: Polling;
  deltas: () => number;
} {
  let deltas = 0;
  const polling = new Polling(new Sampling(openSource('procfs'), thisHost()), {
    intervalMs,
    paused,
    native: listening ? nativeProgram(resolve('.')) : null,
    onDelta: () => {
      deltas += 1;
    },
    onFailure: (reason) => expect.fail(reason),
  });
  return { polling, deltas: () => deltas };
}

test.runIf(process.platform === 'linux')('the kernel is listened to behind the first sample', async () => {
  const { polling, deltas } = poll();
  expect(watchers()).toEqual([]);
  await until(() => watchers().length === 1);
  expect(deltas()).toBeGreaterThan(0);
  polling.close();
  await until(() => watchers().length === 0);
});

test.runIf(process.platform === 'linux')(
  'closed during the first sample, it begins nothing more',
  async () => {
    const { polling, deltas } = poll();
    polling.close();
    await until(() => deltas() === 1);
    await pause(200);
    expect(watchers()).toEqual([]);
    expect(deltas()).toBe(1);
  },
);

describe.runIf(process.platform === 'linux')('what the first look left out is made up for', () => {
  test('where it is paused from the beginning', async () => {
    const { polling, deltas } = poll({ paused: true, listening: false });
    await until(() => deltas() === 2);
    await pause(200);
    expect(deltas()).toBe(2);
    polling.close();
  });

  test('where it is paused right after it', async () => {
    const { polling, deltas } = poll({ intervalMs: 60_000, listening: false });
    await until(() => deltas() === 1);
    polling.configure(60_000, true);
    await until(() => deltas() === 2);
    await pause(200);
    expect(deltas()).toBe(2);
    polling.close();
  });
});
