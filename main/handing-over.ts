import { app } from 'electron';
import { z } from 'zod';
import type { Arguments } from './arguments.ts';

const handedOver = z.object({ file: z.string().nullable() });

/**
 * Whether this start is to have windows of its own. One that asks for nothing but the app, or for a snapshot,
 * gives way to the one that has the same profile open: that shows what was asked for. One with options does not:
 * whoever starts it read-only must not be given a window that acts.
 */
export function isFirst({
  file,
  plain,
  smokeTest,
}: Pick<Arguments, 'file' | 'plain' | 'smokeTest'>): boolean {
  // It leaves again at once: nobody shall hand anything to it.
  if (smokeTest !== null) return true;
  if (app.requestSingleInstanceLock({ file: plain ? file : null, plain })) return true;
  return !plain;
}

/** What a start that gave way wanted; `null` for one that did not give way. */
export function readHandedOver(said: unknown): z.infer<typeof handedOver> | null {
  const read = handedOver.extend({ plain: z.literal(true) }).safeParse(said);
  return read.success ? read.data : null;
}
