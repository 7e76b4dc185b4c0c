import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { builtProgram } from './binary.ts';
import { kernelView } from './kernel.ts';

const program = builtProgram();
const isRoot = process.getuid?.() === 0;
let targets: ChildProcess[] = [];

afterEach(() => {
  for (const target of targets) target.kill('SIGKILL');
  targets = [];
});

function target(): { pid: number; start: number; ended: Promise<string | null> } {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  targets.push(child);
  const pid = child.pid ?? 0;
  const ended = new Promise<string | null>((settle) => child.once('exit', (_code, signal) => settle(signal)));
  return { pid, start: kernelView(pid)?.start ?? -1, ended };
}

function run(command: string, ...args: unknown[]): { status: number | null; said: unknown } {
  const { status, stdout } = spawnSync(command, args.map(String), { encoding: 'utf8' });
  return { status, said: JSON.parse(stdout) };
}

describe.skipIf(process.platform !== 'linux')('reaptree-native signal', () => {
  it('signals the process with that pid and start', async () => {
    const { pid, start, ended } = target();
    expect(run(program, 'signal', pid, start, 'SIGUSR1')).toEqual({ status: 0, said: { ok: true } });
    expect(await ended).toBe('SIGUSR1');
  });

  it.each([-1, 1])('leaves a process alone that started %i ticks beside', (beside) => {
    const { pid, start } = target();
    expect(run(program, 'signal', pid, start + beside, 'SIGKILL')).toMatchObject({
      status: 1,
      said: { ok: false, errno: 'ESRCH' },
    });
    expect(kernelView(pid)?.state).not.toBe('Z');
  });

  it('says of a process that ended and was reaped that it is gone', async () => {
    const { pid, start, ended } = target();
    process.kill(pid, 'SIGKILL');
    await ended;
    expect(run(program, 'signal', pid, start, 'SIGTERM')).toMatchObject({ status: 1, said: { ok: false } });
  });

  // Root may signal everybody: as root, become nobody for this.
  it('tells a refusal of the system by name', () => {
    const words = [program, 'signal', 1, kernelView(1)?.start, 'SIGTERM'];
    const asNobody = ['setpriv', '--reuid', 65534, '--regid', 65534, '--clear-groups'];
    const [command = '', ...args] = isRoot ? [...asNobody, ...words] : words;
    expect(run(String(command), ...args)).toMatchObject({ status: 3, said: { ok: false, errno: 'EPERM' } });
  });

  it.each([
    [[]],
    [['1', '2']],
    [['1', '2', 'SIGTERM', 'more']],
    [['0', '2', 'SIGTERM']],
    [['-1', '2', 'SIGTERM']],
    [['+1', '2', 'SIGTERM']],
    [['1x', '2', 'SIGTERM']],
    [['99999999999', '2', 'SIGTERM']],
    [['1', '-2', 'SIGTERM']],
    [['1', '99999999999999999999', 'SIGTERM']],
    [['1', '2', 'TERM']],
    [['1', '2', '15']],
    [['', '', '']],
  ])('refuses %j as wrong usage', (args) => {
    expect(run(program, 'signal', ...args)).toMatchObject({
      status: 2,
      said: { ok: false, errno: 'EINVAL' },
    });
  });
});
