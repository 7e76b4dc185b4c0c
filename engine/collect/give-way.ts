import { getPriority, setPriority } from 'node:os';

/** Added to the niceness that we were started with: about a third of the CPU time where somebody else wants it too. */
const STEPS = 5;
/** setpriority(2) */
const NICEST = 19;

/**
 * Lets others go first, above all the threads that draw our own page: on a machine with few CPUs it would stand still
 * with each sample. Nobody notices a sample that comes some milliseconds later.
 *
 * On Linux each thread has a niceness of its own, and 0 means the calling one (setpriority(2), "C library/kernel
 * differences"). What it starts inherits it: the helper that listens to the kernel is meant as well. Elsewhere it would be the whole process, so nothing is done there.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, Math.min(NICEST, getPriority(0) + STEPS));
  } catch {
    // A sandbox may forbid it. It is a courtesy, and nothing depends on it.
  }
}
