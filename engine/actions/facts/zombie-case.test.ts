import { afterEach, describe, expect, test } from 'vitest';
import { type Cause, diagnose } from '../../../core/diagnosis.ts';
import type { Action } from '../../../core/diagnosis-prospects.ts';
import type { ProcessKey } from '../../../core/process.ts';
import {
  canBeStatic,
  canContain,
  type Linking,
  noGoProgram,
  noTrials,
  parentsProgram,
  startContainer,
  startGoParent,
  startNodeParent,
  startParent,
} from '../../testing/parents.ts';
import { endAll, isZombie, start, startAndHear, until } from '../../testing/real-processes.ts';
import { childrenOf, statOf } from '../listing.ts';
import { FirstSeen } from './first-seen.ts';
import { keyNow, zombieCase } from './zombie-case.ts';

afterEach(endAll);

const roots = { own: null, lab: null };

/** As if it had been watched for a minute: what is young is another matter. */
async function why(
  pid: number,
  { since = Date.now() - 60_000, firstSeen = new FirstSeen(), adopters = [] as ProcessKey[] } = {},
) {
  const key = keyNow(pid);
  if (key === null) throw new Error(`${pid} has gone`);
  const watched = { zombieSince: since, adopted: false, adopters };
  const read = await zombieCase(key, { roots, readOnly: false, watched, firstSeen });
  if (!read.ok) throw new Error(read.error.message);
  return { one: read.value, ...diagnose(read.value) };
}

/** As if it had this moment become a zombie, however long the test takes. */
const justNow = () => ({ since: Date.now() + 60_000 });

/** Waits until the parent is in what its scene is about: it says that it is set a moment before. */
async function whyOnce(pid: number, cause: Cause) {
  await until(async () => (await why(pid)).cause === cause, undefined, cause);
  return why(pid);
}

const prospect = ({ prospects }: Awaited<ReturnType<typeof why>>, action: Action) =>
  prospects.find((one) => one.action === action);
const outlook = (found: Awaited<ReturnType<typeof why>>, action: Action) => prospect(found, action)?.outlook;

describe.skipIf(noTrials !== null)('why it is still there', () => {
  test('the parent never waits', async () => {
    const { zombie, pid } = await startParent('never');
    const found = await why(zombie);
    expect(found).toMatchObject({ cause: 'never-waits', certainty: 'likely' });
    expect(found.one.zombie.exit).toEqual({ code: 3 });
    expect(found.one.parent).toMatchObject({
      pid,
      childSignal: { disposition: 'default', blocked: false },
      calls: { first: 'pause', waits: [] },
      collectedOthers: false,
    });
    expect(outlook(found, 'nudge')).toBe('no-use');
    expect(outlook(found, 'end-parent')).toBe('works');
    expect(found.summary).toMatch(/^parents-\S+ \(\d+\) is its parent and does not wait for it/);
  });

  test('the parent is stopped', async () => {
    const { zombie } = await startParent('stopped');
    const found = await why(zombie);
    expect(found).toMatchObject({ cause: 'parent-stopped', certainty: 'certain' });
    expect(found.prospects[0]).toMatchObject({ action: 'continue', outlook: 'works' });
  });

  test('the parent is in vfork(), and who keeps it there is named', async () => {
    const { zombie, pid } = await startParent('vfork');
    const found = await whyOnce(zombie, 'parent-uninterruptible');
    const child = childrenOf(pid).find(({ state }) => state !== 'Z')?.pid;
    expect(found.certainty).toBe('certain');
    expect(found.one.parent).toMatchObject({ state: 'D', vfork: { first: true, child: { pid: child } } });
    expect(found.summary).toContain(`(${child}) has neither exec'd nor ended and keeps it there.`);
    expect(outlook(found, 'collect')).toBe('impossible');
    expect(prospect(found, 'end-parent')).toMatchObject({
      outlook: 'works',
      says: expect.stringContaining('SIGKILL reaches it there'),
    });
    expect(prospect(found, 'free')?.says).toContain(`end parents-`);
    // As it says: without that child it is in the kernel no more.
    process.kill(child ?? 0, 'SIGKILL');
    await until(() => statOf(pid)?.state === 'S');
  });

  test('a thread of the parent is in vfork()', async () => {
    const { zombie, pid } = await startParent('vfork-thread');
    await until(async () => (await why(zombie)).one.parent?.vfork != null);
    const found = await why(zombie);
    const child = childrenOf(pid).find(({ state }) => state !== 'Z')?.pid;
    expect(found).toMatchObject({ cause: 'never-waits', one: { parent: { state: 'S', stuck: true } } });
    expect(found.evidence).toContainEqual(
      expect.stringMatching(`in vfork\\(\\), and .* \\(${child}\\) keeps`),
    );
    expect(outlook(found, 'collect')).toBe('impossible');
  });

  test('SIGCHLD is blocked', async () => {
    const { zombie } = await startParent('blocked');
    const found = await why(zombie);
    expect(found).toMatchObject({ cause: 'signal-blocked', certainty: 'certain' });
    expect(found.one.parent?.childSignal).toMatchObject({ blocked: true, pending: true });
    expect(outlook(found, 'nudge')).toBe('no-use');
  });

  test('SIGCHLD was ignored too late', async () => {
    const { zombie } = await startParent('ignored');
    expect(await why(zombie)).toMatchObject({ cause: 'ignored-too-late' });
  });

  test('a handler is there, but the signals of several children were merged', async () => {
    const { zombies } = await startParent('merged');
    const left = zombies.filter(isZombie);
    expect(left.length).toBe(2);
    const found = await why(left[0] ?? 0);
    expect(found).toMatchObject({ cause: 'signal-lost', certainty: 'likely' });
    expect(found.one.parent).toMatchObject({
      childSignal: { disposition: 'handled' },
      collectedOthers: true,
    });
    expect(found.prospects[0]).toMatchObject({ action: 'nudge', outlook: 'works' });
    expect(found.summary).toMatch(/holds 1 more zombie\.$/);
  });

  test('a handler is there, and never waits', async () => {
    const { zombie } = await startParent('deaf-handler');
    const found = await why(zombie);
    expect(found).toMatchObject({
      cause: 'handler-does-not-wait',
      one: { parent: { collectedOthers: false } },
    });
    expect(outlook(found, 'nudge')).toBe('may-work');
  });

  test('SIGCHLD is to be read from a descriptor, and is not', async () => {
    const { zombie } = await startParent('unread');
    const found = await why(zombie);
    expect(found).toMatchObject({ cause: 'signal-unread', certainty: 'certain' });
    expect(found.one.parent?.childSignal).toMatchObject({ read: true, blocked: true, pending: true });
    expect(outlook(found, 'nudge')).toBe('no-use');
  });

  test.skipIf(noGoProgram !== null)('the parent is a Go program', async () => {
    const { zombie } = await startGoParent();
    const found = await why(zombie);
    expect(found.cause).toBe('never-waits');
    expect(found.one.parent).toMatchObject({ runtime: 'go', childSignal: { disposition: 'handled' } });
    expect(found.summary).toContain('has not called Wait() for it');
    expect([outlook(found, 'nudge'), outlook(found, 'collect')]).toEqual(['no-use', 'no-use']);
  });

  test.skipIf(!canBeStatic())('the program of the parent is linked statically', async () => {
    const collecting = async (linking: Linking) => {
      const found = await why((await startParent('never', parentsProgram(linking))).zombie);
      return [found.one.parent?.linked, outlook(found, 'collect')];
    };
    expect(await collecting('dynamic')).toEqual(['dynamically', 'works']);
    expect(await collecting('static')).toEqual(['statically', 'may-work']);
    expect(await collecting('nameless')).toEqual(['stripped', 'no-use']);
  });

  test('the first thread of the parent has ended', async () => {
    const { zombie, pid } = await startParent('leaderless');
    await until(() => isZombie(pid));
    const found = await why(zombie);
    expect(found).toMatchObject({
      cause: 'never-waits',
      one: { parent: { leaderExited: true, state: 'S', threads: 1 } },
    });
    expect(found.evidence).toContainEqual(
      expect.stringMatching(/^the first thread of .* has ended, others live on$/),
    );
  });

  test('a subreaper above the parent adopts, and does not wait', async () => {
    const { zombie, pid: adopter } = await startParent('adopter', undefined, 'never');
    const found = await why(zombie);
    const adopts = { pid: adopter, office: 'subreaper', collectedOthers: false };
    expect(found.one.parent?.adopter).toMatchObject(adopts);
    expect(prospect(found, 'end-parent')).toMatchObject({
      outlook: 'no-use',
      says: expect.stringContaining(`(${adopter}) would adopt its children`),
    });
    // What it has adopted already is not taken for a child of its own.
    const orphan = childrenOf(adopter).find(({ pid, sid }) => sid !== pid && sid !== adopter)?.pid ?? 0;
    process.kill(orphan, 'SIGKILL');
    await until(() => isZombie(orphan));
    const adopted = await why(orphan);
    expect(adopted).toMatchObject({ one: { zombie: { adopted: true } } });
    expect(adopted.summary).toContain('as an orphan');
  });

  test('who was seen to adopt is the one that adopts', async () => {
    const { zombie } = await startParent('never');
    const seen = keyNow(process.pid) ?? '1@1';
    const found = await why(zombie, { adopters: [seen] });
    expect(found.one.parent?.adopter).toMatchObject({ key: seen, office: 'subreaper', runtime: 'node' });
    expect(outlook(found, 'end-parent')).toBe('no-use');
  });

  test('an adopter that leaves its dead for some seconds does not collect', async () => {
    const { zombie } = await startParent('adopter', undefined, 'never');
    const firstSeen = new FirstSeen();
    const { one } = await why(zombie, { firstSeen });
    expect(one.parent?.adopter).toMatchObject({ zombies: 1, leftFor: 0 });
    await until(async () => ((await why(zombie, { firstSeen })).one.parent?.adopter?.leftFor ?? 0) > 0);
  });

  test.skipIf(!canContain())('the parent is process 1 of a container and does not reap', async () => {
    const { zombie } = await startContainer(
      `sh -c 'sh -c "exec sleep 0.2" & exit 0'; echo ready; exec sleep 60`,
    );
    const found = await why(zombie);
    expect(found).toMatchObject({ cause: 'init-does-not-reap', certainty: 'likely' });
    expect(found.one.parent?.init).toBe('container');
    expect(outlook(found, 'fix')).toBe('works');
    expect(prospect(found, 'end-parent')?.says).toBe('ends the whole container');
  });

  test('another process traces the child', async () => {
    const { zombie: child, parent } = await startParent('on-a-line');
    const tracer = await startAndHear(parentsProgram(), 'trace', String(child));
    process.kill(child, 'SIGKILL');
    await until(() => isZombie(child));
    const found = await why(child);
    expect(found).toMatchObject({ cause: 'child-traced', certainty: 'certain' });
    expect(found.summary).toContain(`(${tracer.child.pid}) traces`);
    expect(found.one.parent?.pid).toBe(parent.pid);
    // As it says: the parent collects it once the tracer is gone.
    tracer.child.kill('SIGKILL');
    await until(() => statOf(child) === null);
  });

  test('a debugger holds the parent', async () => {
    const { zombie, pid } = await startParent('never');
    await startAndHear(parentsProgram(), 'trace', String(pid), 'halt');
    expect(outlook(await whyOnce(zombie, 'parent-traced'), 'collect')).toBe('impossible');
  });

  test('only the first thread has ended', async () => {
    const { pid } = await startParent('leader');
    await until(() => isZombie(pid));
    const found = await why(pid);
    expect(found).toMatchObject({ cause: 'leader-exited', certainty: 'certain' });
    expect(found.prospects.map(({ action }) => action)).toEqual(['wait']);
    // It has not ended: nothing is said of how, since when, and of what its parent did not do.
    expect(found.evidence).toEqual(['it has 2 threads, and only the first has ended']);
  });

  test('the parent is busy, and about to collect it', async () => {
    const { zombie, pid } = await startParent('busy');
    const found = await why(zombie, justNow());
    expect(found).toMatchObject({ cause: 'about-to-be-reaped', one: { parent: { state: 'R' } } });
    expect(found.prospects[0]).toMatchObject({ action: 'wait', outlook: 'works' });
    process.kill(pid, 'SIGUSR1');
    await until(() => statOf(zombie) === null);
  });

  test('of one that has only just ended nothing is promised where all speaks against it', async () => {
    for (const way of ['never', 'blocked', 'ignored']) {
      const { zombie } = await startParent(way);
      const found = await why(zombie, justNow());
      expect([way, found.cause, outlook(found, 'wait')]).toEqual([way, 'unclear', 'may-work']);
    }
    const { zombie } = await startParent('other');
    await whyOnce(zombie, 'waits-for-another');
    expect((await why(zombie, justNow())).cause).toBe('waits-for-another');
    expect((await why((await startParent('deaf-handler')).zombie, justNow())).cause).toBe(
      'about-to-be-reaped',
    );
  });

  test('the parent waits, but for others', async () => {
    const certain = {
      other: 'wait4',
      'other-group': 'wait4',
      'other-descriptor': 'waitid',
      'stops-only': 'waitid',
    };
    for (const [way, call] of Object.entries(certain)) {
      const { zombie, pid } = await startParent(way);
      const found = await whyOnce(zombie, 'waits-for-another');
      expect([way, found.certainty, found.one.parent?.calls?.first]).toEqual([way, 'certain', call]);
      const child = childrenOf(pid).find(({ state }) => state !== 'Z');
      if (way === 'other' || way === 'other-descriptor') expect(found.summary).toContain(`(${child?.pid})`);
    }
    const { zombie } = await startParent('other-thread');
    expect((await whyOnce(zombie, 'waits-for-another')).certainty).toBe('likely');
  });

  test('the child was made so that its end is not told', async () => {
    const { zombie } = await startParent('untold');
    expect(await why(zombie)).toMatchObject({ cause: 'not-told', certainty: 'certain' });
  });

  test('Node collects its own children only', async () => {
    const { zombie } = await startNodeParent(
      `process.stdin.resume(); setInterval(() => {}, 1e6); process.on('SIGCHLD', () => {})`,
    );
    expect((await whyOnce(zombie, 'not-known-to-runtime')).one.parent?.runtime).toBe('node');
  });

  test('what lives, and what has gone, is no zombie', async () => {
    const child = start('sleep', '60');
    await until(() => keyNow(child.pid) !== null);
    const key = keyNow(child.pid) ?? '1@1';
    expect(await zombieCase(key, { roots, readOnly: false })).toMatchObject({
      ok: false,
      error: { code: 'invalid' },
    });
    expect(await zombieCase(`${child.pid}@1`, { roots, readOnly: false })).toMatchObject({
      ok: false,
      error: { code: 'gone' },
    });
  });

  test('of many only the first are named', async () => {
    const { zombies } = await startParent('many', undefined, '60');
    await until(() => zombies.every(isZombie));
    const found = await why(zombies.at(-1) ?? 0);
    expect(found.summary).toMatch(/holds 59 more zombies\.$/);
    expect(found.one.parent?.zombies.first.map(({ pid }) => pid)).toEqual(zombies.slice(0, 50));
  });

  test('in read-only mode nothing is offered', async () => {
    const { zombie } = await startParent('never');
    const read = await zombieCase(keyNow(zombie) ?? '1@1', { roots, readOnly: true });
    if (!read.ok) throw new Error(read.error.message);
    const acting = diagnose(read.value).prospects.filter(({ action }) => action !== 'wait');
    expect(new Set(acting.map(({ outlook }) => outlook))).toEqual(new Set(['impossible']));
  });
});
