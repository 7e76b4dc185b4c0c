import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { HistoryFilter, Life } from '../../core/history.ts';
import { thisHost } from '../collect/host.ts';
import { openSource } from '../collect/open-source.ts';
import { Polling } from '../collect/polling.ts';
import { Sampling } from '../collect/sampling.ts';
import { nativeProgram } from '../native-program.ts';
import { endAll, start, startLeakyParent, until } from '../testing/real-processes.ts';
import { History } from './history.ts';

let polling: Polling | null = null;
afterEach(async () => {
  polling?.close();
  await endAll();
});

/** A history of this machine from now on. */
async function remember(listening: boolean) {
  const history = new History();
  const sampling = new Sampling(openSource('procfs'), thisHost());
  let deltas = 0;
  let precision = '';
  polling = new Polling(sampling, {
    intervalMs: 50,
    paused: false,
    native: listening ? nativeProgram(resolve('.')) : null,
    onDelta: (delta) => {
      if (deltas === 0) history.reset(sampling.state());
      else history.take(delta);
      deltas += 1;
      precision = delta.facts.precision;
    },
    onFailure: (reason) => expect.fail(reason),
  });
  // The helper has spoken, and a look was taken since.
  await until(() => deltas > 1 && (!listening || precision !== 'sampled'));
  const ask = (filter: HistoryFilter) => history.events({ filter, limit: 1_000 });
  const lifeOf = (pid: number): Life | undefined => ask({ text: String(pid) }).lives[0];
  return { history, ask, lifeOf, precision };
}

describe.runIf(process.platform === 'linux')('real lives', () => {
  test.each([false, true])(
    'are told from who started them to how they ended, listening: %s',
    async (listening) => {
      const { ask, lifeOf } = await remember(listening);
      expect(lifeOf(process.pid)).toMatchObject({
        born: false,
        goneAt: null,
        parent: { pid: process.ppid, name: expect.stringMatching(/./) },
      });
      const { pid } = start('sh', '-c', 'sleep 0.31; exit 3');
      await until(() => (lifeOf(pid)?.goneAt ?? null) !== null);
      const life = lifeOf(pid) as Life;
      expect(life).toMatchObject({
        name: 'sh',
        command: 'sh -c sleep 0.31; exit 3',
        born: true,
        parent: { pid: process.pid, key: lifeOf(process.pid)?.key, name: lifeOf(process.pid)?.name },
      });
      if (listening) expect(life.exit).toEqual({ code: 3 });
      expect(life.goneAt).toBeGreaterThanOrEqual((life.startedAt ?? 0) + 300);

      // Its child is found by what it was started with, and below it, though both are gone.
      const { entries } = ask({ text: 'sleep 0.31', kinds: ['ended', 'reaped'] });
      const names = entries.map(({ event }) => event.name);
      expect(names).toEqual(expect.arrayContaining(['sh', 'sleep']));
      const below = new Set(ask({ under: life.key }).entries.map(({ event }) => event.name));
      expect(below).toContain('sleep');
    },
  );

  test('of zombies say who adopted and who collected them, by key and name', async () => {
    const { ask, lifeOf, history } = await remember(true);
    const { parent, zombiePid } = await startLeakyParent();
    await until(() => (lifeOf(zombiePid)?.diedAt ?? null) !== null);
    expect(lifeOf(zombiePid)).toMatchObject({ goneAt: null, exit: { code: 3 }, reaper: null });
    const key = lifeOf(zombiePid)?.key as Life['key'];
    expect(history.above(key)[0]).toBe(lifeOf(parent.pid)?.key);
    parent.kill('SIGKILL');
    await until(() => (lifeOf(zombiePid)?.goneAt ?? null) !== null);
    const reaped = ask({ key, kinds: ['reaped'] }).entries[0];
    expect(reaped?.by).toMatch(/./);
    const { reaper } = lifeOf(zombiePid) as Life;
    expect(reaper?.key).toMatch(/^\d+@\d+$/);
    expect(reaper?.name).toBe(reaped?.by);
  });
});
