import { type ProcessKey, partsOf } from '../../../core/process.ts';
import { ok, type Result } from '../../../core/result.ts';
import type { SignalName } from '../../../core/signals.ts';
import { childPids, statOf } from '../listing.ts';
import { isGone, within } from './gone.ts';

/** A handler runs at once; a program that was stopped has more to catch up with. */
const ANSWER_MS = 400;
const CONTINUED_MS = 1_500;
/** A handler that collects one child per signal needs as many signals as there are children. */
const NUDGES_MOST = 10_000;

/** Whether a child that was there has been collected since. By their pids alone: there may be thousands. */
function fewer(pid: number, before: readonly number[]): boolean {
  const left = new Set(childPids(pid));
  return before.some((child) => !left.has(child));
}

/**
 * Tells the parent once more that a child has ended: SIGCHLD, or SIGCONT where it is stopped. Goes on for
 * as long as each signal makes it collect somebody. Answers what was sent.
 */
export async function nudge(
  parent: ProcessKey,
  zombies: readonly ProcessKey[],
  send: (key: ProcessKey, signal: SignalName) => Promise<Result<null>>,
): Promise<Result<SignalName>> {
  const { pid } = partsOf(parent);
  const allGone = () => zombies.every(isGone);
  const isStopped = () => statOf(pid)?.state === 'T';
  let signal: SignalName = 'SIGCHLD';
  for (let round = 0; round < NUDGES_MOST && !allGone(); round++) {
    const before = childPids(pid) ?? [];
    signal = isStopped() ? 'SIGCONT' : 'SIGCHLD';
    const sent = await send(parent, signal);
    if (!sent.ok) return sent;
    const limit = signal === 'SIGCONT' ? CONTINUED_MS : ANSWER_MS;
    const collected = await within(limit, () => allGone() || fewer(pid, before));
    // One that was stopped at the same moment has not heard the signal yet.
    if (!collected && !(signal === 'SIGCHLD' && isStopped())) break;
  }
  return ok(signal);
}
