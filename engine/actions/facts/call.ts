import { arch } from 'node:process';
import type { CallInProgress } from '../../../core/diagnosis-facts.ts';
import { textOf, threadsOf } from './status.ts';

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

const CLONE_VFORK = 0x4000n;

/** Reads `/proc/PID/syscall`: the number, then the arguments in hexadecimal; proc_pid_syscall(5). */
export function parseCall(text: string, architecture: string): CallInProgress | null {
  const [number, ...words] = text.trim().split(' ');
  const name = NAMES[architecture]?.[Number(number)];
  if (number === undefined || !/^\d+$/.test(number) || name === undefined) return null;
  const args = words.map((word) => (/^0x[0-9a-f]+$/.test(word) ? BigInt(word) : 0n));
  const [first = 0n, second = 0n] = args;
  if (name === 'wait4') return { name, waitsFor: byWait4(Number(BigInt.asIntN(32, first))) };
  if (name === 'waitid')
    return { name, waitsFor: byWaitid(Number(first), Number(BigInt.asIntN(32, second))) };
  // posix_spawn(3) and vfork(3) are made of clone(2) in some C libraries.
  if (name === 'clone' && (first & CLONE_VFORK) !== 0n) return { name: 'vfork', waitsFor: null };
  return { name, waitsFor: null };
}

const byWait4 = (pid: number): CallInProgress['waitsFor'] => (pid > 0 ? pid : pid === -1 ? 'any' : 'group');

/** P_ALL, P_PID, P_PGID of waitid(2); a pidfd (P_PIDFD) names one that we do not look up. */
const byWaitid = (kind: number, id: number): CallInProgress['waitsFor'] =>
  kind === 0 ? 'any' : kind === 1 ? id : kind === 2 ? 'group' : null;

const THREADS_MOST = 64;

/** The call that a process sleeps in: a wait for children where any of its threads is in one. */
export function callOf(pid: number): CallInProgress | null {
  const main = parseCall(textOf(`/proc/${pid}/syscall`) ?? '', arch);
  if (main === null || main.waitsFor !== null) return main;
  for (const thread of threadsOf(pid).slice(0, THREADS_MOST)) {
    if (thread === pid) continue;
    const call = parseCall(textOf(`/proc/${pid}/task/${thread}/syscall`) ?? '', arch);
    if (call !== null && call.waitsFor !== null) return call;
  }
  return main;
}
