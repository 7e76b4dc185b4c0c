import type { Vfork } from '../../../core/diagnosis-facts.ts';
import { childPids, type Listed, listedOf } from '../listing.ts';
import type { Call } from './call.ts';
import { person } from './people.ts';
import { textOf } from './status.ts';

/** Where in the kernel whoever called vfork(2) waits for its child: `wait_for_vfork_done()` is inlined there. */
const WAITS_IN = /^(kernel_clone|_?do_fork|wait_for_vfork_done)$/;

/** Which of the threads that stay uninterruptible is in vfork(2), and who keeps it there. */
export function vforkOf(pid: number, stuck: readonly number[], calls: readonly Call[] | null): Vfork | null {
  for (const tid of stuck) {
    const child = sharerOf(pid, tid);
    const called = calls?.some((call) => call.tid === tid && call.name === 'vfork') === true;
    // clone3(2) has its flags in memory; and a call that may not be seen is known by who shares that memory.
    if (called || child !== null || WAITS_IN.test(textOf(`/proc/${pid}/task/${tid}/wchan`) ?? '')) {
      return {
        first: tid === pid,
        child: child === null ? null : { ...person(child), state: child.state },
      };
    }
  }
  return null;
}

/** The youngest living child of that thread that has the very memory of its parent. */
function sharerOf(pid: number, tid: number): Listed | null {
  for (const child of (childPids(pid, tid) ?? []).reverse()) {
    const listed = listedOf(child);
    if (listed !== null && listed.state !== 'Z' && sharesMemory(pid, tid, child)) return listed;
  }
  return null;
}

/** The two figures are read one after the other, and the child may run in between. */
const TRIES = 3;

/** The very same memory has the same figures; that of a child that was forked has fewer pages. */
function sharesMemory(pid: number, tid: number, child: number): boolean {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const figures = textOf(`/proc/${pid}/task/${tid}/statm`);
    if (figures === null || figures.startsWith('0 ')) return false;
    if (figures === textOf(`/proc/${child}/statm`)) return true;
  }
  return false;
}
