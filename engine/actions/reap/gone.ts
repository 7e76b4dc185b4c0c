import { setTimeout as pause } from 'node:timers/promises';
import { type ProcessKey, partsOf } from '../../../core/process.ts';
import { statOf } from '../listing.ts';

const LOOK_EVERY_MS = 5;

/** Whether the kernel has no such process any more, not even as a zombie. */
export function isGone(key: ProcessKey): boolean {
  const { pid, start } = partsOf(key);
  return statOf(pid)?.startTime !== start;
}

/** Waits for something that the kernel does or does not do; answers whether it did. */
export async function within(limitMs: number, happened: () => boolean): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (!happened()) {
    if (performance.now() > deadline) return false;
    await pause(LOOK_EVERY_MS);
  }
  return true;
}
