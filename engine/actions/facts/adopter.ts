import type { Adopter } from '../../../core/diagnosis-facts.ts';
import type { ProcessKey } from '../../../core/process.ts';
import { childPids, type Listed, listedOf } from '../listing.ts';
import { collectorOf } from './collector.ts';
import type { FirstSeen } from './first-seen.ts';
import { childrenGently } from './people.ts';
import { initFor, initOf } from './pid-namespace.ts';
import { type Status, statusOf } from './status.ts';
import { livingThreads } from './threads.ts';
import type { Sought } from './waits.ts';

/** Programs that make themselves subreapers, by their `comm`: of a user's session, of containers with the host's pids, ours. */
const SUBREAPERS = /^(systemd|containerd-shim.*|conmon|reaptree-(helper|native))$/;

/** More children than this are not asked whether they were adopted. */
const ASKED_MOST = 100;

export interface AdopterOptions {
  readonly firstSeen: FirstSeen;
  /** Ancestors that were seen to adopt somebody. */
  readonly adopters: readonly ProcessKey[];
}

/**
 * Who gets the children of a process when that ends: the nearest living ancestor that is a subreaper, as far as
 * that is known (the kernel does not tell), else process 1 of its pid namespace; find_new_reaper() in kernel/exit.c.
 */
export async function adopterOf(
  parent: Listed,
  status: Status,
  zombie: Sought,
  { firstSeen, adopters }: AdopterOptions,
): Promise<Adopter | null> {
  const known = new Set(adopters);
  const heir = subreaperAbove(parent, status, known) ?? initFor(parent.pid, status);
  const listed = heir === null || heir === parent.pid ? null : listedOf(heir);
  const its = heir === null ? null : statusOf(heir);
  if (listed === null || its === null) return null;
  // Whoever is adopted tells of its end by SIGCHLD from then on, and to any thread.
  const child: Sought = { ...zombie, tellsByChildSignal: true };
  const { facts } = collectorOf(listed, livingThreads(listed.pid), child);
  const dead = (await childrenGently(listed.pid)).filter(
    ({ state, threads }) => state === 'Z' && threads <= 1,
  );
  const now = Date.now();
  return {
    ...facts,
    office: initOf(listed.pid, its) ?? 'subreaper',
    zombies: dead.length,
    leftFor: Math.max(0, ...dead.map(({ key }) => now - firstSeen.meet(key, now))),
  };
}

function subreaperAbove(parent: Listed, { nspid }: Status, known: ReadonlySet<ProcessKey>): number | null {
  for (let at = listedOf(parent.ppid); at !== null; at = listedOf(at.ppid)) {
    const pids = statusOf(at.pid)?.nspid;
    // Nobody is adopted out of a pid namespace.
    if (pids === undefined || pids.length !== nspid.length) return null;
    const isOne = known.has(at.key) || SUBREAPERS.test(at.name) || pids.at(-1) === 1 || hasAdopted(at);
    if (isOne && livingThreads(at.pid).length > 0) return at.pid;
  }
  return null;
}

/** Whether a child of it cannot have been started by it. */
const hasAdopted = (parent: Listed): boolean =>
  (childPids(parent.pid) ?? []).slice(0, ASKED_MOST).some((pid) => {
    const child = listedOf(pid);
    return child !== null && isAdopted(child, parent);
  });

/**
 * Who is forked is in the session of its parent, or leads one of its own. One in a session that a third leads was
 * started by somebody else, unless its parent has left that session since.
 */
export function isAdopted(child: Listed, parent: Listed): boolean {
  // 0 where the leader is outside of our pid namespace.
  const known = child.sid !== 0 && child.sid !== child.pid && child.sid !== parent.sid;
  return known && child.ppid === parent.pid && child.sid !== listedOf(parent.ppid)?.sid;
}
