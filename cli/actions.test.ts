import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { geteuid } from 'node:process';
import { afterEach, describe, expect, test } from 'vitest';
import { programNamed } from '../engine/actions/facts/means.ts';
import { textOf } from '../engine/actions/facts/status.ts';
import { childrenOf, statOf } from '../engine/actions/listing.ts';
import { noTrials, parentsProgram, startParent } from '../engine/testing/parents.ts';
import { endAll, start, startAndHear, until } from '../engine/testing/real-processes.ts';

afterEach(endAll);

/** The built command, under plain Node. */
const reaptree = (...words: string[]) => reaptreeIn({}, ...words);

function reaptreeIn(env: NodeJS.ProcessEnv, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('out/cli/index.js'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

const alive = (pid: number): boolean => {
  try {
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe.skipIf(process.platform !== 'linux')('reaptree kill', () => {
  test('--dry-run says who would be hit, and hits nobody', () => {
    const child = start('sh', '-c', 'sleep 71 & wait');
    const told = reaptree('kill', String(child.pid), '--tree', '--dry-run', '--grace', '5s');
    expect(told.status).toBe(0);
    expect(told.stdout).toMatch(new RegExp(`^ *${child.pid}  sh +\\w+ +SIGTERM$`, 'm'));
    expect(told.stderr).toContain('SIGKILL after 5 s; nothing was sent');
    expect(alive(child.pid)).toBe(true);
  });

  test('says of each what became of it, and exits by the worst', () => {
    const child = start('sleep', '72');
    const told = reaptree('kill', String(child.pid), '--json');
    expect(told.status).toBe(0);
    expect(JSON.parse(told.stdout)).toMatchObject([{ pid: child.pid, kind: 'ended' }]);
    const again = reaptree('kill', String(child.pid), '1');
    expect(again.status).toBe(3);
    expect(again.stdout).toMatch(/process 1 keeps the whole system alive/);
    expect(reaptree('kill', `${start('sleep', '73').pid}@1`).status).toBe(1);
  });

  test('asks before the terminal goes, and nobody there means no', () => {
    const told = reaptree('kill', String(process.pid), '--signal', 'KILL');
    expect(told.status).toBe(3);
    expect(told.stderr).toContain('this session may end with it');
  });

  test('wrong usage is 2', () => {
    for (const words of [
      ['x'],
      ['1', '--signal', 'NOPE'],
      ['1', '--grace', 'soon'],
      ['1', '--tree', '--group'],
    ]) {
      expect(reaptree('kill', ...words).status).toBe(2);
    }
  });
});

describe.skipIf(noTrials !== null)('reaptree why and reap', () => {
  test('why: in words and as data, and what lives is no zombie', async () => {
    const { zombie, pid } = await startParent('blocked');
    const told = reaptree('why', String(zombie));
    expect(told.status).toBe(0);
    expect(told.stdout).toContain('SIGCHLD: default action, blocked by every thread, one is pending');
    // It might have ended only just now, so it was looked at twice.
    expect(told.stdout).toMatch(/a zombie for (at least )?\d/);
    const data = JSON.parse(reaptree('why', String(zombie), '--json').stdout);
    expect(data).toMatchObject({ certainty: expect.any(String), facts: { parent: { pid } } });
    const living = reaptree('why', String(pid));
    expect(living).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('it is no zombie'),
    });
  });

  test.skipIf(geteuid?.() !== 0)('why: seen from within a container', async () => {
    const words = ['--pid', '--fork', '--mount-proc', parentsProgram(), 'adopter', 'never'];
    const { child } = await startAndHear('unshare', ...words);
    const init = childrenOf(child.pid)[0]?.pid ?? 0;
    const why = (pid: number) => {
      const reached = ['--target', String(init), '--pid', '--mount', process.execPath];
      const command = [resolve('out/cli/index.js'), 'why', String(pid), '--json'];
      return JSON.parse(spawnSync('nsenter', [...reached, ...command], { encoding: 'utf8' }).stdout);
    };
    const inside = (pid: number) => Number(textOf(`/proc/${pid}/status`)?.match(/^NSpid:.*\t(\d+)$/m)?.[1]);
    const ended = (pid: number) => childrenOf(pid).find(({ state }) => state === 'Z')?.pid;
    const holder = () => childrenOf(init).find(({ pid, state }) => state !== 'Z' && ended(pid))?.pid;
    await until(() => ended(init) !== undefined && holder() !== undefined);
    const parent = holder() ?? 0;
    const outlooks = ({ prospects }: { prospects: { action: string; outlook: string }[] }) =>
      Object.fromEntries(prospects.map(({ action, outlook }) => [action, outlook]));

    // What process 1 itself has left, and what its child has.
    const ofInit = why(inside(ended(init) ?? 0));
    expect(ofInit).toMatchObject({
      cause: 'init-does-not-reap',
      facts: { parent: { pid: 1, init: 'container' } },
    });
    expect(ofInit.evidence).toContainEqual(expect.stringMatching(/is process 1 of a container$/));
    expect(outlooks(ofInit)).toEqual({
      fix: 'works',
      nudge: 'impossible',
      collect: 'impossible',
      'end-parent': 'impossible',
    });
    const ofOther = why(inside(ended(parent) ?? 0));
    expect(ofOther.facts.parent.adopter).toMatchObject({ pid: 1, office: 'container' });
    expect(outlooks(ofOther)['end-parent']).toBe('no-use');
  });

  test('reap: a nudge where that helps', async () => {
    const { zombies } = await startParent('merged');
    const left = zombies.filter((pid) => !alive(pid)).at(-1);
    const told = reaptree('reap', String(left), '--json');
    expect(JSON.parse(told.stdout)).toMatchObject([{ reaped: true, strategy: 'nudge' }]);
    expect(told.status).toBe(0);
  });

  test('reap --strategy end-parent: asks, and does it with --yes', async () => {
    const { zombie, pid } = await startParent('never');
    const asked = reaptree('reap', String(zombie), '--strategy', 'end-parent');
    expect(asked).toMatchObject({ status: 3, stderr: expect.stringContaining(`(${pid})`) });
    expect(alive(pid)).toBe(true);
    expect(reaptree('reap', String(zombie), '--strategy', 'end-parent', '--yes').status).toBe(0);
    expect(alive(pid)).toBe(false);
  });

  test.skipIf(programNamed('gdb') === null)('reap: through gdb where nothing gentler helps', async () => {
    const { zombie } = await startParent('never');
    await until(() => reaptree('why', String(zombie), '--json').stdout.includes('never-waits'));
    expect(reaptree('reap', String(zombie), '--dry-run').stdout).toContain('collect');
    const told = reaptree('reap', String(zombie));
    expect(told.stdout).toMatch(/exit 3 +by collect/);
    expect(told.stderr).toContain('never learns');
    expect(told.status).toBe(0);
  });
});

describe.skipIf(noTrials !== null)('read-only', () => {
  const ways = [
    { way: '--read-only before the command', env: {}, before: ['--read-only'], behind: [] },
    { way: '--read-only behind it', env: {}, before: [], behind: ['--read-only'] },
    { way: 'REAPTREE_READ_ONLY=1', env: { REAPTREE_READ_ONLY: '1' }, before: [], behind: [] },
  ];

  test.each(ways)('$way: nothing acts, and what looks still does', async ({ env, before, behind }) => {
    const child = start('sleep', '74');
    const { zombie, pid } = await startParent('merged');
    const ran = join(mkdtempSync(join(tmpdir(), 'reaptree-read-only-')), 'ran');
    const acts = [
      ['kill', ...behind, String(child.pid)],
      ['kill', ...behind, '--tree', '--grace', '1s', '--yes', String(child.pid)],
      ['reap', ...behind, String(zombie)],
      ['reap', ...behind, '--strategy', 'end-parent', '--yes', String(zombie)],
      ['run', ...behind, '--', 'touch', ran],
    ];
    for (const words of acts) {
      expect(reaptreeIn(env, ...before, ...words)).toMatchObject({
        status: 3,
        stdout: '',
        stderr: expect.stringContaining('read-only mode'),
      });
    }
    expect([alive(child.pid), alive(pid), existsSync(ran)]).toEqual([true, true, false]);
    expect(statOf(zombie)?.state).toBe('Z');
    expect(reaptreeIn(env, ...before, 'kill', ...behind, '--dry-run', String(child.pid)).status).toBe(0);
    expect(reaptreeIn(env, ...before, 'why', ...behind, String(zombie)).stdout).toContain('read-only mode');
  });

  test('REAPTREE_READ_ONLY=0 is no yes', async () => {
    const child = start('sleep', '75');
    expect(reaptreeIn({ REAPTREE_READ_ONLY: '0' }, 'kill', String(child.pid)).status).toBe(0);
    await until(() => child.signalCode === 'SIGTERM');
  });
});

/** Who has nothing to say about the processes of root. */
const NOBODY = 65_534;

describe.skipIf(geteuid?.() !== 0 || noTrials !== null)('as an ordinary user', () => {
  const asNobody = (...words: string[]) =>
    spawnSync(process.execPath, [resolve('out/cli/index.js'), ...words], {
      encoding: 'utf8',
      uid: NOBODY,
      gid: NOBODY,
    });

  test('what belongs to root is not touched, and it is said who may', async () => {
    const child = start('sleep', '76');
    const { zombie, pid } = await startParent('merged');
    const asked = [
      ['kill', String(child.pid)],
      ['kill', '--signal', 'STOP', String(child.pid)],
      ['kill', '--tree', '--grace', '1s', String(child.pid)],
      ['kill', '--group', String(child.pid)],
    ];
    for (const words of asked) {
      const told = asNobody(...words);
      expect([words, told.status]).toEqual([words, 3]);
      expect(told.stdout).toContain('not permitted  it belongs to root: start Reaptree as root');
    }
    expect(statOf(child.pid)?.state).toBe('S');
    for (const strategy of ['nudge', 'collect', 'end-parent']) {
      const told = asNobody('reap', '--strategy', strategy, '--yes', String(zombie));
      expect([strategy, told.status]).toEqual([strategy, 3]);
      expect(told.stdout).toContain('it belongs to root: start Reaptree as root');
    }
    expect(asNobody('reap', '--dry-run', String(zombie)).stdout).toContain('leave it  it belongs to root');
    expect([statOf(zombie)?.state, alive(pid)]).toEqual(['Z', true]);
  });

  test('why: what may not be looked at is said, and not guessed', async () => {
    for (const way of ['never', 'other']) {
      const { zombie } = await startParent(way);
      const found = JSON.parse(asNobody('why', String(zombie), '--json').stdout);
      expect(found).toMatchObject({
        cause: 'unclear',
        certainty: 'unclear',
        facts: { parent: { calls: null } },
      });
      expect(found.evidence).toContain('which call it is in: not permitted to look');
    }
  });

  test('what is its own is ended, stopped and let go on', () => {
    const script = `sleep 77 & node "$1" kill $! --signal STOP && node "$1" kill $! --signal CONT && node "$1" kill $!`;
    const { stdout } = spawnSync('sh', ['-c', script, 'sh', resolve('out/cli/index.js')], {
      encoding: 'utf8',
      uid: NOBODY,
      gid: NOBODY,
    });
    expect(stdout.match(/done|ended/g)).toEqual(['done', 'done', 'ended']);
  });
});
