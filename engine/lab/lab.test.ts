import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyLabEvents, emptyLab, type LabCall, type LabChild, type LabEvent } from '../../core/lab.ts';
import { keyOf, type ProcessKey, partsOf } from '../../core/process.ts';
import type { Result } from '../../core/result.ts';
import { builtProgram } from '../../native/binary.ts';
import { isGone, kernelView, until, untilAllGone } from '../../native/kernel.ts';
import { Lab } from './lab.ts';

let program = '';
let lab: Lab;
let told: LabEvent[];
let batches: number;
let helpers: (number | null)[];
let troubles: string[];

beforeAll(() => {
  program = builtProgram();
});

beforeEach(() => {
  told = [];
  helpers = [];
  troubles = [];
  batches = 0;
  lab = new Lab({
    helperPath: program,
    onEvents: (events) => {
      told.push(...events);
      batches += 1;
    },
    onHelper: (pid) => helpers.push(pid),
    onTrouble: (message) => troubles.push(message),
  });
});

afterEach(async () => {
  await lab.close();
  expect(troubles).toEqual([]);
  // Whoever applies the events has the very state that the lab has.
  expect(applyLabEvents(emptyLab, told)).toEqual(lab.state);
});

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

const startParent = async (): Promise<ProcessKey> => unwrap(await lab.startParent());

const childrenOf = (parent: ProcessKey): readonly LabChild[] =>
  lab.state.parents.find((one) => one.key === parent)?.children ?? [];

async function fork(parent: ProcessKey, afterMs: number, exitCode = 0): Promise<LabChild> {
  unwrap(await lab.fork(parent, { count: 1, afterMs, exitCode }));
  const child = childrenOf(parent).at(-1);
  if (child === undefined) throw new Error('the child is not in the state');
  return child;
}

const stateOf = (key: ProcessKey): string | undefined => kernelView(partsOf(key).pid)?.state;

const callsOf = (name: string): LabCall[] => lab.state.calls.filter((call) => call.name === name);

/** What the last call of that name gave, as one would say it. */
function lastOf(name: string): unknown {
  const call = callsOf(name).at(-1);
  return call?.outcome.kind === 'returned'
    ? [call.args, call.outcome.value, call.outcome.errno, call.status]
    : [call?.args, call?.outcome.kind];
}

describe.skipIf(process.platform !== 'linux')('Lab', () => {
  it('starts a helper with the first parent and not before', async () => {
    expect(lab.state).toEqual(emptyLab);
    expect(unwrap(await lab.cleanUp())).toBeNull();
    expect(codeOf(await lab.wait(keyOf(1, 1)))).toBe('gone');
    expect(helpers).toEqual([]);
    const parent = await startParent();
    const { pid, start } = partsOf(parent);
    expect(kernelView(pid)).toMatchObject({ start, ppid: helpers[0], session: helpers[0] });
    expect(lab.state.helper).toEqual({ kind: 'running', pid: helpers[0] });
    expect(lab.state.parents).toEqual([
      {
        key: parent,
        pid,
        blockedIn: null,
        stopped: false,
        reaping: 'none',
        looksEveryMs: null,
        children: [],
      },
    ]);
    await lab.close();
    expect(helpers).toEqual([helpers[0], null]);
    expect(lab.state.helper).toEqual({ kind: 'idle' });
  });

  it('tells both returns of one fork', async () => {
    const parent = await startParent();
    const { pid: parentPid } = partsOf(parent);
    const child = await fork(parent, 60_000, 3);
    await until('the child has spoken', () => lab.state.calls.some((call) => call.pid === child.pid));
    const [inParent, inChild] = [parentPid, child.pid].map((pid) =>
      callsOf('fork').find((call) => call.pid === pid),
    );
    expect(inParent).toMatchObject({ role: 'parent', outcome: { kind: 'returned', value: child.pid } });
    expect(inChild).toMatchObject({
      role: 'child',
      outcome: { kind: 'returned', value: 0 },
      ppid: parentPid,
    });
    expect(child).toMatchObject({ plan: { afterMs: 60_000, exitCode: 3 }, state: 'alive', exit: null });
    expect(kernelView(child.pid)).toMatchObject({ ppid: parentPid, start: partsOf(child.key).start });
  });

  it('shows the story of a zombie: fork, end, zombie, wait, gone', async () => {
    const parent = await startParent();
    const { key, pid } = await fork(parent, 30, 7);
    await until('the lab knows that it ended', () => childrenOf(parent)[0]?.state === 'ended');
    expect(stateOf(key)).toBe('Z');
    expect(childrenOf(parent)[0]?.exit).toEqual({ code: 7 });
    expect(callsOf('_exit')).toMatchObject([{ pid, args: '7', outcome: { kind: 'noreturn' } }]);
    unwrap(await lab.wait(parent));
    expect(isGone(pid)).toBe(true);
    expect(childrenOf(parent)).toMatchObject([{ key, state: 'reaped', exit: { code: 7 } }]);
    expect(lastOf('wait')).toEqual(['&status', pid, null, { code: 7 }]);
  });

  it('sees a death that could not be told', async () => {
    const parent = await startParent();
    const { key, pid } = await fork(parent, 60_000);
    unwrap(await lab.kill(key, 'SIGKILL'));
    await until('it is seen', () => childrenOf(parent)[0]?.state === 'ended');
    expect(childrenOf(parent)[0]?.exit).toEqual({ signal: 'SIGKILL' });
    unwrap(await lab.waitpid(parent, key, false));
    expect(lastOf('waitpid')).toEqual([`${pid}, &status, 0`, pid, null, { signal: 'SIGKILL' }]);
    expect(callsOf('_exit')).toEqual([]);
  });

  it('really blocks in wait() and answers all the same', async () => {
    const parent = await startParent();
    const { key, pid } = await fork(parent, 60_000);
    unwrap(await lab.wait(parent));
    expect(lab.state.parents[0]?.blockedIn).toBe('wait(&status)');
    expect(lastOf('wait')).toEqual(['&status', 'blocked']);
    expect(stateOf(parent)).toBe('S');
    const wchan = readFileSync(`/proc/${partsOf(parent).pid}/wchan`, 'utf8');
    if (wchan !== '0') expect(wchan).toBe('do_wait');

    const busy = await lab.fork(parent, { count: 1, afterMs: 0, exitCode: 0 });
    expect(busy).toMatchObject({
      ok: false,
      error: { code: 'refused', message: /blocked in wait\(&status\)/ },
    });
    unwrap(await lab.kill(key, 'SIGTERM'));
    await until('it returned', () => lab.state.parents[0]?.blockedIn === null);
    expect(lastOf('wait')).toEqual(['&status', pid, null, { signal: 'SIGTERM' }]);
    const [begun, back] = callsOf('wait');
    expect(back?.call).toBe(begun?.seq);
    expect(back?.seq).toBeGreaterThan(begun?.seq ?? Number.POSITIVE_INFINITY);
  });

  it('tells the three answers of waitpid with WNOHANG', async () => {
    const parent = await startParent();
    const { key, pid } = await fork(parent, 60_000);
    unwrap(await lab.waitpid(parent, null, true));
    expect(lastOf('waitpid')).toEqual(['-1, &status, WNOHANG', 0, null, null]);
    unwrap(await lab.kill(key, 'SIGTERM'));
    await until('it is a zombie', () => stateOf(key) === 'Z');
    unwrap(await lab.waitpid(parent, key, true));
    expect(lastOf('waitpid')).toEqual([`${pid}, &status, WNOHANG`, pid, null, { signal: 'SIGTERM' }]);
    unwrap(await lab.waitpid(parent, null, true));
    expect(lastOf('waitpid')).toEqual(['-1, &status, WNOHANG', -1, 'ECHILD', null]);
    unwrap(await lab.wait(parent));
    expect(lastOf('wait')).toEqual(['&status', -1, 'ECHILD', null]);
  });

  it('waits for one of two', async () => {
    const parent = await startParent();
    const first = await fork(parent, 0);
    const second = await fork(parent, 150);
    unwrap(await lab.waitpid(parent, second.key, false));
    await until('the second is reaped', () => childrenOf(parent)[1]?.state === 'reaped');
    expect(stateOf(first.key)).toBe('Z');
    expect(childrenOf(parent)[0]?.state).toBe('ended');
  });

  it('adopts and reaps what a parent leaves', async () => {
    const parent = await startParent();
    const zombie = await fork(parent, 0, 1);
    const orphan = await fork(parent, 60_000);
    await until('one is a zombie', () => childrenOf(parent)[0]?.state === 'ended');
    unwrap(await lab.endParent(parent));
    expect(isGone(partsOf(parent).pid)).toBe(true);
    await until('the zombie is reaped', () => isGone(zombie.pid));
    expect(kernelView(orphan.pid)).toMatchObject({ ppid: helpers[0] });
    await until('so says the lab', () => lab.state.orphans.length === 1);
    expect(lab.state).toMatchObject({ parents: [], orphans: [{ key: orphan.key, state: 'alive' }] });
    const reapedByHelper = callsOf('waitpid').filter((call) => call.role === 'helper');
    expect(reapedByHelper.map((call) => call.outcome)).toMatchObject([
      { value: partsOf(parent).pid },
      { value: zombie.pid },
    ]);
    unwrap(await lab.kill(orphan.key, 'SIGTERM'));
    await until('the orphan is reaped too', () => lab.state.orphans.length === 0 && isGone(orphan.pid));
  });

  it('signals nobody but its own', async () => {
    const parent = await startParent();
    const child = await fork(parent, 60_000);
    const sibling = spawn('sleep', ['60'], { stdio: 'ignore' });
    const startOf = (pid: number | undefined): number => kernelView(pid ?? 0)?.start ?? -1;
    const key = (pid: number | undefined): ProcessKey => keyOf(pid ?? 0, startOf(pid));
    expect(codeOf(await lab.kill(key(process.pid), 'SIGCONT'))).toBe('refused');
    expect(codeOf(await lab.kill(key(1), 'SIGCONT'))).toBe('refused');
    expect(codeOf(await lab.kill(key(sibling.pid), 'SIGKILL'))).toBe('refused');
    expect(codeOf(await lab.kill(key(helpers[0] ?? 0), 'SIGKILL'))).toBe('refused');
    expect(codeOf(await lab.kill(keyOf(child.pid, startOf(child.pid) + 1), 'SIGKILL'))).toBe('gone');
    expect(codeOf(await lab.kill(keyOf(4_194_304, 1), 'SIGKILL'))).toBe('gone');
    expect(codeOf(await lab.kill(`${child.pid}@1 \n7 cleanup` as ProcessKey, 'SIGKILL'))).toBe('invalid');
    expect(['S', 'R']).toContain(kernelView(sibling.pid ?? 0)?.state);
    expect(['S', 'R']).toContain(stateOf(child.key));
    sibling.kill();
  });

  it('refuses keys that name nobody any more', async () => {
    const parent = await startParent();
    const child = await fork(parent, 60_000);
    const stale = keyOf(partsOf(parent).pid, partsOf(parent).start + 1);
    expect(codeOf(await lab.fork(stale, { count: 1, afterMs: 0, exitCode: 0 }))).toBe('gone');
    expect(codeOf(await lab.wait(stale))).toBe('gone');
    expect(codeOf(await lab.endParent(child.key))).toBe('gone');
    expect(codeOf(await lab.waitpid(parent, keyOf(child.pid, 1), true))).toBe('gone');
    expect(callsOf('waitpid')).toEqual([]);
  });

  it('says that a stopped parent takes no commands, until it is continued', async () => {
    const parent = await startParent();
    unwrap(await lab.kill(parent, 'SIGSTOP'));
    await until('it is seen', () => lab.state.parents[0]?.stopped === true);
    expect(stateOf(parent)).toBe('T');
    expect(codeOf(await lab.wait(parent))).toBe('refused');
    unwrap(await lab.kill(parent, 'SIGCONT'));
    await until('it goes on', () => lab.state.parents[0]?.stopped === false);
    expect(codeOf(await lab.waitpid(parent, null, true))).toBe('ok');
  });

  it('ends a parent that is blocked by a signal, and answers nobody twice', async () => {
    const parent = await startParent();
    await fork(parent, 60_000);
    unwrap(await lab.wait(parent));
    expect(codeOf(await lab.endParent(parent))).toBe('refused');
    unwrap(await lab.kill(parent, 'SIGTERM'));
    await until('it is gone', () => lab.state.parents.length === 0);
  });

  it.each([
    { count: 10_001, afterMs: 0, exitCode: 0 },
    { count: 0, afterMs: 0, exitCode: 0 },
    { count: 1, afterMs: -1, exitCode: 0 },
    { count: 1, afterMs: 0.5, exitCode: 0 },
    { count: 1, afterMs: 0, exitCode: 256 },
  ])('refuses to fork %j', async (order) => {
    const parent = await startParent();
    expect(codeOf(await lab.fork(parent, order))).toBe('invalid');
    expect(childrenOf(parent)).toEqual([]);
  });

  it('has 1,000 zombies at once and reaps them all, in few messages', async () => {
    const parent = await startParent();
    const before = batches;
    unwrap(await lab.fork(parent, { count: 1_000, afterMs: 0, exitCode: 5 }));
    await until('all have ended', () => childrenOf(parent).every((child) => child.state === 'ended'));
    const children = childrenOf(parent);
    expect(children).toHaveLength(1_000);
    expect(children.filter((child) => stateOf(child.key) !== 'Z')).toEqual([]);
    expect(
      children.every((child) => child.exit !== null && 'code' in child.exit && child.exit.code === 5),
    ).toBe(true);
    expect(batches - before).toBeLessThan(200);
    for (let left = 1_000; left > 0; left--) unwrap(await lab.waitpid(parent, null, true));
    expect(childrenOf(parent).filter((child) => child.state !== 'reaped')).toEqual([]);
    expect(children.filter((child) => !isGone(child.pid))).toEqual([]);
  });

  it('ends a fork of many when asked to, and keeps those that are there', async () => {
    const parent = await startParent();
    const forking = lab.fork(parent, { count: 10_000, afterMs: 60_000, exitCode: 0 });
    await until('it has begun', () => childrenOf(parent).length > 20);
    unwrap(await lab.cancelFork(parent));
    unwrap(await forking);
    const { length } = childrenOf(parent);
    expect(length).toBeLessThan(10_000);
    expect(codeOf(await lab.waitpid(parent, null, true))).toBe('ok');
    unwrap(await lab.cancelFork(parent)); // nothing is forked now
    expect(childrenOf(parent)).toHaveLength(length);
    unwrap(await lab.cleanUp());
  });

  it('refuses more processes than leave the machine usable, before the first is forked', async () => {
    const parent = await startParent();
    expect(lab.most).toBeGreaterThan(100);
    expect(await lab.fork(parent, { count: 10_000, afterMs: 0, exitCode: 0, depth: 8 })).toMatchObject({
      ok: false,
      error: { code: 'refused', message: /90000 more processes, and the lab has room for \d+/ },
    });
    expect(childrenOf(parent)).toEqual([]);
  });

  it('hands 1,000 zombies to the helper when their parent ends', async () => {
    const parent = await startParent();
    unwrap(await lab.fork(parent, { count: 1_000, afterMs: 0, exitCode: 0 }));
    const children = childrenOf(parent);
    await until('all have ended', () => childrenOf(parent).every((child) => child.state === 'ended'));
    unwrap(await lab.endParent(parent));
    await until('all are reaped', () => lab.state.orphans.length === 0);
    expect(children.filter((child) => !isGone(child.pid))).toEqual([]);
  });

  it('cleans up whoever there is, and goes on', async () => {
    const parents = [await startParent(), await startParent(), await startParent()];
    const [first = keyOf(1, 1), second = keyOf(1, 1), third = keyOf(1, 1)] = parents;
    const children = [await fork(first, 60_000), await fork(second, 0), await fork(third, 60_000)];
    unwrap(await lab.wait(first));
    unwrap(await lab.kill(second, 'SIGSTOP'));
    unwrap(await lab.endParent(third));
    unwrap(await lab.cleanUp());
    expect(
      [...parents.map((key) => partsOf(key).pid), ...children.map((child) => child.pid)].every(isGone),
    ).toBe(true);
    expect(lab.state).toMatchObject({ parents: [], orphans: [], helper: { kind: 'running' } });
    expect(codeOf(await lab.startParent())).toBe('ok');
  });

  it('survives the death of its helper, says so and starts another', async () => {
    const parent = await startParent();
    const child = await fork(parent, 60_000);
    const [helper = 0] = helpers;
    const waiting = lab.waitpid(parent, null, false);
    process.kill(helper ?? 0, 'SIGKILL');
    await waiting; // it may have been answered before; it must not hang
    await untilAllGone([partsOf(parent).pid, child.pid]);
    await until('the lab says so', () => lab.state.helper.kind === 'ended');
    expect(lab.state).toMatchObject({ parents: [], helper: { why: /SIGKILL/ } });
    expect(codeOf(await lab.kill(child.key, 'SIGTERM'))).toBe('gone');
    await startParent();
    expect(helpers).toEqual([helper, null, expect.any(Number)]);
    expect(lab.state.helper).toEqual({ kind: 'running', pid: helpers[2] });
    const seqs = lab.state.calls.map((call) => call.seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  });

  it('ends everybody when it is closed, and then does nothing more', async () => {
    const parent = await startParent();
    const child = await fork(parent, 60_000);
    unwrap(await lab.wait(parent));
    const late = lab.endParent(parent);
    await Promise.all([lab.close(), lab.close()]);
    expect(['refused', 'cancelled']).toContain(codeOf(await late));
    expect([partsOf(parent).pid, child.pid, helpers[0] ?? 0].every(isGone)).toBe(true);
    expect(codeOf(await lab.startParent())).toBe('cancelled');
    await lab.close();
  });
});

describe('a Lab without its helper', () => {
  it.each([
    ['that was not built', null, /has not been built/],
    ['that is not there', '/nowhere/reaptree-native', /ENOENT/],
    ['that is no program', import.meta.filename, /EACCES/],
    ['that is another program', '/bin/true', /ended with status 0/],
  ])('%s says what is missing and how to get it', async (_name, helperPath, why) => {
    const events: LabEvent[] = [];
    const bare = new Lab({ helperPath, onEvents: (some) => events.push(...some) });
    const result = await bare.startParent();
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: why, hint: /apt-get install gcc/ },
    });
    expect(bare.state.helper).toMatchObject({ kind: 'missing', why: /apt-get install gcc/ });
    expect(events.map((event) => event.kind)).toEqual(['helper']);
    await bare.close();
  });
});
