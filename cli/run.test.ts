import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../engine/testing/real-processes.ts';
import { builtProgram } from '../native/binary.ts';
import { kernelView } from '../native/kernel.ts';

const COMMAND = resolve('out/cli/index.js');
const folder = mkdtempSync(join(tmpdir(), 'reaptree-run-'));
const isRoot = process.getuid?.() === 0;
const hasPython = spawnSync('python3', ['--version']).error === undefined;

let started: ChildProcess[] = [];
beforeAll(() => {
  builtProgram();
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Left {
  readonly pid: number;
  readonly kinds: readonly string[];
  readonly command: string;
  readonly ancestry: readonly { readonly command: string }[];
  readonly zombieMs: number | null;
  readonly exit: unknown;
}

/** Starts it in the background; `ended` gives what came of it. */
function begin(options: readonly string[], command: readonly string[], input = '') {
  const child = spawn(process.execPath, [COMMAND, 'run', '--json', ...options, '--', ...command], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  started.push(child);
  let out = '';
  let talk = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data;
  });
  child.stderr.on('data', (data: Buffer) => {
    talk += data;
  });
  child.stdin.end(input);
  const ended = new Promise<{
    status: number | string;
    out: string;
    talk: string;
    left: Left[];
    report: Record<string, unknown>;
  }>((settle) => {
    child.once('close', (code, signal) => {
      const json = talk.slice(talk.indexOf('{\n'));
      const report = json.startsWith('{') ? JSON.parse(json) : { left: [] };
      settle({ status: signal ?? code ?? -1, out, talk, left: report.left, report });
    });
  });
  return { child, ended, said: () => out };
}

const run = (options: readonly string[], ...command: string[]) => begin(options, command).ended;
const kindsOf = (left: readonly Left[]) => left.map(({ kinds }) => kinds);
const isOver = (pid: number): boolean => {
  const view = kernelView(pid);
  return view === null || view.state === 'Z';
};

describe.skipIf(process.platform !== 'linux')('reaptree run', () => {
  it('passes input, output, arguments and exit status through', async () => {
    const told = await begin([], ['sh', '-c', 'cat; echo "$1" >&2; exit 7', '-', '--json'], 'in\nput').ended;
    expect(told).toMatchObject({ status: 7, out: 'in\nput', left: [] });
    expect(told.talk).toMatch(/^--json\n/);
  });

  it('says nothing of a command that leaves nothing', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [
      COMMAND,
      'run',
      '--fail-on',
      'all',
      'true',
    ]);
    expect([status, String(stdout), String(stderr)]).toEqual([0, '', '']);
  });

  it('exits as a shell would', async () => {
    expect((await run([], 'sh', '-c', 'kill -KILL $$')).status).toBe(137);
    expect((await run([], '/nowhere/at-all')).status).toBe(127);
    expect((await run([], '/etc/passwd')).status).toBe(126);
    const wrong = spawnSync(process.execPath, [COMMAND, 'run', '--fail-on', 'none', '--', 'true']);
    expect(wrong.status).toBe(2);
  });

  it('the command gets no descriptor of ours, the limits of the caller and no signal blocked or ignored', async () => {
    const script = 'ls /proc/self/fd | wc -l; ulimit -Sn; grep -E "^Sig(Blk|Ign)" /proc/self/status';
    const direct = spawnSync('sh', ['-c', `ulimit -Sn 512; exec sh -c '${script}'`], {
      encoding: 'utf8',
      input: '',
    });
    const through = spawnSync(
      'sh',
      ['-c', `ulimit -Sn 512; "${process.execPath}" "${COMMAND}" run -- sh -c '${script}'; true`],
      { encoding: 'utf8', input: '' },
    );
    expect(through.stdout).toBe(direct.stdout);
  });

  it('a shell with background jobs: they are left over, and cleaned up', async () => {
    const told = await run(
      ['--fail-on', 'leftover', '--grace', '200ms'],
      'sh',
      '-c',
      'sleep 71 & sleep 72 & sleep 0.4; exit 0',
    );
    expect(told.status).toBe(1);
    expect(told.left.map(({ command }) => command).sort()).toEqual(['sleep 71', 'sleep 72']);
    expect(kindsOf(told.left)).toEqual([['leftover'], ['leftover']]);
    expect(told.left[0]?.ancestry.at(-1)?.command).toContain('sh -c sleep 71');
    for (const { pid } of told.left) expect(isOver(pid)).toBe(true);
  });

  it('what ends by itself within the grace is not left over', async () => {
    expect(await run(['--fail-on', 'all', '--grace', '3s'], 'sh', '-c', 'sleep 0.3 &')).toMatchObject({
      status: 0,
      left: [],
    });
  });

  it.skipIf(!hasPython)('Python that never joins: zombies, held longer than the grace', async () => {
    const script = `import multiprocessing, time, os
def work(n): os._exit(n)
if __name__ == '__main__':
    multiprocessing.set_start_method('fork')
    children = [multiprocessing.Process(target=work, args=(n,)) for n in (0, 3)]
    for child in children: child.start()
    time.sleep(1.2)
    os._exit(0)`;
    const told = await run(['--fail-on', 'zombie', '--grace', '300ms'], 'python3', '-c', script);
    expect(told.status).toBe(1);
    const zombies = told.left.filter(({ kinds }) => kinds.includes('zombie'));
    // The first is collected when the second is started, if it has ended by then.
    expect(zombies.length).toBeGreaterThan(0);
    expect(zombies.at(-1)).toMatchObject({ exit: { code: 3 }, kinds: ['zombie'] });
    expect(zombies.at(-1)?.zombieMs).toBeGreaterThanOrEqual(300);
    expect(zombies.at(-1)?.ancestry.at(-1)?.command).toContain('python3 -c');
  });

  it('a Node server that spawns, and is killed', async () => {
    const server = `const { spawn } = require('node:child_process');
      spawn('sleep', ['73'], { stdio: 'ignore', detached: true }).unref();
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 500);`;
    const told = await run(['--grace', '200ms'], process.execPath, '-e', server);
    expect(told.status).toBe(137);
    expect(told.left).toMatchObject([{ kinds: ['leftover'], command: 'sleep 73' }]);
  });

  it('a daemon that forks twice: an orphan, and left over', async () => {
    const script = '(setsid sh -c "sleep 74 & sleep 0.3" &) ; sleep 1.2';
    const told = await run(['--fail-on', 'orphan', '--grace', '300ms'], 'sh', '-c', script);
    expect(told.status).toBe(1);
    const daemon = told.left.find(({ command }) => command === 'sleep 74');
    expect(daemon).toMatchObject({ kinds: ['orphan', 'leftover'] });
    expect(isOver(daemon?.pid ?? 0)).toBe(true);
  });

  it('--fail-on names what makes it fail; the rest is only told', async () => {
    const told = await run(
      ['--fail-on', 'zombie,orphan', '--grace', '100ms'],
      'sh',
      '-c',
      'sleep 75 & exit 4',
    );
    expect(told).toMatchObject({ status: 4, report: { failed: false, exit: { code: 4 } } });
    expect(kindsOf(told.left)).toEqual([['leftover']]);
  });

  it('ends what takes too long, also where it does not listen', async () => {
    const told = await run(['--timeout', '300ms', '--grace', '100ms'], 'sh', '-c', 'sleep 76 & wait');
    expect(told).toMatchObject({ status: 124, report: { timedOut: true } });
    expect(told.left).toMatchObject([{ command: 'sleep 76' }]);
    expect(isOver(told.left[0]?.pid ?? 0)).toBe(true);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1'] as const)('passes %s on, once', async (signal) => {
    const name = signal.slice(3);
    const script = `trap 'echo got' ${name}; echo ready; while [ ! -e "${folder}/${name}" ]; do sleep 0.05; done; exit 9`;
    const running = begin([], ['sh', '-c', script]);
    await until(() => running.said().includes('ready'));
    running.child.kill(signal);
    await until(() => running.said().includes('got'));
    spawnSync('touch', [join(folder, name)]);
    expect(await running.ended).toMatchObject({ status: 9, out: 'ready\ngot\n' });
  });

  it('a signal to the whole process group reaches the command once', async () => {
    const script = `trap 'echo got' INT; echo ready; while [ ! -e "${folder}/group" ]; do sleep 0.05; done; exit 9`;
    const child = spawn(process.execPath, [COMMAND, 'run', '--', 'sh', '-c', script], { detached: true });
    started.push(child);
    let out = '';
    child.stdout.on('data', (data: Buffer) => {
      out += data;
    });
    const status = new Promise((settle) => child.once('exit', settle));
    await until(() => out.includes('ready'));
    process.kill(-(child.pid ?? 0), 'SIGINT');
    await until(() => out.includes('got'));
    spawnSync('touch', [join(folder, 'group')]);
    expect(await status).toBe(9);
    expect(out).toBe('ready\ngot\n');
  });

  it('leaves nobody when it is killed itself', async () => {
    const running = begin([], ['sh', '-c', 'sleep 77 & echo $$ $!; wait']);
    await until(() => /\d+ \d+\n/.test(running.said()));
    const pids = running.said().trim().split(' ').map(Number);
    running.child.kill('SIGKILL');
    await until(() => pids.every(isOver));
  });

  it.skipIf(!isRoot)('works as an ordinary user', () => {
    const told = spawnSync(
      'setpriv',
      [
        '--reuid',
        '65534',
        '--regid',
        '65534',
        '--clear-groups',
        process.execPath,
        COMMAND,
        'run',
        '--grace',
        '100ms',
        '--fail-on',
        'all',
        '--',
        'sh',
        '-c',
        'sleep 78 &',
      ],
      { encoding: 'utf8' },
    );
    expect(told).toMatchObject({ status: 1, stderr: expect.stringContaining('leftover: ') });
  });

  it('writes reports whole: JSON, JUnit and text', async () => {
    const [json, xml, text] = ['a.json', 'a.xml', 'a.txt'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const hostile = '</testcase><!--]]>&"\u0001';
    await run(
      ['--report', json, '--report', xml, '--report', text, '--fail-on', 'leftover', '--grace', '100ms'],
      'bash',
      '-c',
      `exec -a '${hostile.replace('\u0001', '')}' sleep 79 &`,
    );
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
      format: 'reaptree-run',
      version: 1,
      failed: true,
    });
    expect(readFileSync(text, 'utf8')).toContain('left 1 process behind');
    const junit = readFileSync(xml, 'utf8');
    expect(junit).toContain('<failure message="1 found">');
    if (!hasPython) return;
    const check =
      'import sys,xml.dom.minidom as m;d=m.parse(sys.argv[1]);s=d.getElementsByTagName("testsuite")[0];print(s.getAttribute("tests"),s.getAttribute("failures"),len(d.getElementsByTagName("testcase")),len(d.getElementsByTagName("failure")))';
    expect(spawnSync('python3', ['-c', check, xml], { encoding: 'utf8' }).stdout.trim()).toBe('4 1 4 1');
  });
});
