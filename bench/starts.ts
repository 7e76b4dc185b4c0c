import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Setting } from './figures.ts';

const COUNTED = 15;
/** Chromium keeps the compiled scripts of a page that was opened twice: so it is for whoever uses the app. */
const EARLIER = 2;
/** An app that has gone leaves the kernel with work, and its other processes end a little later. */
const BETWEEN_MS = 500;

/** In milliseconds from the launch until what it shows is painted. */
export interface Starts {
  readonly first: number;
  /** Those after the second. */
  readonly later: readonly number[];
}

/**
 * Starts an empty window and the app in turn, so that neither has the better half of the time. Both say by
 * themselves when they are painted: whatever drives an app from outside slows its start down.
 */
export async function starts(setting: Setting): Promise<{ readonly empty: Starts; readonly tree: Starts }> {
  const folder = mkdtempSync(join(tmpdir(), 'reaptree-bench-'));
  const empty: number[] = [];
  const tree: number[] = [];
  try {
    for (let round = 0; round < EARLIER + COUNTED; round += 1) {
      empty.push(await start(setting, 'bench/empty-window', folder, 'empty'));
      tree.push(await start(setting, '.', folder, 'tree', '--smoke-test', join(folder, 'tree.png')));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { empty: of(empty), tree: of(tree) };
}

const of = (times: readonly number[]): Starts => ({
  first: times[0] ?? Number.NaN,
  later: times.slice(EARLIER),
});

async function start(
  { electron, electronArguments, env }: Setting,
  app: string,
  folder: string,
  profile: string,
  ...words: string[]
): Promise<number> {
  await pause(BETWEEN_MS);
  const began = Date.now();
  const child = spawn(
    electron.executable,
    [...electronArguments, app, `--user-data-dir=${join(folder, profile)}`, ...words],
    { env, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const exited = once(child, 'exit');
  const said = await Promise.race([once(child.stdout, 'data'), exited]);
  const painted = /ainted at ([\d:.TZ-]+Z)/.exec(String(said[0]))?.[1];
  if (painted === undefined) throw new Error(`${app} did not start: ${said[0]}`);
  // The app takes its picture and ends; the empty window stays.
  if (words.length === 0) child.kill('SIGTERM');
  await exited;
  return Date.parse(painted) - began;
}
