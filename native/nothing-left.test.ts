import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { builtProgram } from './binary.ts';
import { aliveInSession, isGone, kernelView, until, untilAllGone } from './kernel.ts';
import { pidOf, RawHelper } from './raw-helper.ts';

const program = builtProgram();
let started: RawHelper[] = [];

afterEach(async () => {
  await Promise.all(started.map((helper) => helper.stop()));
  started = [];
});

function start(command: string, args: readonly string[]): RawHelper {
  const helper = new RawHelper(command, args);
  started.push(helper);
  return helper;
}

interface Cast {
  readonly helper: number;
  /** Everybody of the lab. */
  readonly all: readonly number[];
  readonly parent: number;
  readonly children: readonly number[];
}

/**
 * One family at rest and one for each way of not listening: a stopped child, a stopped parent, a parent blocked in
 * wait(), a parent with zombies; and an orphan that runs, and one that is stopped.
 */
async function cast(lab: RawHelper): Promise<Cast> {
  const hello = await lab.line((line) => line.event === 'hello');
  const all = [Number(hello.pid)];
  const family = async (words: string): Promise<{ parent: string; children: string[] }> => {
    const parent = await lab.parent();
    const children = await lab.fork(parent, words);
    all.push(pidOf(parent), ...children.map(pidOf));
    return { parent, children };
  };
  const signal = async (key: string | undefined, name: string): Promise<void> => {
    expect(await lab.ask(`kill process=${key} signal=${name}`)).toMatchObject({ ok: true });
  };
  const atRest = await family('count=5 after=60000');
  const withStopped = await family('count=3 after=60000');
  await signal(withStopped.children[0], 'SIGSTOP');
  const stopped = await family('count=2 after=60000');
  await signal(stopped.parent, 'SIGSTOP');
  const waiting = await family('count=2 after=60000');
  await lab.ask(`wait parent=${waiting.parent}`);
  const withZombies = await family('count=4 after=0');
  const ended = await family('count=2 after=60000');
  await signal(ended.children[1], 'SIGSTOP');
  await lab.ask(`end parent=${ended.parent}`);

  const stateOf = (key: string | undefined): string | undefined => kernelView(pidOf(key ?? ''))?.state;
  await until('all are in place', () => {
    const zombies = withZombies.children.every((key) => stateOf(key) === 'Z');
    const halted = [withStopped.children[0], stopped.parent, ended.children[1]];
    return zombies && halted.every((key) => stateOf(key) === 'T') && isGone(pidOf(ended.parent));
  });
  expect(kernelView(pidOf(ended.children[0] ?? ''))?.ppid).toBe(all[0]);
  expect(all.filter((pid) => !isGone(pid))).toHaveLength(all.length - 1);
  return {
    helper: Number(hello.pid),
    all,
    parent: pidOf(atRest.parent),
    children: atRest.children.map(pidOf),
  };
}

describe.skipIf(process.platform !== 'linux')('nothing of the lab is left', () => {
  it('when the engine lets the lifeline go', async () => {
    const lab = start(program, ['lab']);
    const { all } = await cast(lab);
    lab.lifeline.destroy();
    await untilAllGone(all);
    expect(await lab.exit).toBe(0);
  });

  it.skipIf(process.getuid?.() !== 0)('of an ordinary user when the helper is killed', async () => {
    const asNobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups', program, 'lab'];
    const lab = start('setpriv', asNobody);
    const { all, helper } = await cast(lab);
    process.kill(helper, 'SIGKILL');
    lab.lifeline.destroy();
    await untilAllGone(all);
  });

  it('when the engine is killed', async () => {
    const engine = start(process.execPath, [`${import.meta.dirname}/engine-stand-in.mjs`, program]);
    const { all } = await cast(engine);
    process.kill(engine.pid, 'SIGKILL');
    await untilAllGone(all);
  });

  it('when the engine is killed while the helper is stopped', async () => {
    const engine = start(process.execPath, [`${import.meta.dirname}/engine-stand-in.mjs`, program]);
    const { all, helper } = await cast(engine);
    process.kill(helper, 'SIGSTOP');
    await until('the helper is stopped', () => kernelView(helper)?.state === 'T');
    process.kill(engine.pid, 'SIGKILL');
    await untilAllGone(all);
  });

  it('when the helper is killed and the engine lets go', async () => {
    const lab = start(program, ['lab']);
    const { all } = await cast(lab);
    process.kill(lab.pid, 'SIGKILL');
    expect(await lab.exit).toBe('SIGKILL');
    lab.lifeline.destroy();
    await untilAllGone(all);
  });

  it('when the engine and the helper are killed at once', async () => {
    const engine = start(process.execPath, [`${import.meta.dirname}/engine-stand-in.mjs`, program]);
    const { all, helper } = await cast(engine);
    process.kill(helper, 'SIGKILL');
    process.kill(engine.pid, 'SIGKILL');
    await untilAllGone(all);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('when the helper gets %s', async (signal) => {
    const lab = start(program, ['lab']);
    const { all } = await cast(lab);
    process.kill(lab.pid, signal);
    await untilAllGone(all);
    expect(await lab.exit).toBe(0);
  });

  it('of a killed parent once the lab is cleaned up, and until then its children are orphans', async () => {
    const lab = start(program, ['lab']);
    const { all, parent, children, helper } = await cast(lab);
    process.kill(parent, 'SIGKILL');
    await until('the children are adopted', () => children.every((pid) => kernelView(pid)?.ppid === helper));
    await until('the parent is reaped', () => isGone(parent));
    expect(await lab.ask('cleanup')).toMatchObject({ ok: true });
    expect(all.filter((pid) => pid !== helper && !isGone(pid))).toEqual([]);
    expect(await lab.ask('ping')).toMatchObject({ ok: true });
  });

  it('at whatever moment the engine is killed', async () => {
    for (let moment = 0; moment < 8; moment++) {
      const engine = start(process.execPath, [`${import.meta.dirname}/engine-stand-in.mjs`, program]);
      const hello = await engine.line((line) => line.event === 'hello');
      const parent = await engine.parent();
      engine.input.write(`1 fork parent=${parent} count=400 after=30\n2 wait parent=${parent}\n`);
      await sleep(moment * 7);
      process.kill(engine.pid, 'SIGKILL');
      await until('nobody is left', () => aliveInSession(Number(hello.pid)).length === 0, 1_000);
      expect(aliveInSession(pidOf(parent))).toEqual([]);
    }
  });
});
