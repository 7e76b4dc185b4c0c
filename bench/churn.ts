import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Delta } from '../core/delta.ts';
import type { ProcessInfo, ProcessKey } from '../core/process.ts';
import { compile } from './compile.ts';
import { type Report, rounded, type Setting } from './figures.ts';
import { openSampler } from './open-sampler.ts';

const RATE = 5_000;
const INTERVAL_MS = 1_000;
/** Until buffers and caches have grown to what this storm needs. */
const WARM_UP_MS = 10_000;

interface Zombie {
  readonly pid: number;
  readonly diedAt: number;
  reapedAt: number;
}

/** What the sampler makes of a storm of processes: is each zombie reported, is none invented, does memory stay. */
export async function run({ seconds }: Setting): Promise<Report> {
  const zombies: Zombie[] = [];
  const rows = new Map<ProcessKey, Pick<ProcessInfo, 'pid' | 'ppid' | 'state'>>();
  /** For how long, and from when, each zombie of the storm was shown. */
  const shown: { pid: number; from: number; to: number }[] = [];
  const standing = new Map<ProcessKey, { pid: number; from: number; to: number }>();
  let events = 0;

  const storm = spawn(compile('churn'), [String(RATE)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const take = (delta: Delta): void => {
    events += delta.events.length;
    const now = Date.now();
    for (const key of delta.removed) {
      rows.delete(key);
      close(key, now);
    }
    for (const row of delta.added) rows.set(row.key, row);
    for (const [key, change] of delta.changed) {
      const row = rows.get(key);
      if (row !== undefined) rows.set(key, { ...row, ...change });
    }
    for (const [key, row] of rows) {
      if (row.ppid !== storm.pid) continue;
      if (row.state === 'Z' && !standing.has(key)) {
        const showing = { pid: row.pid, from: now, to: Number.POSITIVE_INFINITY };
        standing.set(key, showing);
        shown.push(showing);
      } else if (row.state !== 'Z') close(key, now);
    }
  };
  const close = (key: ProcessKey, now: number): void => {
    const showing = standing.get(key);
    if (showing !== undefined) showing.to = now;
    standing.delete(key);
  };

  const sampler = openSampler({ intervalMs: INTERVAL_MS, onDelta: take });
  let forked = 0;
  createInterface({ input: storm.stdout }).on('line', (line) => {
    const [what, number, at] = line.split(' ');
    if (what === 'zombie')
      zombies.push({ pid: Number(number), diedAt: Number(at), reapedAt: Number.POSITIVE_INFINITY });
    if (what === 'reaped') {
      const zombie = zombies.findLast(({ pid }) => pid === Number(number));
      if (zombie !== undefined) zombie.reapedAt = Number(at);
    }
    if (what === 'forked') forked = Number(number);
  });

  await pause(WARM_UP_MS);
  const rssAtStart = process.memoryUsage().rss;
  const began = Date.now();
  await pause(seconds * 1_000);
  const ended = Date.now();
  const rssAtEnd = process.memoryUsage().rss;
  storm.stdin.end();
  await once(storm, 'exit');
  await pause(2 * INTERVAL_MS);
  await sampler.close();

  const lasting = zombies.filter(
    ({ diedAt, reapedAt }) => diedAt > began && reapedAt < ended && reapedAt - diedAt > 2 * INTERVAL_MS,
  );
  const reported = lasting.filter(({ pid, diedAt, reapedAt }) =>
    shown.some((showing) => showing.pid === pid && showing.from < reapedAt && showing.to > diedAt),
  );
  // Shown for longer than two intervals, while the storm had no such zombie in all that time.
  const invented = shown.filter(
    ({ pid, from, to }) =>
      to - from > 2 * INTERVAL_MS &&
      !zombies.some((zombie) => zombie.pid === pid && zombie.diedAt <= to && zombie.reapedAt >= from),
  );
  return {
    name: 'churn',
    processes: forked,
    results: {
      reaptree: {
        lastingZombies: lasting.length,
        reported: reported.length,
        invented: invented.length,
        eventsPerSecond: Math.round(events / (seconds + WARM_UP_MS / 1000)),
        rssStartMb: rounded(rssAtStart / 2 ** 20, 1),
        rssEndMb: rounded(rssAtEnd / 2 ** 20, 1),
      },
    },
    ratios: {
      'reported/lasting': rounded(reported.length / lasting.length, 4),
      'memory end/start': rounded(rssAtEnd / rssAtStart, 3),
    },
  };
}
