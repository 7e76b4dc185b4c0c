import type { RawProcess, Roots } from '../reading.ts';

/** Whose a process is: Reaptree's own, of the lab, or neither. */
export type Lineage = 'other' | 'own' | 'lab';

interface Relative {
  readonly raw: Pick<RawProcess, 'pid' | 'ppid'>;
  readonly lineage: Lineage;
}

/** Once of the lab, always of the lab: a daemon of the lab may be adopted by anyone. */
export function lineageOf(
  process: Relative,
  { own, lab }: Roots,
  byPid: ReadonlyMap<number, Relative>,
): Lineage {
  if (process.lineage === 'lab') return 'lab';
  if (own === null) return 'other';
  let steps = 0;
  for (let at: Relative | undefined = process; at !== undefined; at = byPid.get(at.raw.ppid)) {
    if (at.raw.pid === lab) return at === process ? 'own' : 'lab';
    if (at.raw.pid === own) return 'own';
    // A ring can only come from a list that was read while pids were given away again.
    if (++steps > byPid.size) break;
  }
  return 'other';
}
