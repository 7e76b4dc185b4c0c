import { type ProcessKey, partsOf } from '../../../core/process.ts';
import { ok, type Result } from '../../../core/result.ts';
import type { SignalName } from '../../../core/signals.ts';
import { childrenOf, statOf } from '../listing.ts';
import { isGone, within } from './gone.ts';

/** A handler runs at once; a program that was stopped has more to catch up with. */
const ANSWER_MS = 400;
const CONTINUED_MS = 1_500;
/** A handler that collects one child per signal needs as many signals as there are children. */
const NUDGES_MOST = 10_000;

const zombiesOf = (pid: number): number => childrenOf(pid).filter(({ state }) => state === 'Z').length;

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
  if (statOf(pid)?.state === 'T') {
    const sent = await send(parent, 'SIGCONT');
    if (!sent.ok) return sent;
    if (await within(CONTINUED_MS, allGone)) return ok('SIGCONT');
  }
  for (let round = 0; round < NUDGES_MOST && !allGone(); round++) {
    const before = zombiesOf(pid);
    const sent = await send(parent, 'SIGCHLD');
    if (!sent.ok) return sent;
    if (!(await within(ANSWER_MS, () => allGone() || zombiesOf(pid) < before))) break;
  }
  return ok('SIGCHLD');
}
