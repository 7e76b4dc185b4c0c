import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { geteuid } from 'node:process';
import { afterEach, describe, expect, test } from 'vitest';
import { firstInTree } from '../../core/first-in-tree.ts';
import type { ProcessInfo } from '../../core/process.ts';
import { compiled } from '../testing/compiled.ts';
import { endAll, start, startAndHear, startLeakyParent, until } from '../testing/real-processes.ts';
import { thisHost } from './host.ts';
import { openSource, SOURCE_CHOICES, type SourceChoice } from './open-source.ts';
import { Sampling } from './sampling.ts';

afterEach(endAll);

/** Samples until the processes are as awaited, and answers the rows by pid. */
async function observe(sampling: Sampling, seen: (rows: Map<number, ProcessInfo>) => boolean) {
  let rows = new Map<number, ProcessInfo>();
  await until(async () => {
    await sampling.sample();
    rows = new Map((await sampling.full()).processes.map((row) => [row.pid, row]));
    return seen(rows);
  });
  return rows;
}

/** As the kernel has it: empty for a zombie and for its own threads. */
const commandNow = (pid: number): string =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0+$/, '').replaceAll('\0', ' ');

const sources = SOURCE_CHOICES.filter((choice) => choice !== 'procfs' || process.platform === 'linux');

describe.each(sources)('%s', (source: SourceChoice) => {
  const open = () => new Sampling(openSource(source), thisHost());

  test('agrees with ps on pid, parent and state', async () => {
    const asleep = start('sleep', '60');
    const stopped = start('sleep', '61');
    stopped.kill('SIGSTOP');
    const { parent, zombiePid } = await startLeakyParent();
    const pids = [asleep.pid, stopped.pid, parent.pid, zombiePid];
    const sampling = open();
    const rows = await observe(
      sampling,
      (seen) => seen.get(zombiePid)?.state === 'Z' && seen.get(stopped.pid)?.state === 'T',
    );
    sampling.close();
    const told = execFileSync('ps', ['-o', 'pid=,ppid=,state=', '-p', pids.join(',')], { encoding: 'utf8' });
    const ours = pids.map((pid) => [pid, rows.get(pid)?.ppid, rows.get(pid)?.state].join(' ')).sort();
    const theirs = told
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).join(' '))
      .sort();
    expect(ours).toEqual(theirs);
  });

  test.runIf(process.platform === 'linux')('a start is told with the moment at which it was', async () => {
    const sampling = open();
    await sampling.sample();
    const before = Date.now();
    const { pid } = start('sleep', '60');
    const after = Date.now();
    const { events } = await sampling.sample();
    sampling.close();
    const at = events.find((event) => event.kind === 'started' && event.pid === pid)?.at;
    // The kernel counts both the start and how long it is up in hundredths of a second.
    expect(at).toBeGreaterThanOrEqual(before - 20);
    expect(at).toBeLessThanOrEqual(after + 20);
  });

  test('a zombie keeps the command line that it had, and since when it has been one', async () => {
    const { child, heard } = await startAndHear(
      'sh',
      '-c',
      `sh -c 'sleep 60; exit 4' & echo $!; exec sleep 60`,
    );
    const zombiePid = Number(heard);
    const sampling = open();
    const before = await observe(sampling, (seen) => (seen.get(zombiePid)?.command ?? '') !== '');
    const command = before.get(zombiePid)?.command;
    process.kill(zombiePid, 'SIGKILL');
    const rows = await observe(sampling, (seen) => seen.get(zombiePid)?.state === 'Z');
    expect(rows.get(zombiePid)).toMatchObject({ command, commandRemembered: true, marks: ['zombie'] });
    expect(rows.get(zombiePid)?.zombieSince).not.toBeNull();
    child.kill('SIGKILL');
    await observe(sampling, (seen) => !seen.has(zombiePid));
    sampling.close();
  });

  test('a process of which nothing changed is in no delta', async () => {
    const asleep = start('sleep', '60');
    const sampling = open();
    await observe(sampling, (seen) => seen.get(asleep.pid)?.state === 'S');
    // The command line of a young process is read again for a while, and CPU use settles at 0.
    await sampling.sample();
    await sampling.sample();
    const delta = await sampling.sample();
    const mentioned = [...delta.added.map(({ key }) => key), ...delta.changed.map(([key]) => key)];
    expect(mentioned.filter((key) => key.startsWith(`${asleep.pid}@`))).toEqual([]);
    sampling.close();
  });
});

test.runIf(process.platform === 'linux')(
  'a quick first look leaves the control group and the exact memory for the second',
  async () => {
    const asleep = start('sleep', '60');
    // What it takes changes until it sleeps.
    await until(() => / \(sleep\) S /.test(readFileSync(`/proc/${asleep.pid}/stat`, 'utf8')));
    const whole = new Sampling(openSource('procfs'), thisHost());
    const quick = new Sampling(openSource('procfs', 'quick'), thisHost());
    const rowIn = async (sampling: Sampling) => {
      const { processes } = await sampling.full();
      const row = processes.find(({ pid }) => pid === asleep.pid);
      return [row?.cgroup, row?.rssBytes] as const;
    };
    await whole.sample();
    await quick.sample();
    const [group, exactBytes] = await rowIn(whole);
    const [noGroup, roughBytes] = await rowIn(quick);
    expect(noGroup).toBeNull();
    expect(roughBytes).toBeGreaterThan(0);
    await quick.sample();
    expect(await rowIn(quick)).toEqual([group, exactBytes]);
    whole.close();
    quick.close();
  },
);

test.runIf(process.platform === 'linux')(
  'a quick first look asks for users and commands on the first screen only',
  async () => {
    const shell = start('sh', '-c', 'for i in $(seq 150); do sleep 60 & done; wait');
    const sampling = new Sampling(openSource('procfs', 'quick'), thisHost());
    const sleepers = async () => {
      const { processes } = await sampling.full();
      return processes.filter(({ ppid, name }) => ppid === shell.pid && name === 'sleep');
    };
    // All of them are there, and have become what they were forked for.
    await until(() => {
      const pids = readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').trim().split(' ');
      return pids.length === 150 && pids.every((pid) => commandNow(Number(pid)) === 'sleep 60');
    });
    await sampling.sample();
    const { processes } = await sampling.full();
    const commandAt = new Map(processes.map(({ pid, command }) => [pid, command]));
    const first = firstInTree(processes, 100);
    expect(first).toHaveLength(100);
    // Others come and go, or are renamed, while we look at them.
    const lasting = new Set([1, shell.pid, ...(await sleepers()).map(({ pid }) => pid)]);
    for (const pid of first) if (lasting.has(pid)) expect(commandAt.get(pid)).toBe(commandNow(pid));
    const unknown = (await sleepers()).filter(({ command }) => command === '');
    expect(unknown.length).toBeGreaterThanOrEqual(50);
    for (const { uid, user } of unknown) expect([uid, user]).toEqual([null, null]);
    await sampling.sample();
    const known = (await sleepers()).map(({ uid, user, command }) => [uid, user, command]);
    expect(known).toEqual(Array(150).fill([geteuid?.(), userInfo().username, 'sleep 60']));
    sampling.close();
  },
);

describe.runIf(process.platform === 'linux')('both sources side by side', () => {
  test('tell the same of the same processes', async () => {
    const asleep = start('sleep', '60');
    const stopped = start('nice', '-n', '7', 'sleep', '61');
    const named = await startAndHear(compiled('named'), 'a) Z (b c');
    const threaded = await startAndHear(compiled('leader-exits'));
    const { parent, zombiePid } = await startLeakyParent();
    await until(() => existsSync(`/proc/${stopped.pid}/comm`));
    const pids = [asleep.pid, stopped.pid, named.child.pid, threaded.child.pid, parent.pid, zombiePid];
    const samplings = sources.map((source) => new Sampling(openSource(source), thisHost()));
    const [byProcfs, byPs] = await Promise.all(
      samplings.map((sampling) =>
        observe(
          sampling,
          (rows) =>
            rows.get(zombiePid)?.state === 'Z' &&
            rows.get(threaded.child.pid)?.state === 'Z' &&
            rows.get(stopped.pid)?.name === 'sleep' &&
            pids.every((pid) => rows.get(pid)?.state !== 'R'),
        ),
      ),
    );
    for (const sampling of samplings) sampling.close();
    // ps has no column for these, or rounds them to seconds; and rates were taken over different times.
    const ownToEach = ['cpuPercent', 'cpuTimeMs', 'exit', 'cgroup'];
    // Whether a source saw the zombie alive is a matter of when it looked.
    const ownToTheDead = [...ownToEach, 'zombieSince', 'command', 'commandRemembered'];
    for (const pid of pids) {
      const apart = pid === zombiePid ? ownToTheDead : ownToEach;
      const shared = Object.entries(byProcfs?.get(pid) ?? {}).filter(([column]) => !apart.includes(column));
      expect(shared.length).toBeGreaterThan(20);
      expect(byPs?.get(pid)).toMatchObject(Object.fromEntries(shared));
    }
    const kernelThreads = (rows: typeof byPs) =>
      [...(rows?.values() ?? [])].filter(({ marks }) => marks.includes('kernel')).length;
    expect(Math.abs(kernelThreads(byPs) - kernelThreads(byProcfs))).toBeLessThan(5);
  });
});

describe.runIf(process.platform === 'linux')('what only /proc tells', () => {
  const open = () => new Sampling(openSource('procfs'), thisHost());

  test('how a zombie ended', async () => {
    const exited = await startLeakyParent(3);
    const sampling = open();
    const rows = await observe(sampling, (seen) => seen.get(exited.zombiePid)?.state === 'Z');
    expect(rows.get(exited.zombiePid)?.exit).toEqual({ code: 3 });
    sampling.close();
  });

  test('an orphan, with the parent that it had', async () => {
    const { child, heard } = await startAndHear('sh', '-c', 'sleep 60 & echo $!; wait');
    const orphanPid = Number(heard);
    const sampling = open();
    const before = await observe(sampling, (seen) => seen.get(orphanPid)?.ppid === child.pid);
    const parentKey = before.get(child.pid)?.key;
    child.kill('SIGKILL');
    const rows = await observe(sampling, (seen) => seen.get(orphanPid)?.ppid !== child.pid);
    process.kill(orphanPid, 'SIGKILL');
    expect(rows.get(orphanPid)?.marks).toContain('orphan');
    expect(rows.get(orphanPid)?.originalParent).toBe(parentKey);
    sampling.close();
  });

  test('what Reaptree itself is, and its descendants', async () => {
    const ours = start('sleep', '60');
    const sampling = open();
    sampling.roots = { own: process.pid, lab: null };
    const rows = await observe(sampling, (seen) => seen.has(ours.pid));
    expect(rows.get(process.pid)?.marks).toContain('own');
    expect(rows.get(ours.pid)?.marks).toContain('own');
    expect(rows.get(1)?.marks).not.toContain('own');
    sampling.close();
  });

  test('CPU use of a busy process, and none of a sleeping one', async () => {
    const busy = start('sh', '-c', 'while :; do :; done');
    const asleep = start('sleep', '60');
    const sampling = open();
    const rows = await observe(sampling, (seen) => (seen.get(busy.pid)?.cpuPercent ?? 0) > 20);
    expect(rows.get(asleep.pid)?.cpuPercent).toBe(0);
    sampling.close();
  });
});
