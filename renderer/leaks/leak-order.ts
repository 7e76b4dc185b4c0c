import type { Leak } from '../../core/history.ts';
import type { LeakOrder } from '../store/settings.ts';

/** Who is first: who holds most zombies, or who leaves its children fastest. */
export function inOrder(leaks: readonly Leak[], order: LeakOrder): readonly Leak[] {
  return [...leaks].sort(order === 'held' ? byHeld : byPace);
}

/** As they were before, and who is new behind them: for as long as somebody points at one of them. */
export function inPlace(leaks: readonly Leak[], before: readonly Leak[]): readonly Leak[] {
  const places = new Map(before.map(({ key }, place) => [key, place]));
  return [...leaks].sort(
    (a, b) => (places.get(a.key) ?? before.length) - (places.get(b.key) ?? before.length),
  );
}

const byHeld = (a: Leak, b: Leak): number => b.held - a.held || faster(a, b) || later(a, b) || a.pid - b.pid;

const byPace = (a: Leak, b: Leak): number =>
  Number(a.held === 0) - Number(b.held === 0) || faster(a, b) || later(a, b) || byHeld(a, b);

/** To two digits: equal ones must not change places with each sample. */
const speedOf = ({ pace, held }: Leak): number =>
  pace.kind === 'growing' && held > 0 ? Number(pace.perMinute.toPrecision(2)) : 0;

const faster = (a: Leak, b: Leak): number => speedOf(b) - speedOf(a);

/** The living first, then who ended last; of the living, who left a child last, as far as that tells them apart. */
const later = (a: Leak, b: Leak): number =>
  Number(a.end !== null) - Number(b.end !== null) || lastOf(b) - lastOf(a);

function lastOf({ pace, end }: Leak): number {
  if (end !== null) return end.at;
  switch (pace.kind) {
    case 'once':
      return pace.at;
    case 'resting':
      return pace.since;
    case 'growing':
    case 'late':
      return Number.MAX_SAFE_INTEGER;
    case 'unknown':
      return 0;
  }
}
