import { counted } from '../../core/format.ts';
import type { Leak } from '../../core/history.ts';

/** `one more every 30 s`, `12 more per minute`, or that it does not grow. */
export function rateWords({ perMinute, held }: Pick<Leak, 'perMinute' | 'held'>): string {
  if (held === 0) return 'it has collected them all';
  if (perMinute === null) return 'how fast it leaks is not known yet';
  if (perMinute < 0.05) return 'not growing';
  if (perMinute < 6) return `one more every ${apart(60 / perMinute)}`;
  return `${counted(Math.round(perMinute), 'more', 'more')} per minute`;
}

function apart(seconds: number): string {
  return seconds < 100 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
