import type { Outcome, OutcomeKind } from '../../core/actions.ts';
import { called } from '../../core/diagnosis.ts';
import { type ProcessKey, partsOf } from '../../core/process.ts';
import type { Roots } from '../../core/reading.ts';
import { ownerWords } from './facts/owner.ts';
import type { Errno, Hands } from './hands.ts';
import { listedOf } from './listing.ts';
import { lookAround } from './look.ts';
import { isZombie, ONLY_REAPED, oursAmong, refusalOf } from './select.ts';

/** Sets how willingly processes let others go first: -20 for hardly, 19 for always; setpriority(2). */
export async function renice(
  keys: readonly ProcessKey[],
  nice: number,
  { hands, roots }: { readonly hands: Hands; readonly roots: Roots },
): Promise<Outcome[]> {
  const look = await lookAround();
  const ours = oursAmong(look, roots);
  return Promise.all(
    keys.map(async (key): Promise<Outcome> => {
      const { pid } = partsOf(key);
      const listed = look.byPid.get(pid);
      const conclude = (kind: OutcomeKind, says: string | null = null): Outcome => {
        return { key, pid, name: listed?.name ?? `process ${pid}`, kind, says };
      };
      if (listed === undefined || listed.key !== key) return conclude('gone');
      const refusal = refusalOf(listed, ours);
      if (refusal !== null) return conclude('refused', refusal);
      if (isZombie(listed)) return conclude('still-there', ONLY_REAPED);
      const errno = await hands.renice(key, nice);
      return errno === null ? conclude('done') : conclude(...meaning(errno, pid));
    }),
  );
}

function meaning(errno: Exclude<Errno, null>, pid: number): readonly [OutcomeKind, string | null] {
  switch (errno) {
    case 'ESRCH':
      return ['gone', null];
    case 'ESTALE':
      return ['gone', handedOn(pid)];
    case 'EPERM':
      return ['not-permitted', ownerWords(pid)];
    // Less nice than it was: RLIMIT_NICE or CAP_SYS_NICE, setpriority(2).
    case 'EACCES':
      return ['not-permitted', 'only root may make a process less nice than it is'];
    default:
      return ['still-there', `the system refused (${errno})`];
  }
}

/** The one moment that cannot be closed: setpriority(2) takes a pid, and that may have been given away. */
function handedOn(pid: number): string {
  const heir = process.platform === 'linux' ? listedOf(pid) : null;
  const who = heir === null ? 'another process' : called(heir);
  return `it ended at that very moment, and ${who} has its pid now and may have got the niceness meant for it: see whether that one is as it should be`;
}
