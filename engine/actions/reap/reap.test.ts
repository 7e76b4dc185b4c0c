import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { STRATEGIES, type Strategy } from '../../../core/actions.ts';
import { nativeProgram } from '../../native-program.ts';
import {
  canBeStatic,
  canContain,
  noGoProgram,
  noTrials,
  parentsProgram,
  startContainer,
  startForeignParent,
  startGoParent,
  startNodeParent,
  startParent,
} from '../../testing/parents.ts';
import { endAll, isZombie, start, startAndHear, startAndTalk, until } from '../../testing/real-processes.ts';
import { Actions } from '../actions.ts';
import { programNamed } from '../facts/means.ts';
import { textOf } from '../facts/status.ts';
import { livingThreads } from '../facts/threads.ts';
import { keyNow } from '../facts/zombie-case.ts';
import { childrenOf, statOf } from '../listing.ts';
import { ReadOnlyMode } from '../read-only.ts';
import { isGone } from './gone.ts';
import { prospectFor } from './reap.ts';

afterEach(endAll);

const acting = new ReadOnlyMode({ on: false });

const actions = new Actions({
  native: nativeProgram(resolve('.')),
  roots: () => ({ own: null, lab: null }),
  readOnly: acting,
});

const noDebugger = programNamed('gdb') === null && programNamed('lldb') === null;
const skipped = noTrials ?? (noDebugger ? 'neither gdb nor lldb is installed' : null);

async function reap(pids: readonly number[], strategy: Strategy | null) {
  const keys = pids.map((pid) => keyNow(pid) ?? (`${pid}@1` as const));
  const answer = await actions.reap({ keys, strategy });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

interface Scene {
  readonly pid: number;
  readonly zombie: number;
}

async function compiled(way: string): Promise<Scene> {
  const { pid, zombie, zombies } = await startParent(way);
  return { pid, zombie: way === 'merged' ? (zombies.find(isZombie) ?? zombie) : zombie };
}

async function stoppedByOthers(): Promise<Scene> {
  const scene = await compiled('never');
  process.kill(scene.pid, 'SIGSTOP');
  await until(() => statOf(scene.pid)?.state === 'T');
  return scene;
}

async function heldByDebugger(): Promise<Scene> {
  const scene = await compiled('never');
  start('gdb', '-nx', '-q', '-batch', '-p', String(scene.pid), '-ex', 'shell sleep 1000');
  await until(() => statOf(scene.pid)?.state === 't');
  return scene;
}

/** A parent whose children come to one that never waits, when it ends. */
async function underIdleAdopter(adopter: Promise<{ readonly zombie: number }>): Promise<Scene> {
  const { zombie } = await adopter;
  return { pid: statOf(zombie)?.ppid ?? 0, zombie };
}

/** The same below a process 1 of a pid namespace of its own. */
async function underIdleInit(): Promise<{ readonly zombie: number }> {
  const words = ['--pid', '--fork', parentsProgram(), 'adopter', 'never'];
  const { child } = await startAndHear('unshare', ...words);
  const grandchildren = () =>
    childrenOf(child.pid)
      .flatMap(({ pid }) => childrenOf(pid))
      .flatMap(({ pid }) => childrenOf(pid));
  await until(() => grandchildren().some(({ state }) => state === 'Z'));
  return { zombie: grandchildren()[0]?.pid ?? 0 };
}

const PYTHON = `
import os, time
pid = os.fork()
if pid == 0: os._exit(3)
print(pid, flush=True)
while True: time.sleep(1000)`;

/** What is tried on each; the name is that of the row in docs/reaping.md. */
const SCENES: readonly (readonly [string, () => Promise<Scene>])[] = [
  ['C: never waits', () => compiled('never')],
  ['C: never waits, several threads', () => compiled('threads')],
  ['C: its handler waits once per signal', () => compiled('merged')],
  ['C: its handler never waits', () => compiled('deaf-handler')],
  ['C: blocks SIGCHLD', () => compiled('blocked')],
  ['C: reads SIGCHLD from a descriptor, not yet', () => compiled('unread')],
  ['C: ignores SIGCHLD too late', () => compiled('ignored')],
  ['C: waits for another child', () => compiled('other')],
  ['C: waits for children that stop', () => compiled('stops-only')],
  ['C: made it with clone(), without a signal', () => compiled('untold')],
  ['C: in vfork(), uninterruptible', () => compiled('vfork')],
  ['C: a thread of it is in vfork()', () => compiled('vfork-thread')],
  ['C: its first thread has ended', () => compiled('leaderless')],
  ['C: stopped, with a handler that waits', () => compiled('stopped')],
  ['C: stopped, never waits', () => stoppedByOthers()],
  ...(programNamed('gdb') === null ? [] : ([['C: held by a debugger', () => heldByDebugger()]] as const)),
  ...(canBeStatic()
    ? ([
        ['C: linked statically', () => startParent('never', parentsProgram('static'))],
        ['C: linked statically and stripped', () => startParent('never', parentsProgram('nameless'))],
      ] as const)
    : []),
  [
    'C: under a subreaper that never waits',
    () => underIdleAdopter(startParent('adopter', undefined, 'never')),
  ],
  ['Python: os.fork() and no wait', () => startForeignParent('python3', '-c', PYTHON)],
  ['Node: a child from before exec', () => startNodeParent('setInterval(() => {}, 1e6)')],
  [
    'Node: the same, and it handles SIGCHLD',
    () => startNodeParent(`require('child_process').spawn('true'); setInterval(() => {}, 1e6)`),
  ],
  [
    'sh: started it, then exec sleep',
    () => startForeignParent('sh', '-c', `sh -c 'sleep 0.1; exit 3' & echo $!; exec sleep 1000`),
  ],
  ...(noGoProgram === null ? ([['Go: a child from before exec', startGoParent]] as const) : []),
  ...(canContain()
    ? ([
        [
          'container: its process 1 never waits',
          () => startContainer(`sh -c 'sleep 0.1; exit 3' & echo ready; exec sleep 1000`),
        ],
        ['container: under a process 1 that never waits', () => underIdleAdopter(underIdleInit())],
      ] as const)
    : []),
];

/** What a strategy did to a parent of that kind, in the words of docs/reaping.md. */
async function tryOut(name: string, set: () => Promise<Scene>, strategy: Strategy): Promise<string> {
  const { pid, zombie } = await set();
  // It is in vfork() a moment after it has written its line, and without its first thread as well.
  if (name.includes('vfork')) await until(() => livingThreads(pid).some(({ state }) => state === 'D'));
  if (name.includes('first thread')) await until(() => isZombie(pid));
  const key = keyNow(zombie) ?? '1@1';
  const read = await actions.why(key);
  const promised = read.ok ? prospectFor(read.value, strategy)?.outlook : undefined;
  const [outcome] = await reap([zombie], strategy);
  expect(outcome?.reaped).toBe(isGone(key));
  // What was promised has come true.
  const kept = { works: true, 'may-work': outcome?.reaped, 'no-use': false, impossible: false };
  const come = `${name}, ${strategy}: ${outcome?.says}`;
  expect([come, promised && kept[promised]]).toEqual([come, outcome?.reaped]);
  expect([come, promised === 'impossible']).toEqual([come, outcome?.strategy === null]);
  if (outcome?.reaped) expect(outcome.status).toEqual({ code: expect.any(Number) });
  if (outcome?.strategy === null) return 'cannot be tried';
  const lives = livingThreads(pid).length > 0;
  return `${outcome?.reaped ? 'collected' : 'still there'}${lives ? '' : ', parent gone'}`;
}

test.skipIf(skipped !== null)(
  `every strategy on every kind of parent${skipped === null ? '' : ` (${skipped})`}`,
  { timeout: 180_000 },
  async () => {
    const rows = await Promise.all(
      SCENES.map(async ([name, set]) => [
        name,
        ...(await Promise.all(STRATEGIES.map((strategy) => tryOut(name, set, strategy)))),
      ]),
    );
    const table = readFileSync('docs/reaping.md', 'utf8')
      .split('\n')
      .filter((line) => /^\| \S+: /.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(table.filter(([name]) => rows.some((row) => row[0] === name)));
    expect(rows.length).toBeGreaterThanOrEqual(13);
  },
);

describe.skipIf(skipped !== null)('collected, the parent is as it was', () => {
  /** All of `status` that has to do with what it is and not with what it has done. */
  const lasting = (pid: number): string[] =>
    (textOf(`/proc/${pid}/status`) ?? '')
      .split('\n')
      .filter((line) => /^(State|Threads|TracerPid|Sig[^Q]|Shd)/.test(line));

  /** As answer_lines() of parents.c adds it up. */
  const SUM_OF_C = Array.from({ length: 64 }, (_, i) => BigInt(i) * 2_654_435_761n).reduce(
    (sum, word) => (sum + word) & 0xffff_ffffn,
    0n,
  );
  /** Each answers with a number that it holds in memory. */
  const TALKERS: readonly (readonly [string, number | bigint, readonly string[]])[] = [
    ['C', SUM_OF_C, [parentsProgram(), 'reads']],
    [
      'Python',
      499_500,
      [
        'python3',
        '-c',
        'import os, sys\npid = os.fork()\nif pid == 0: os._exit(3)\nprint(pid, flush=True)\nheld = list(range(1000))\nfor line in sys.stdin: print(sum(held), line, end="", flush=True)',
      ],
    ],
    [
      'Node',
      1,
      [
        'sh',
        '-c',
        `sh -c 'sleep 0.1; exit 3' & export ZOMBIE=$!; exec "${process.execPath}" -e "process.stdin.on('data', (data) => console.log(process.env.ZOMBIE && 1, String(data).trim())); console.log(process.env.ZOMBIE)"`,
      ],
    ],
    [
      'sh',
      7,
      ['sh', '-c', `sh -c 'sleep 0.1; exit 3' & echo $!; n=7; while read line; do echo "$n $line"; done`],
    ],
  ];

  test.each(TALKERS)('%s, asleep in read()', async (_name, held, [command = '', ...words]) => {
    const { child, heard, ask } = await startAndTalk(command, ...words);
    const zombie = Number(heard);
    await until(() => isZombie(zombie));
    await until(() => statOf(child.pid)?.state === 'S');
    const before = lasting(child.pid);
    const [outcome] = await reap([zombie], 'collect');
    expect(outcome).toMatchObject({ reaped: true, status: { code: 3 }, strategy: 'collect' });
    await until(() => statOf(child.pid)?.state === 'S');
    expect(lasting(child.pid)).toEqual(before);
    expect(await ask('same')).toBe(`${held} same`);
  });

  test('stopped: it is stopped again, and has not run in between', async () => {
    const { pid, zombie } = await compiled('stopped');
    const before = lasting(pid);
    const [outcome] = await reap([zombie], 'collect');
    expect(outcome).toMatchObject({ reaped: true, status: { code: 3 } });
    await until(() => statOf(pid)?.state === 'T');
    expect(lasting(pid).filter((line) => !/Pnd/.test(line))).toEqual(
      before.filter((line) => !/Pnd/.test(line)),
    );
  });

  test('asleep for a while: it wakes when it would have', async () => {
    const { child, heard } = await startAndTalk(
      'sh',
      '-c',
      `sh -c 'sleep 0.1; exit 3' & echo $!; exec sleep 1.5`,
    );
    await until(() => isZombie(Number(heard)));
    const began = performance.now();
    await reap([Number(heard)], 'collect');
    expect(child.exitCode).toBeNull();
    await until(() => child.exitCode !== null);
    expect(child.exitCode).toBe(0);
    expect(performance.now() - began).toBeLessThan(2_500);
  });

  test('all of one parent at once, each with its status', async () => {
    const { pid, zombies } = await startParent('many');
    await until(() => zombies.every(isZombie));
    const outcomes = await reap(zombies, 'collect');
    expect(outcomes.map(({ reaped, status }) => ({ reaped, status }))).toEqual(
      [10, 11, 12, 13, 14, 15].map((code) => ({ reaped: true, status: { code } })),
    );
    expect(childrenOf(pid)).toEqual([]);
    expect(statOf(pid)?.state).toBe('S');
  });

  test('of many only the one that was asked for', async () => {
    const { pid, zombies } = await startParent('many');
    await until(() => zombies.every(isZombie));
    const [outcome] = await reap(zombies.slice(2, 3), 'collect');
    expect(outcome).toMatchObject({ reaped: true, status: { code: 12 } });
    expect(childrenOf(pid).length).toBe(5);
  });
});

describe.skipIf(noTrials !== null)('the ladder', () => {
  test('unasked, it begins gently: one nudge after the other, for as long as each helps', async () => {
    const { zombies, pid } = await startParent('merged');
    const left = zombies.filter(isZombie);
    const outcomes = await reap(left, null);
    expect(outcomes.map(({ reaped, strategy }) => [reaped, strategy])).toEqual(
      left.map(() => [true, 'nudge']),
    );
    expect(statOf(pid)?.state).toBe('S');
  });

  test('a stopped parent is continued', async () => {
    const { zombie, pid } = await compiled('stopped');
    const [outcome] = await reap([zombie], null);
    expect(outcome).toMatchObject({
      reaped: true,
      strategy: 'nudge',
      says: expect.stringContaining('SIGCONT'),
    });
    expect(statOf(pid)?.state).toBe('S');
  });

  test('unasked, it never ends a parent', async () => {
    const { zombie, pid } = await startParent('vfork');
    await until(() => statOf(pid)?.state === 'D');
    const [outcome] = await reap([zombie], null);
    expect(outcome).toMatchObject({ reaped: false, strategy: null });
    expect(statOf(pid)?.state).toBe('D');
  });

  test('what has gone, and what lives, is told apart', async () => {
    const { pid } = await startParent('never');
    const outcomes = await reap([pid, 999_999_999], null);
    expect(outcomes).toMatchObject([
      { reaped: false, says: expect.stringContaining('lives') },
      { reaped: true, says: expect.stringContaining('gone') },
    ]);
  });
});
