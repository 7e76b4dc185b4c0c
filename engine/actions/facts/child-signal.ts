import { readdirSync } from 'node:fs';
import type { ChildSignal } from '../../../core/diagnosis-facts.ts';
import { has, SIGCHLD, statusOf, textOf } from './status.ts';
import { livingBody, type Thread } from './threads.ts';

/** What a process does about SIGCHLD; `null` where it has gone or we may not know. */
export function childSignalOf(pid: number, threads: readonly Thread[]): ChildSignal | null {
  const status = statusOf(pid);
  if (status === null) return null;
  // A signal to a process goes to any thread that lets it in, signal(7): all of them have to block it.
  const blocked = threads.every(({ tid }) => {
    const text = textOf(`/proc/${pid}/task/${tid}/status`);
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
    read: readsFromDescriptor(livingBody(pid, threads)),
  };
}

/** Whether it holds a signalfd(2) for SIGCHLD, by `sigmask` in `/proc/PID/fdinfo`. */
function readsFromDescriptor(body: string): boolean | null {
  let descriptors: string[];
  try {
    descriptors = readdirSync(`${body}/fdinfo`);
  } catch {
    return null;
  }
  return descriptors.some((descriptor) => {
    const set = /^sigmask:\s*([0-9a-f]+)$/m.exec(textOf(`${body}/fdinfo/${descriptor}`) ?? '')?.[1];
    return set !== undefined && has(BigInt(`0x${set}`), SIGCHLD);
  });
}
