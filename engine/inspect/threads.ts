import { readdir, readFile } from 'node:fs/promises';
import type { Thread, Threads } from '../../core/inspection.ts';
import { parseStat } from '../collect/procfs/stat.ts';
import { textOf } from './proc-files.ts';

const MOST = 1_000;

/** The busiest first. */
export async function threadsOf(pid: number, msPerTick: number): Promise<Threads> {
  const all = (await readdir(`/proc/${pid}/task`)).map(Number).sort((a, b) => a - b);
  const seen = await Promise.all(all.slice(0, MOST).map((tid) => thread(pid, tid, msPerTick)));
  const threads = seen
    .filter((one) => one !== null)
    .sort((a, b) => b.cpuTimeMs - a.cpuTimeMs || a.tid - b.tid);
  return { threads, count: all.length };
}

/** `null` where it has ended in the meantime. */
async function thread(pid: number, tid: number, msPerTick: number): Promise<Thread | null> {
  const [line, wchan] = await Promise.all([
    readFile(`/proc/${pid}/task/${tid}/stat`).catch(() => null),
    textOf(pid, `task/${tid}/wchan`).catch(() => ''),
  ]);
  const stat = line === null ? null : parseStat(line, 0, line.length);
  if (stat === null) return null;
  return {
    tid,
    name: stat.comm,
    state: stat.state,
    cpuTimeMs: stat.cpuTicks * msPerTick,
    wchan: wchan === '' || wchan === '0' ? null : wchan,
  };
}
