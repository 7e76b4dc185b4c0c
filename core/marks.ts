import type { StateCode } from './process.ts';

/**
 * What is worth saying about a process at a glance, most telling first:
 * the order here is the order of the badges.
 */
export const MARKS = [
  'zombie',
  'leader-exited',
  'orphan',
  'daemon',
  'stopped',
  'uninterruptible',
  'kernel',
  'lab',
  'own',
] as const;
export type Mark = (typeof MARKS)[number];

export const MARK_MEANINGS: Readonly<Record<Mark, string>> = {
  zombie: 'It has ended; only its exit status waits for the parent to collect it',
  'leader-exited': 'Its first thread has ended while others still run, so it cannot be reaped yet',
  orphan: 'The parent it was seen with has ended, and another process adopted it',
  daemon: 'Adopted, without a terminal, in a session of its own: a background service',
  stopped: 'Halted by a signal or a debugger until it is continued',
  uninterruptible: 'Waiting inside the kernel, where no signal reaches it',
  kernel: 'A thread of the kernel, not a program',
  lab: 'Made in the lab of this window',
  own: 'Part of Reaptree itself',
};

/** The facts that the marks rest on. */
export interface MarkFacts {
  readonly state: StateCode;
  /** Threads of the group that have not been released yet, the leader included; proc(5), field 20. */
  readonly threads: number | null;
  /** PF_KTHREAD is set (include/linux/sched.h). */
  readonly kernelThread: boolean;
  /** Its present parent is init or a known subreaper. */
  readonly parentAdopts: boolean;
  /** It was seen with another parent before. */
  readonly reparented: boolean;
  /** It has a controlling terminal; `null` where unknown. */
  readonly hasTty: boolean | null;
  /** It leads its session, or that session's leader is gone; `null` where unknown. */
  readonly ownSession: boolean | null;
  readonly lab: boolean;
  readonly own: boolean;
}

/** Names every mark that applies, in the order of {@link MARKS}. */
export function marksOf(facts: MarkFacts): Mark[] {
  const marks: Mark[] = [];
  // do_task_stat() in fs/proc/array.c counts the threads not yet released: a leader that
  // called pthread_exit() shows as Z too, but with its siblings still counted.
  const leaderExited = facts.state === 'Z' && (facts.threads ?? 1) > 1;
  if (facts.state === 'Z') marks.push(leaderExited ? 'leader-exited' : 'zombie');
  if (facts.reparented && facts.state !== 'Z') marks.push('orphan');
  if (
    facts.state !== 'Z' &&
    !facts.kernelThread &&
    facts.parentAdopts &&
    facts.hasTty === false &&
    facts.ownSession === true
  ) {
    marks.push('daemon');
  }
  if (facts.state === 'T' || facts.state === 't') marks.push('stopped');
  if (facts.state === 'D') marks.push('uninterruptible');
  if (facts.kernelThread) marks.push('kernel');
  if (facts.lab) marks.push('lab');
  if (facts.own) marks.push('own');
  return marks;
}
