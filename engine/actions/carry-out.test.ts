import { resolve } from 'node:path';
import { geteuid } from 'node:process';
import { afterEach, describe, expect, test } from 'vitest';
import type { Order, Progress } from '../../core/actions.ts';
import type { ProcessKey } from '../../core/process.ts';
import { ownerOf } from '../collect/procfs/files.ts';
import { nativeProgram } from '../native-program.ts';
import { endAll, isZombie, start, startAndHear, startLeakyParent, until } from '../testing/real-processes.ts';
import { Actions } from './actions.ts';
import { carryOut } from './carry-out.ts';
import { keyNow } from './facts/zombie-case.ts';
import { openHands } from './hands.ts';
import { listAll, listedOf, statOf } from './listing.ts';
import { ReadOnlyMode } from './read-only.ts';
import { leftMeanwhile } from './select.ts';

afterEach(endAll);

const native = nativeProgram(resolve('.'));
const roots = { own: null, lab: null };
const acting = new ReadOnlyMode({ on: false });
const hands = [
  { way: 'by pid after a look', program: null },
  ...(native === null ? [] : [{ way: 'through pidfds', program: native }]),
];

const keyOfChild = async (pid: number): Promise<ProcessKey> => {
  await until(() => keyNow(pid) !== null);
  return keyNow(pid) ?? '1@1';
};

const usual: Omit<Order, 'keys'> = { scope: 'one', signal: 'SIGTERM', graceMs: null };

async function order(program: string | null, asked: Partial<Order> & Pick<Order, 'keys'>, more = {}) {
  const held = openHands(program);
  try {
    return await carryOut({ ...usual, ...asked }, { hands: held, roots, ...more });
  } finally {
    held.close();
  }
}

const alive = (pid: number): boolean => !['Z', undefined].includes(statOf(pid)?.state);

/** A shell that hears SIGTERM and goes on. */
const stubborn = `trap '' TERM; echo ready; while :; do sleep 0.05; done`;

describe.skipIf(process.platform !== 'linux').each(hands)('$way', ({ program }) => {
  test('ends several at once, and says of each what became of it', async () => {
    const [one, two] = [start('sleep', '60'), start('sleep', '60')];
    const gone = start('true');
    const keys = [await keyOfChild(one.pid), await keyOfChild(two.pid)];
    await until(() => gone.exitCode !== null);
    const outcomes = await order(program, { keys: [...keys, `${gone.pid}@7`] });
    expect(outcomes.map(({ key, kind }) => [key, kind]).sort()).toEqual(
      [
        [keys[0], 'ended'],
        [keys[1], 'ended'],
        [`${gone.pid}@7`, 'gone'],
      ].sort(),
    );
    await until(() => one.signalCode === 'SIGTERM' && two.signalCode === 'SIGTERM');
  });

  test('SIGKILL follows after the grace, and not before', async () => {
    const { child } = await startAndHear('sh', '-c', stubborn);
    const key = await keyOfChild(child.pid);
    const told: Progress[] = [];
    const began = performance.now();
    const outcomes = await order(
      program,
      { keys: [key], graceMs: 300 },
      { onProgress: (progress: Progress) => told.push(progress) },
    );
    expect(performance.now() - began).toBeGreaterThan(295);
    expect(outcomes).toMatchObject([{ kind: 'ended' }]);
    await until(() => child.signalCode === 'SIGKILL');
    const waiting = told.filter(({ phase }) => phase === 'waiting').map(({ msLeft }) => msLeft ?? -1);
    expect(waiting.length).toBeGreaterThan(2);
    expect(waiting).toEqual([...waiting].sort((a, b) => b - a));
    expect(told.at(-1)).toMatchObject({ phase: 'done', targets: 1, ended: 1 });
  });

  test('who ends in time is not waited for', async () => {
    const child = start('sleep', '60');
    const began = performance.now();
    await order(program, { keys: [await keyOfChild(child.pid)], graceMs: 60_000 });
    expect(performance.now() - began).toBeLessThan(10_000);
    await until(() => child.signalCode === 'SIGTERM');
  });

  test('cancelled, it kills nobody', async () => {
    const { child } = await startAndHear('sh', '-c', stubborn);
    const cancelling = new AbortController();
    const outcomes = await order(
      program,
      { keys: [await keyOfChild(child.pid)], graceMs: 60_000 },
      {
        cancelled: cancelling.signal,
        onProgress: ({ phase }: Progress) => phase === 'waiting' && cancelling.abort(),
      },
    );
    expect(outcomes).toMatchObject([{ kind: 'cancelled', says: 'it ignores SIGTERM' }]);
    expect(alive(child.pid)).toBe(true);
  });

  test('says why somebody is still there', async () => {
    const { child: deaf } = await startAndHear('sh', '-c', stubborn);
    const { child: busy } = await startAndHear(
      'sh',
      '-c',
      `trap ':' TERM; echo ready; while :; do sleep 0.05; done`,
    );
    const { zombiePid } = await startLeakyParent();
    await until(() => isZombie(zombiePid));
    const keys = await Promise.all([deaf.pid, busy.pid, zombiePid].map(keyOfChild));
    const outcomes = new Map((await order(program, { keys })).map((outcome) => [outcome.key, outcome]));
    const [ofDeaf, ofBusy, ofZombie] = keys.map((key) => outcomes.get(key));
    expect(ofDeaf).toMatchObject({ kind: 'still-there', says: 'it ignores SIGTERM' });
    expect(ofBusy).toMatchObject({ kind: 'still-there', says: 'it handles SIGTERM, and goes on' });
    expect(ofZombie).toMatchObject({ kind: 'still-there', says: expect.stringContaining('parent') });
  });

  test('a whole tree, and what is stopped in it', async () => {
    const script = `sh -c 'sleep 61 & sleep 62 & kill -STOP $!; wait' & sleep 63 & sleep 0.2; echo ready; wait`;
    const { child } = await startAndHear('sh', '-c', script);
    const members = treeOf(child.pid);
    expect(members.length).toBeGreaterThanOrEqual(5);
    const outcomes = await order(program, {
      keys: [await keyOfChild(child.pid)],
      scope: 'tree',
      graceMs: 2_000,
    });
    expect(outcomes.length).toBeGreaterThanOrEqual(5);
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['ended']));
    await until(() => members.every((pid) => !alive(pid)));
  });

  test('a signal alone leaves what is stopped stopped; a grace lets it run to its end', async () => {
    const child = start('sleep', '60');
    const keys = [await keyOfChild(child.pid)];
    await order(program, { keys, signal: 'SIGSTOP' });
    await until(() => statOf(child.pid)?.state === 'T');
    expect(await order(program, { keys })).toMatchObject([
      { kind: 'still-there', says: 'it is stopped: it takes the signal when it is continued' },
    ]);
    expect(statOf(child.pid)?.state).toBe('T');
    await order(program, { keys, graceMs: 60_000 });
    await until(() => child.signalCode === 'SIGTERM');
  });

  test('stop and continue', async () => {
    const child = start('sleep', '60');
    const keys = [await keyOfChild(child.pid)];
    expect(await order(program, { keys, signal: 'SIGSTOP' })).toMatchObject([{ kind: 'done' }]);
    await until(() => statOf(child.pid)?.state === 'T');
    expect(await order(program, { keys, signal: 'SIGCONT' })).toMatchObject([{ kind: 'done' }]);
    await until(() => statOf(child.pid)?.state === 'S');
  });
});

/** It and everything below it, as the kernel has it now. */
function treeOf(root: number): number[] {
  const found = [root];
  const all = listAll();
  for (const pid of found) found.push(...all.filter(({ ppid }) => ppid === pid).map((one) => one.pid));
  return found;
}

describe.skipIf(process.platform !== 'linux' || native === null)('what runs away', () => {
  test('a tree that forks as fast as it can does not outrun it', async () => {
    // Some that last and some that are over before anybody can look, without end; some of them leave their parent.
    const storm = `echo ready; while :; do (sh -c ':' &) & sleep 3 & (sleep 3 &) ; done`;
    const { child } = await startAndHear('sh', '-c', storm);
    await until(() => treeOf(child.pid).length > 8);
    const outcomes = await order(native, {
      keys: [await keyOfChild(child.pid)],
      scope: 'tree',
      signal: 'SIGKILL',
    });
    expect(outcomes.length).toBeGreaterThan(8);
    await until(() => child.signalCode === 'SIGKILL');
    // What had left it before we began is nobody's child here; what is forked from then on does not get away.
    const reached = new Set(outcomes.map(({ key }) => key));
    const orphans = listAll().filter(({ pgid, state }) => pgid === child.pid && state !== 'Z');
    expect(orphans.filter(({ key, ppid }) => reached.has(key) || treeOf(child.pid).includes(ppid))).toEqual(
      [],
    );
    await until(() => listAll().every(({ pgid, state }) => pgid !== child.pid || state === 'Z'));
  });

  test('a process group, whoever their parents are', async () => {
    const { child } = await startAndHear('sh', '-c', `(sleep 64 & sleep 65 &) ; echo ready; exec sleep 66`);
    await until(() => listAll().filter(({ pgid }) => pgid === child.pid).length === 3);
    const outcomes = await order(native, { keys: [await keyOfChild(child.pid)], scope: 'group' });
    expect(outcomes.map(({ kind }) => kind)).toEqual(['ended', 'ended', 'ended']);
  });

  test('a session', async () => {
    const { child } = await startAndHear('sh', '-c', `sleep 67 & echo $!; wait`);
    const key = await keyOfChild(child.pid);
    const { sid } = listedOf(child.pid) ?? { sid: 0 };
    const members = listAll().filter((one) => one.sid === sid);
    const outcomes = await order(native, { keys: [key], scope: 'session', signal: 'SIGKILL' });
    expect(outcomes.map(({ pid }) => pid).sort()).toEqual(members.map(({ pid }) => pid).sort());
  });

  test('a member that has left its group by the time it is held is left alone', async () => {
    const child = start('sleep', '69');
    await until(() => listedOf(child.pid) !== null);
    const now = listedOf(child.pid);
    if (now === null) throw new Error('not there');
    expect(leftMeanwhile(now, 'group')).toBeNull();
    expect(leftMeanwhile({ ...now, pgid: 1 }, 'group')).toContain('another process group');
    expect(leftMeanwhile({ ...now, sid: 1 }, 'session')).toContain('another session');
    expect(leftMeanwhile({ ...now, pgid: 1 }, 'tree')).toBeNull();
  });
});

describe.skipIf(process.platform !== 'linux')('what is not done', () => {
  test('process 1 and Reaptree itself are left alone, and said so', async () => {
    const child = start('sleep', '60');
    const actions = new Actions({ native, roots: () => ({ own: process.pid, lab: null }), readOnly: acting });
    const keys = [await keyOfChild(1), await keyOfChild(child.pid)];
    const forecast = await actions.forecast({ keys, scope: 'one' });
    const ran = await actions.carryOut({ ...usual, keys });
    if (!forecast.ok || !ran.ok) throw new Error('not answered');
    expect(forecast.value.targets.map(({ refused }) => refused)).toEqual([
      expect.stringContaining('Reaptree'),
      expect.stringContaining('process 1'),
    ]);
    expect(ran.value.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
    expect(alive(child.pid)).toBe(true);
  });

  test('where nobody tells who is of a session, none is acted on', async () => {
    const child = start('sleep', '60');
    const keys = [await keyOfChild(child.pid)];
    const actions = new Actions({ native, roots: () => roots, readOnly: acting });
    const platform = Object.getOwnPropertyDescriptor(process, 'platform');
    Object.defineProperty(process, 'platform', { value: 'darwin' });
    try {
      for (const answer of [
        await actions.forecast({ keys, scope: 'session' }),
        await actions.carryOut({ ...usual, keys, scope: 'session', signal: 'SIGKILL' }),
      ]) {
        expect(answer).toMatchObject({ ok: false, error: { code: 'unavailable', hint: expect.any(String) } });
      }
    } finally {
      if (platform !== undefined) Object.defineProperty(process, 'platform', platform);
    }
    expect(alive(child.pid)).toBe(true);
  });

  test('what is dead already is no target, and said so', async () => {
    const { zombiePid } = await startLeakyParent();
    await until(() => isZombie(zombiePid));
    const keys = [await keyOfChild(zombiePid)];
    const actions = new Actions({ native, roots: () => roots, readOnly: acting });
    expect(await actions.forecast({ keys, scope: 'one' })).toMatchObject({
      ok: true,
      value: { targets: [{ refused: expect.stringContaining('its parent must collect it') }] },
    });
    expect(await actions.renice(keys, 5)).toMatchObject({ ok: true, value: [{ kind: 'still-there' }] });
  });

  test('the terminal that it runs in is warned of', async () => {
    const { child, heard } = await startAndHear('sh', '-c', 'sleep 68 & echo $!; wait');
    const actions = new Actions({
      native,
      roots: () => ({ own: Number(heard), lab: null }),
      readOnly: acting,
    });
    const forecast = await actions.forecast({ keys: [await keyOfChild(child.pid)], scope: 'one' });
    expect(forecast).toMatchObject({
      ok: true,
      value: { warnings: [expect.stringContaining('this session')] },
    });
  });

  test('in read-only mode nothing acts, whatever is asked', async () => {
    const child = start('sleep', '60');
    const actions = new Actions({ native, roots: () => roots, readOnly: new ReadOnlyMode({ on: true }) });
    const key = await keyOfChild(child.pid);
    const answers = [
      await actions.carryOut({ ...usual, keys: [key], signal: 'SIGKILL' }),
      await actions.signal(key, 'SIGKILL'),
      await actions.renice([key], 5),
      await actions.reap({ keys: [key], strategy: null }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'refused', message: expect.stringContaining('read-only') },
      });
    }
    expect(statOf(child.pid)?.nice).toBe(0);
    expect(alive(child.pid)).toBe(true);
  });
});

describe.skipIf(process.platform !== 'linux').each(hands)('renice, $way', ({ program }) => {
  test('is seen by the kernel', async () => {
    const child = start('sleep', '60');
    const key = await keyOfChild(child.pid);
    const actions = new Actions({ native: program, roots: () => roots, readOnly: acting });
    const answer = await actions.renice([key, `${child.pid}@7`], 7);
    expect(answer).toMatchObject({ ok: true, value: [{ kind: 'done' }, { kind: 'gone' }] });
    expect(statOf(child.pid)?.nice).toBe(7);
    if (geteuid?.() !== 0) {
      const back = await actions.renice([key], 0);
      expect(back).toMatchObject({
        ok: true,
        value: [{ kind: 'not-permitted', says: expect.stringContaining('root') }],
      });
    }
  });
});

test.skipIf(geteuid?.() === 0)('another user’s process: not permitted, and who might', async () => {
  const foreign = listAll().find(({ pid, kernelThread }) => pid > 1 && !kernelThread && ownerOf(pid) === 0);
  if (foreign === undefined) throw new Error('no process of root is to be seen');
  // Ignored by whoever does not ask for it, should it ever arrive.
  const [outcome] = await order(native, { keys: [foreign.key], signal: 'SIGWINCH' });
  expect(outcome).toMatchObject({ kind: 'not-permitted', says: expect.stringContaining('root') });
});
