import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { keyOf } from '../../core/process.ts';
import { startOf } from '../collect/start-of.ts';
import { nativeProgram } from '../native-program.ts';
import { endAll, start, startAndHear, until } from '../testing/real-processes.ts';
import { signalProcess } from './signal.ts';

afterEach(endAll);

const none = { own: null, lab: null };
const built = nativeProgram(resolve('.'));
const ways = [
  { way: 'by pid after a look', native: null },
  ...(built === null ? [] : [{ way: 'through a pidfd', native: built }]),
];

describe.each(ways)('$way', ({ native }) => {
  test('reaches the process that the key names', async () => {
    const child = start('sleep', '60');
    const key = keyOf(child.pid, (await startOf(child.pid)) ?? -1);
    expect(await signalProcess(key, 'SIGTERM', { native, roots: none })).toEqual({ ok: true, value: null });
    await until(() => child.signalCode === 'SIGTERM');
  });

  test('refuses when another process has that pid, and signals nobody', async () => {
    const child = start('sleep', '60');
    const stale = keyOf(child.pid, ((await startOf(child.pid)) ?? 0) - 1);
    const answer = await signalProcess(stale, 'SIGKILL', { native, roots: none });
    expect(answer).toMatchObject({ ok: false, error: { code: 'gone' } });
    expect(child.signalCode).toBeNull();
    expect(await startOf(child.pid)).not.toBeNull();
  });

  test('says that a process has gone', async () => {
    const child = start('true');
    const key = keyOf(child.pid, (await startOf(child.pid)) ?? 1);
    await until(() => child.exitCode !== null);
    const answer = await signalProcess(key, 'SIGTERM', { native, roots: none });
    expect(answer).toMatchObject({ ok: false, error: { code: 'gone' } });
  });

  test('refuses process 1 and Reaptree itself', async () => {
    const roots = { own: process.pid, lab: null };
    const child = start('sleep', '60');
    const key = keyOf(child.pid, (await startOf(child.pid)) ?? -1);
    const init = keyOf(1, (await startOf(1)) ?? -1);
    for (const refused of [init, key]) {
      const answer = await signalProcess(refused, 'SIGTERM', { native, roots });
      expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
    }
    expect(child.signalCode).toBeNull();
  });

  test('what the lab made may be signalled, its helper may not', async () => {
    const { child: helper, heard } = await startAndHear('sh', '-c', 'sleep 60 & echo $!; wait');
    const roots = { own: process.pid, lab: helper.pid };
    const helperKey = keyOf(helper.pid, (await startOf(helper.pid)) ?? -1);
    const answer = await signalProcess(helperKey, 'SIGTERM', { native, roots });
    expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
    const made = Number(heard);
    const madeKey = keyOf(made, (await startOf(made)) ?? -1);
    expect((await signalProcess(madeKey, 'SIGTERM', { native, roots })).ok).toBe(true);
    // The shell waits for it, and so ends too.
    await until(() => helper.exitCode !== null);
  });
});
