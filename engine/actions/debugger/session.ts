import type { Result } from '../../../core/result.ts';

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

export const waitpidCall = (pid: number): string =>
  `((int (*)(int, void *, int)) waitpid)(${pid}, 0, ${FLAGS})`;
