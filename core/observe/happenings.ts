import type { ProcessHappening } from '../events.ts';
import type { Exit, StateCode } from '../process.ts';
import type { RawProcess } from '../reading.ts';
import type { Memory } from './memory.ts';

const isHalted = (state: StateCode): boolean => state === 'T' || state === 't';

/**
 * What it means that a process is in another state than before; `null` where that is nothing to tell.
 * @param exit - what the kernel said of its end, where the reading does not show it
 */
export function stateHappening(
  before: StateCode,
  now: RawProcess,
  exit: Exit | null,
): (ProcessHappening & { readonly kind: 'zombie' | 'stopped' | 'continued' }) | null {
  if (now.state === before) return null;
  if (now.state === 'Z') return { kind: 'zombie', exit: now.exit ?? exit };
  if (isHalted(now.state)) return isHalted(before) ? null : { kind: 'stopped' };
  return isHalted(before) ? { kind: 'continued' } : null;
}

/** How it went with one that is no longer there. */
export function endOf(memory: Memory): ProcessHappening & { readonly kind: 'reaped' | 'ended' } {
  const { raw } = memory;
  const exit = memory.info?.exit ?? memory.exit;
  // While it is being collected, a zombie is in state X for an instant.
  return raw.state === 'Z' || memory.zombieSince !== null
    ? { kind: 'reaped', by: raw.ppid, reaper: memory.parent, exit }
    : { kind: 'ended', exit };
}
