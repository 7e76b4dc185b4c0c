import { setImmediate as others } from 'node:timers/promises';

/** A few milliseconds of reading small files. */
const AT_ONCE = 200;

/**
 * Looks at each of many things, and lets others have the thread in between. A promise for each would cost several
 * times what the look does.
 */
export async function inTurn<T, R>(things: readonly T[], look: (thing: T) => R | null): Promise<R[]> {
  const found: R[] = [];
  for (const [index, thing] of things.entries()) {
    if (index > 0 && index % AT_ONCE === 0) await others();
    const seen = look(thing);
    if (seen !== null) found.push(seen);
  }
  return found;
}
