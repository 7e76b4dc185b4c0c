import { readdirSync, readFileSync } from 'node:fs';
import { parseStat, type Stat } from '../collect/procfs/stat.ts';

/** The process that is looked at. */
export interface Subject {
  readonly pid: number;
  /** In clock ticks since boot. */
  readonly start: number;
  /** What has ended has nothing left but its exit status; a thread of the kernel never had a program. */
  readonly kind: 'program' | 'kernel' | 'ended';
  /** Where in `/proc` it tells of itself. */
  readonly folder: string;
}

/** include/linux/sched.h */
const PF_KTHREAD = 0x0020_0000;

const hasEnded = ({ state }: Stat): boolean => state === 'Z' || state === 'X';

/** Of a process, or of one of its threads. */
export function statIn(folder: string): Stat | null {
  try {
    const line = readFileSync(`${folder}/stat`);
    return parseStat(line, 0, line.length);
  } catch {
    return null;
  }
}

/** `null` where there is no such process. */
export function subjectAt(pid: number): Subject | null {
  const folder = `/proc/${pid}`;
  const stat = statIn(folder);
  if (stat === null) return null;
  const subject = { pid, start: stat.startTime, folder } as const;
  if ((stat.flags & PF_KTHREAD) !== 0) return { ...subject, kind: 'kernel' };
  if (!hasEnded(stat)) return { ...subject, kind: 'program' };
  const thread = stat.numThreads > 1 ? livingThreadOf(folder) : null;
  return thread === null ? { ...subject, kind: 'ended' } : { ...subject, kind: 'program', folder: thread };
}

/** The first thread may have ended, and tells nothing any more, while others run on: proc_pid_task(5). */
function livingThreadOf(folder: string): string | null {
  try {
    for (const tid of readdirSync(`${folder}/task`)) {
      const thread = `${folder}/task/${tid}`;
      const stat = statIn(thread);
      if (stat !== null && !hasEnded(stat)) return thread;
    }
  } catch {
    // It has gone in the meantime.
  }
  return null;
}
