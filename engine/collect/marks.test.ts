import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Mark } from '../../core/marks.ts';
import type { ProcessInfo } from '../../core/process.ts';
import { Lab } from '../lab/lab.ts';
import { nativeProgram } from '../native-program.ts';
import { compiled } from '../testing/compiled.ts';
import { endAll, start, startAndHear, startLeakyParent, until } from '../testing/real-processes.ts';
import { thisHost } from './host.ts';
import { openSource } from './open-source.ts';
import { Sampling } from './sampling.ts';

let sampling: Sampling | null = null;
afterEach(async () => {
  sampling?.close();
  sampling = null;
  await endAll();
});

const open = (): Sampling => {
  sampling = new Sampling(openSource('procfs'), thisHost());
  return sampling;
};

/** Samples until a process bears a mark, and answers its row. */
async function marked(by: Sampling, pid: number, mark: Mark): Promise<ProcessInfo> {
  let found: ProcessInfo | undefined;
  await until(
    async () => {
      await by.sample();
      found = (await by.full()).processes.find((row) => row.pid === pid);
      return found?.marks.includes(mark) ?? false;
    },
    5_000,
    `the mark ${mark}`,
  );
  return found as ProcessInfo;
}

describe.runIf(process.platform === 'linux')('each mark on a real process', () => {
  test('zombie: with its exit, and only that mark', async () => {
    const { zombiePid } = await startLeakyParent(9);
    expect(await marked(open(), zombiePid, 'zombie')).toMatchObject({
      state: 'Z',
      marks: ['zombie'],
      exit: { code: 9 },
    });
  });

  test('leader-exited: state Z too, but threads live on, so it is no zombie and has no exit', async () => {
    const { child } = await startAndHear(compiled('leader-exits'));
    const row = await marked(open(), child.pid, 'leader-exited');
    expect(row).toMatchObject({ state: 'Z', exit: null });
    expect(row.marks).not.toContain('zombie');
    expect(row.threads).toBeGreaterThan(1);
  });

  test('orphan: with the key of the parent that it had', async () => {
    const { child, heard } = await startAndHear('sh', '-c', 'sleep 60 & echo $!; wait');
    const by = open();
    await by.sample();
    const parent = (await by.full()).processes.find(({ pid }) => pid === child.pid);
    child.kill('SIGKILL');
    const orphan = await marked(by, Number(heard), 'orphan');
    expect(orphan.originalParent).toBe(parent?.key);
    expect(orphan.ppid).not.toBe(child.pid);
  });

  test('daemon: adopted, without a terminal, in a session of its own', async () => {
    const { child, heard } = await startAndHear(
      'sh',
      '-c',
      '(setsid sh -c "echo \\$\\$; exec sleep 60" </dev/null 2>/dev/null &) ; sleep 0.2',
    );
    const pid = Number(heard);
    const by = open();
    await until(() => child.exitCode !== null);
    const daemon = await marked(by, pid, 'daemon');
    process.kill(pid, 'SIGKILL');
    expect(daemon).toMatchObject({ sid: pid, tty: null });
    // Its parent's end was not seen: then it is not called an orphan either.
    expect(daemon.marks).not.toContain('orphan');
  });

  test('stopped, and no longer after SIGCONT', async () => {
    const child = start('sleep', '60');
    child.kill('SIGSTOP');
    const by = open();
    expect((await marked(by, child.pid, 'stopped')).state).toBe('T');
    child.kill('SIGCONT');
    await until(async () => {
      await by.sample();
      return (await by.full()).processes.find(({ pid }) => pid === child.pid)?.marks.length === 0;
    });
  });

  test('uninterruptible: a parent in vfork', async () => {
    const { child } = await startAndHear(compiled('vfork-waits'));
    expect((await marked(open(), child.pid, 'uninterruptible')).state).toBe('D');
  });

  test.runIf(existsSync('/proc/2/comm'))('kernel: a kernel thread, and nobody else', async () => {
    const by = open();
    await by.sample();
    const { processes } = await by.full();
    const kernel = processes.filter(({ marks }) => marks.includes('kernel'));
    for (const row of kernel) expect([row.pid, row.ppid]).toContain(2);
    expect(kernel.length).toBe(processes.filter(({ pid, ppid }) => pid === 2 || ppid === 2).length);
  });

  test('own and lab: ourselves, our helper, and what it made', async ({ skip }) => {
    const native = nativeProgram(resolve('.'));
    if (native === null) return skip('the native helper is not built');
    const by = open();
    const lab = new Lab({
      helperPath: native,
      onEvents: () => {},
      onHelper: (pid) => {
        by.roots = { own: process.pid, lab: pid };
      },
    });
    try {
      const parent = await lab.startParent();
      if (!parent.ok) throw new Error(parent.error.message);
      const pid = Number.parseInt(parent.value, 10);
      expect((await marked(by, pid, 'lab')).marks).not.toContain('own');
      expect((await marked(by, process.pid, 'own')).marks).not.toContain('lab');
    } finally {
      await lab.close();
    }
  });
});

describe.runIf(process.platform === 'linux')('hostile names', () => {
  // At most 15 bytes: the kernel keeps no more.
  const names = ['a b', 'a) Z 1 (b', ')', '((', 'line\nbreak', '\x1b[31mred', '\u202egnp.exe', 'tab\there'];
  test.each(names)('%j comes through as the kernel has it', async (name) => {
    const { child } = await startAndHear(compiled('named'), name);
    const by = open();
    await by.sample();
    const row = (await by.full()).processes.find(({ pid }) => pid === child.pid);
    expect(row?.name).toBe(name);
    expect(row?.command).toContain(name);
  });
});
