import { app } from 'electron';
import type { Arguments } from './arguments.ts';

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
