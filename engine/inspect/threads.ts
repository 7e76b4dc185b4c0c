import { readdir } from 'node:fs/promises';
import type { Thread, Threads } from '../../core/inspection.ts';
import { wchanIn } from '../collect/procfs/files.ts';
import { inTurn } from './in-turn.ts';
import { type Subject, statIn } from './subject.ts';

/** As many are told of; more of them nobody reads. */
const MOST = 1_000;

/** The busiest of all of them, and of these the busiest first. */
export async function threadsOf({ pid }: Subject, msPerTick: number): Promise<Threads> {
  const folder = `/proc/${pid}/task`;
  const seen = await inTurn(await readdir(folder), (tid) => {
    const stat = statIn(`${folder}/${tid}`);
    return stat === null ? null : { tid: Number(tid), stat };
  });
  const busiest = seen.sort((a, b) => b.stat.cpuTicks - a.stat.cpuTicks || a.tid - b.tid).slice(0, MOST);
  const threads = await inTurn(
    busiest,
    ({ tid, stat }): Thread => ({
      tid,
      name: stat.comm,
      state: stat.state,
      cpuTimeMs: stat.cpuTicks * msPerTick,
      wchan: wchanIn(`${folder}/${tid}`),
    }),
  );
  return { threads, count: seen.length };
}
