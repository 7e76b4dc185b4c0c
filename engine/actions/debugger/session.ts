import { fail, type Result } from '../../../core/result.ts';

/** A debugger that holds one process still. */
export interface DebugSession {
  /** Lets the process itself call `waitpid(pid, NULL, WNOHANG | __WALL)`; answers what that returned. */
  waitpid(pid: number): Promise<Result<number>>;
  /** Lets the process go on as it was, and ends the debugger. */
  detach(): Promise<Result<null>>;
}

/**
 * The flags of waitpid(2) that are asked for: it never blocks, and it takes children of any kind. The
 * status needs no room in the process: the kernel tells it beforehand, in field 52 of the child's `stat`.
 */
const WNOHANG = 1;
const LINUX_WALL = 0x4000_0000;
const FLAGS = process.platform === 'linux' ? WNOHANG | LINUX_WALL : WNOHANG;

/** Nothing in the program can be called by that name. */
export const noWaitpid = (): Result<never> =>
  fail(
    'unavailable',
    'Its program holds no waitpid() that a debugger could call: it is linked statically and stripped, or written in Go.',
    'End the parent instead, or fix it.',
  );

export const waitpidCall = (pid: number): string =>
  `((int (*)(int, void *, int)) waitpid)(${pid}, 0, ${FLAGS})`;
