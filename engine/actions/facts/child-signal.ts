import { readdirSync } from 'node:fs';
import type { ChildSignal } from '../../../core/diagnosis-facts.ts';
import { has, SIGCHLD, statusOf, textOf, threadsOf } from './status.ts';

/** More threads than this are not asked one by one. */
const THREADS_MOST = 256;

/** What a process does about SIGCHLD; `null` where it has gone or we may not know. */
export function childSignalOf(pid: number): ChildSignal | null {
  const status = statusOf(pid);
  if (status === null) return null;
  // A signal to a process goes to any thread that lets it in, signal(7): all of them have to block it.
  const blocked = threadsOf(pid)
    .slice(0, THREADS_MOST)
    .every((thread) => {
      const text = textOf(`/proc/${pid}/task/${thread}/status`);
      const own = text === null ? null : /^SigBlk:\s*([0-9a-f]+)$/m.exec(text)?.[1];
      return own == null || has(BigInt(`0x${own}`), SIGCHLD);
    });
  return {
    disposition: has(status.ignored, SIGCHLD)
      ? 'ignored'
      : has(status.caught, SIGCHLD)
        ? 'handled'
        : 'default',
    blocked,
    pending: has(status.pending, SIGCHLD),
    read: readsFromDescriptor(pid),
  };
}

/** Whether it holds a signalfd(2) for SIGCHLD, by `sigmask` in `/proc/PID/fdinfo`. */
function readsFromDescriptor(pid: number): boolean | null {
  let descriptors: string[];
  try {
    descriptors = readdirSync(`/proc/${pid}/fdinfo`);
  } catch {
    return null;
  }
  return descriptors.some((descriptor) => {
    const set = /^sigmask:\s*([0-9a-f]+)$/m.exec(textOf(`/proc/${pid}/fdinfo/${descriptor}`) ?? '')?.[1];
    return set !== undefined && has(BigInt(`0x${set}`), SIGCHLD);
  });
}
