import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Order } from '../../core/actions.ts';
import type { ProcessKey } from '../../core/process.ts';
import { builtProgram } from '../../native/binary.ts';
import { Lab } from '../lab/lab.ts';
import { nativeProgram } from '../native-program.ts';
import { endAll, startAndHear, until } from '../testing/real-processes.ts';
import { Actions } from './actions.ts';
import { keyNow } from './facts/zombie-case.ts';
import { childrenOf, listAll, statOf } from './listing.ts';
import { ReadOnlyMode, readOnlyByEnvironment } from './read-only.ts';

afterEach(endAll);

test('the environment says yes by whatever is no clear no', () => {
  for (const no of [undefined, '', '0', 'no', 'False', ' off ']) {
    expect([no, readOnlyByEnvironment({ REAPTREE_READ_ONLY: no })]).toEqual([no, false]);
  }
  for (const yes of ['1', 'true', 'yes', 'on', 'ture']) {
    expect([yes, readOnlyByEnvironment({ REAPTREE_READ_ONLY: yes })]).toEqual([yes, true]);
  }
});

test('whoever started it so is not overruled', () => {
  const fixed = new ReadOnlyMode({ on: true, fixed: true });
  expect(fixed.set(false)).toMatchObject({ ok: false, error: { code: 'refused' } });
  expect(fixed.refusal()).not.toBeNull();
  const free = new ReadOnlyMode({ on: true });
  expect(free.set(false)).toEqual({ ok: true, value: { on: false, fixed: false } });
  expect(free.refusal()).toBeNull();
});

describe.skipIf(process.platform !== 'linux')('switched on in the middle', () => {
  const stubborn = `trap '' TERM; sleep 91 & echo ready; wait`;

  async function undertaking(order: Partial<Order>, at: 'stopping' | 'waiting') {
    const { child } = await startAndHear('sh', '-c', stubborn);
    const key = keyNow(child.pid) as ProcessKey;
    const mode = new ReadOnlyMode({ on: false });
    const actions = new Actions({
      native: nativeProgram(resolve('.')),
      roots: () => ({ own: null, lab: null }),
      readOnly: mode,
    });
    const answer = await actions.carryOut(
      { keys: [key], scope: 'one', signal: 'SIGTERM', graceMs: 60_000, ...order },
      { onProgress: ({ phase }) => phase === at && mode.set(true) },
    );
    return { pid: child.pid, answer };
  }

  test('nobody is killed after the grace', async () => {
    const { pid, answer } = await undertaking({}, 'waiting');
    expect(answer).toMatchObject({ ok: true, value: [{ kind: 'cancelled', says: 'it ignores SIGTERM' }] });
    expect(statOf(pid)?.state).not.toMatch(/Z/);
  });

  test('a tree that was being stopped gets no signal, and goes on', async () => {
    const { pid, answer } = await undertaking(
      { scope: 'tree', signal: 'SIGKILL', graceMs: null },
      'stopping',
    );
    if (!answer.ok) throw new Error(answer.error.message);
    expect(new Set(answer.value.map(({ kind, says }) => `${kind}: ${says}`))).toEqual(
      new Set(['cancelled: nothing was sent to it']),
    );
    await until(() =>
      [pid, ...childrenOf(pid).map((one) => one.pid)].every((one) => statOf(one)?.state !== 'T'),
    );
    // The child may have been stopped before it had become what it was forked for.
    await until(() => childrenOf(pid).some(({ name }) => name === 'sleep'));
  });

  test('the lab begins nothing, steers nothing, and a story that is being played ends', async () => {
    const mode = new ReadOnlyMode({ on: false });
    const lab = new Lab({ helperPath: builtProgram(), refusal: () => mode.refusal() });
    try {
      const parent = await lab.startParent();
      if (!parent.ok) throw new Error(parent.error.message);
      await lab.runScenario({ scenario: 'zombie', speed: 1, stepping: false, otherwise: false });
      await until(() => (lab.state.run?.parents.length ?? 0) > 0);
      const played = lab.state.run?.parents ?? [];
      mode.set(true);
      await lab.holdStill();
      const here = (key: ProcessKey) => listAll().some((one) => one.key === key);
      await until(() => !played.some(here));
      const before = childrenOf(Number.parseInt(parent.value, 10)).length;
      const answers = [
        await lab.startParent(),
        await lab.fork(parent.value, { count: 1, afterMs: 0, exitCode: 0 }),
        await lab.kill(parent.value, 'SIGKILL'),
        await lab.endParent(parent.value),
        await lab.exec(parent.value, 'true'),
        await lab.daemonise(parent.value, 0),
        await lab.wait(parent.value),
        await lab.setReaping(parent.value, 'handler', 1_000),
        await lab.runScenario({ scenario: 'zombie', speed: 1, stepping: false, otherwise: false }),
        await lab.cleanUp(),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
      expect(here(parent.value)).toBe(true);
      expect(childrenOf(Number.parseInt(parent.value, 10))).toHaveLength(before);
      // What it made does not outlive it, read-only or not.
      await lab.close();
      await until(() => !here(parent.value));
    } finally {
      await lab.close();
    }
  });
});
