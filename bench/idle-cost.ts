import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Report, rounded, type Setting } from './figures.ts';
import { populate } from './population.ts';
import { cpuMsOf, familyOf, pssMbOf } from './process-tree-cost.ts';

/** Long enough for the window to be drawn and for everything that starts late. */
const SETTLE_MS = 8_000;

function startElectron(app: string, { electron, electronArguments, env }: Setting, words: string[] = []) {
  const profile = mkdtempSync(join(tmpdir(), 'reaptree-bench-'));
  const args = [...electronArguments, '--log-level=3', app, `--user-data-dir=${profile}`, ...words];
  const child = spawn(electron.executable, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = once(child, 'exit');
  return {
    pid: child.pid as number,
    end: async () => {
      child.kill('SIGTERM');
      await gone;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** htop draws on a terminal only: script(1) lends it one. `-d 10` is one refresh a second. */
function startHtop(env: NodeJS.ProcessEnv) {
  const child = spawn('script', ['-qfc', 'stty rows 50 cols 180; exec htop -t -d 10', '/dev/null'], {
    env: { ...env, TERM: 'xterm-256color' },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const gone = once(child, 'exit');
  return {
    pid: child.pid as number,
    end: async () => {
      child.stdin.write('q');
      child.stdin.end();
      await Promise.race([gone, pause(2_000)]);
      child.kill('SIGKILL');
    },
  };
}

/** The app at one sample a second with its window open, beside htop at the same rate, at the same time. */
export async function run(setting: Setting): Promise<Report> {
  const population = await populate(setting.processes);
  const empty = startElectron('bench/empty-window', setting);
  await pause(SETTLE_MS);
  const emptyMb = pssMbOf(familyOf(empty.pid));
  await empty.end();

  const app = startElectron('.', setting);
  const htop = startHtop(setting.env);
  await pause(SETTLE_MS);
  const watched = { reaptree: familyOf(app.pid), htop: familyOf(htop.pid) };
  if (watched.htop.length < 2)
    throw new Error('htop did not start: install it (Debian: apt-get install htop).');
  const before = { reaptree: cpuMsOf(watched.reaptree), htop: cpuMsOf(watched.htop) };
  const began = performance.now();
  await pause(setting.seconds * 1_000);
  const elapsed = performance.now() - began;
  const percent = (who: keyof typeof watched): number =>
    ((cpuMsOf(watched[who]) - before[who]) / elapsed) * 100;
  const cpu = { reaptree: percent('reaptree'), htop: percent('htop') };
  const appMb = pssMbOf(familyOf(app.pid));
  await htop.end();
  await app.end();
  await population.end();

  return {
    name: 'idle-cost',
    processes: setting.processes,
    results: {
      reaptree: { cpuPercent: rounded(cpu.reaptree), pssMb: rounded(appMb, 1) },
      htop: { cpuPercent: rounded(cpu.htop) },
      emptyWindow: { pssMb: rounded(emptyMb, 1) },
    },
    ratios: {
      'reaptree/htop CPU': rounded(cpu.reaptree / cpu.htop),
      'reaptree/emptyWindow PSS': rounded(appMb / emptyMb),
    },
  };
}
