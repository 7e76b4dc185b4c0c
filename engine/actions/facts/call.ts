import { readFileSync } from 'node:fs';
import { arch } from 'node:process';
import type { Thread } from './threads.ts';

/** Numbers of the calls that programs sleep in: `asm/unistd_64.h` and `asm-generic/unistd.h` of the kernel. */
const NAMES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  x64: {
    0: 'read',
    1: 'write',
    7: 'poll',
    23: 'select',
    34: 'pause',
    35: 'nanosleep',
    43: 'accept',
    45: 'recvfrom',
    47: 'recvmsg',
    56: 'clone',
    58: 'vfork',
    61: 'wait4',
    72: 'fcntl',
    73: 'flock',
    128: 'rt_sigtimedwait',
    130: 'rt_sigsuspend',
    202: 'futex',
    230: 'clock_nanosleep',
    232: 'epoll_wait',
    247: 'waitid',
    270: 'pselect6',
    271: 'ppoll',
    281: 'epoll_pwait',
    288: 'accept4',
    426: 'io_uring_enter',
    435: 'clone3',
    441: 'epoll_pwait2',
  },
  arm64: {
    22: 'epoll_pwait',
    25: 'fcntl',
    32: 'flock',
    63: 'read',
    64: 'write',
    72: 'pselect6',
    73: 'ppoll',
    95: 'waitid',
    98: 'futex',
    101: 'nanosleep',
    115: 'clock_nanosleep',
    133: 'rt_sigsuspend',
    137: 'rt_sigtimedwait',
    202: 'accept',
    207: 'recvfrom',
    212: 'recvmsg',
    220: 'clone',
    242: 'accept4',
    260: 'wait4',
    426: 'io_uring_enter',
    435: 'clone3',
    441: 'epoll_pwait2',
  },
};

/** Whom a wait asks for, in the numbers of whoever makes it. */
export interface WaitCall {
  readonly whom: 'any' | 'child' | 'group' | 'descriptor';
  /** The pid, the process group (0: its own), or the descriptor of one, pidfd_open(2). */
  readonly id: number;
  /** It asks for those that have ended, and not only for those that stop or go on. */
  readonly ended: boolean;
  /** Children whose end is not told by SIGCHLD: left out, nothing else (__WCLONE), or as well (__WALL). */
  readonly cloned: 'no' | 'only' | 'too';
  /** Only children of the very thread (__WNOTHREAD). */
  readonly ownOnly: boolean;
}

/** The system call that a thread is in. */
export interface Call {
  readonly tid: number;
  /** `null`: it has no name here. */
  readonly name: string | null;
  readonly wait: WaitCall | null;
}

/** include/uapi/linux/sched.h and wait.h */
const CLONE_VFORK = 0x4000n;
const WEXITED = 0x4n;
const WNOTHREAD = 0x2000_0000n;
const WALL = 0x4000_0000n;
const WCLONE = 0x8000_0000n;

/**
 * Reads `/proc/PID/syscall`: the number, then the arguments in hexadecimal; proc_pid_syscall(5). `null` where
 * the thread runs, or sleeps without being in a call.
 */
export function parseCall(text: string, architecture: string): Omit<Call, 'tid'> | null {
  const [number, ...words] = text.trim().split(' ');
  if (number === undefined || !/^\d+$/.test(number)) return null;
  const name = NAMES[architecture]?.[Number(number)] ?? null;
  const args = words.map((word) => (/^0x[0-9a-f]+$/.test(word) ? BigInt(word) : 0n));
  const [first = 0n, second = 0n, third = 0n, fourth = 0n] = args;
  if (name === 'wait4') return { name, wait: byWait4(int(first), third) };
  if (name === 'waitid') return { name, wait: byWaitid(int(first), int(second), fourth) };
  // posix_spawn(3) and vfork(3) are made of clone(2) in some C libraries.
  if (name === 'clone' && (first & CLONE_VFORK) !== 0n) return { name: 'vfork', wait: null };
  return { name, wait: null };
}

const int = (argument: bigint): number => Number(BigInt.asIntN(32, argument));

const options = (flags: bigint): Pick<WaitCall, 'cloned' | 'ownOnly'> => ({
  cloned: (flags & WALL) !== 0n ? 'too' : (flags & WCLONE) !== 0n ? 'only' : 'no',
  ownOnly: (flags & WNOTHREAD) !== 0n,
});

function byWait4(pid: number, flags: bigint): WaitCall {
  const whom = pid > 0 ? 'child' : pid === -1 ? 'any' : 'group';
  return { whom, id: whom === 'any' ? 0 : Math.abs(pid), ended: true, ...options(flags) };
}

/** P_ALL, P_PID, P_PGID and P_PIDFD of waitid(2). */
const KINDS = ['any', 'child', 'group', 'descriptor'] as const;

function byWaitid(kind: number, id: number, flags: bigint): WaitCall | null {
  const whom = KINDS[kind];
  return whom === undefined ? null : { whom, id, ended: (flags & WEXITED) !== 0n, ...options(flags) };
}

/** The calls that the threads of a process are in; `null` where we may not know. */
export function callsOf(pid: number, threads: readonly Thread[]): Call[] | null {
  const calls: Call[] = [];
  for (const { tid } of threads) {
    let text: string;
    try {
      text = readFileSync(`/proc/${pid}/task/${tid}/syscall`, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM') return null;
      continue;
    }
    const call = parseCall(text, arch);
    if (call !== null) calls.push({ tid, ...call });
  }
  return calls;
}
