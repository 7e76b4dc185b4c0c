import { execFile } from 'node:child_process';
import { startTimeOf } from './procfs/start-time.ts';

const PS_TIMEOUT_MS = 5_000;

/**
 * The second half of a process's key as this system counts it (see `ProcessKey`), read now: ticks from
 * `/proc` on Linux, the start time in milliseconds from ps(1) on macOS and the BSDs, 0 on Windows, where
 * the portable source has no start times. `null` where there is no such process.
 */
export async function startOf(pid: number): Promise<number | null> {
  if (process.platform === 'linux') return startTimeOf(pid);
  if (process.platform === 'win32') return 0;
  return new Promise((resolve) => {
    const options = { timeout: PS_TIMEOUT_MS, env: { ...process.env, LC_ALL: 'C' } };
    execFile('ps', ['-o', 'lstart=', '-p', String(pid)], options, (error, stdout) => {
      const start = error === null ? Date.parse(stdout.trim()) : Number.NaN;
      resolve(Number.isNaN(start) ? null : start);
    });
  });
}
