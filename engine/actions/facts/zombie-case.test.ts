import { afterEach, describe, expect, test } from 'vitest';
import { diagnose } from '../../../core/diagnosis.ts';
import { noParents, parentsProgram, startParent } from '../../testing/parents.ts';
import { endAll, start, startAndHear, until } from '../../testing/real-processes.ts';
import { childrenOf, statOf } from '../listing.ts';
import { keyNow, zombieCase } from './zombie-case.ts';

afterEach(endAll);

const roots = { own: null, lab: null };
/** As if it had been watched for a minute: what is young is another matter. */
const MINUTE_AGO = () => Date.now() - 60_000;

async function why(pid: number, zombieSince: number | null = MINUTE_AGO()) {
  const key = keyNow(pid);
  if (key === null) throw new Error(`${pid} has gone`);
  const read = await zombieCase(key, { roots, readOnly: false, zombieSince });
  if (!read.ok) throw new Error(read.error.message);
  return { one: read.value, ...diagnose(read.value) };
}

const outlook = ({ prospects }: Awaited<ReturnType<typeof why>>, action: string) =>
  prospects.find((prospect) => prospect.action === action)?.outlook;

describe.skipIf(noParents !== null || process.platform !== 'linux')('why it is still there', () => {
  test('the parent never waits', async () => {
    const { zombie, pid } = await startParent('never');
    const found = await why(zombie);
    expect(found).toMatchObject({ cause: 'never-waits', certainty: 'likely' });
    expect(found.one.zombie.exit).toEqual({ code: 3 });
    expect(found.one.parent).toMatchObject({ pid, childSignal: { disposition: 'default', blocked: false } });
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

  test('the parent waits inside the kernel', async () => {
    const { zombie } = await startParent('vfork');
    await until(async () => (await why(zombie)).cause === 'parent-uninterruptible');
    const found = await why(zombie);
    expect(found.certainty).toBe('certain');
    expect(outlook(found, 'collect')).toBe('impossible');
    expect(found.prospects[0]?.action).toBe('wait');
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
    const left = zombies.filter((pid) => statOf(pid)?.state === 'Z');
    expect(left.length).toBe(2);
    const found = await why(left[0] ?? 0);
    expect(found).toMatchObject({ cause: 'signal-lost', certainty: 'likely' });
    expect(found.prospects[0]).toMatchObject({ action: 'nudge', outlook: 'works' });
    expect(found.summary).toContain('It holds 1 more zombie.');
  });

  test('the parent is process 1 of a container and does not reap', async (context) => {
    const inside = `sh -c 'sh -c "exec sleep 0.2" & exit 0'; echo ready; exec sleep 60`;
    const { child } = await startAndHear('unshare', '--pid', '--fork', 'sh', '-c', inside).catch(() => ({
      child: null,
    }));
    if (child === null) return context.skip('a pid namespace of its own is not permitted here');
    let zombie = 0;
    await until(async () => {
      const init = childrenOf(child.pid)[0];
      zombie = (init && childrenOf(init.pid)[0]?.pid) ?? 0;
      return statOf(zombie)?.state === 'Z';
    });
    const found = await why(zombie);
    expect(found).toMatchObject({ cause: 'init-does-not-reap', certainty: 'likely' });
    expect(found.one.parent?.init).toBe('container');
    expect(found.one.zombie.pidForParent).not.toBe(zombie);
    expect(outlook(found, 'fix')).toBe('works');
  });

  test('another process traces the child', async () => {
    const { zombie: child, parent } = await startParent('on-a-line');
    const tracer = await startAndHear(parentsProgram(), 'trace', String(child));
    process.kill(child, 'SIGKILL');
    await until(() => statOf(child)?.state === 'Z');
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
    await until(async () => (await why(zombie)).cause === 'parent-traced');
    expect(outlook(await why(zombie), 'collect')).toBe('impossible');
  });

  test('only the first thread has ended', async () => {
    const { pid } = await startParent('leader');
    await until(() => statOf(pid)?.state === 'Z');
    const found = await why(pid);
    expect(found).toMatchObject({ cause: 'leader-exited', certainty: 'certain' });
    expect(found.prospects.map(({ action }) => action)).toEqual(['wait']);
  });

  test('the parent is about to collect it', async () => {
    const { zombie } = await startParent('slow');
    const found = await why(zombie, null);
    expect(found).toMatchObject({ cause: 'about-to-be-reaped' });
    expect(found.prospects[0]?.action).toBe('wait');
    await until(() => statOf(zombie) === null);
  });

  test('the parent waits for another child', async () => {
    const { zombie } = await startParent('other');
    const found = await why(zombie);
    expect(found).toMatchObject({ cause: 'waits-for-another', certainty: 'certain' });
    expect(found.one.parent?.call).toMatchObject({ name: 'wait4' });
  });

  test('the child was made so that its end is not told', async () => {
    const { zombie } = await startParent('untold');
    expect(await why(zombie)).toMatchObject({ cause: 'not-told', certainty: 'certain' });
  });

  test('Node collects its own children only', async () => {
    const words = `sh -c 'sleep 0.1; exit 4' & echo $!; exec "${process.execPath}" -e "process.stdin.resume(); setInterval(() => {}, 1e6); process.on('SIGCHLD', () => {})"`;
    const { heard } = await startAndHear('sh', '-c', words);
    const zombie = Number(heard);
    await until(() => statOf(zombie)?.state === 'Z');
    await until(async () => (await why(zombie)).cause === 'not-known-to-runtime');
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

  test('in read-only mode nothing is offered', async () => {
    const { zombie } = await startParent('never');
    const read = await zombieCase(keyNow(zombie) ?? '1@1', { roots, readOnly: true });
    if (!read.ok) throw new Error(read.error.message);
    const acting = diagnose(read.value).prospects.filter(({ action }) => action !== 'wait');
    expect(new Set(acting.map(({ outlook }) => outlook))).toEqual(new Set(['impossible']));
  });
});
