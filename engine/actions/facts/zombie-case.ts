import type { Watched, ZombieCase, ZombieFacts } from '../../../core/diagnosis-facts.ts';
import { keyOf, type ProcessKey, partsOf } from '../../../core/process.ts';
import type { Roots } from '../../../core/reading.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { mayReadExit } from '../../collect/procfs/files.ts';
import { decodeWaitStatus } from '../../collect/wait-status.ts';
import { type Listed, listedOf, statOf } from '../listing.ts';
import { isAdopted } from './adopter.ts';
import { statField } from './collector.ts';
import { FirstSeen } from './first-seen.ts';
import { debuggersHere, maySignal, traceable } from './means.ts';
import { parentFacts } from './parent-facts.ts';
import { person } from './people.ts';
import { SIGCHLD, statusOf, textOf } from './status.ts';
import type { Sought } from './waits.ts';

export interface CaseOptions {
  readonly roots: Roots;
  readonly readOnly: boolean;
  /** By whoever watches all the time. */
  readonly watched?: Watched;
  /** Kept by one who asks several times. */
  readonly firstSeen?: FirstSeen;
  /** Kept by one who asks of many at once: what was found out of a parent, by its pid. */
  readonly parents?: Map<number, Promise<Kin>>;
}

/** What is the same for all zombies of a parent. */
type Kin = Pick<ZombieCase, 'parent' | 'means'>;

const UNWATCHED: Watched = { zombieSince: null, adopted: false, adopters: [] };

/** Reads what the diagnosis of a zombie rests on. Linux only: elsewhere the system does not tell. */
export async function zombieCase(key: ProcessKey, options: CaseOptions): Promise<Result<ZombieCase>> {
  if (process.platform !== 'linux') {
    return fail('unavailable', 'Only Linux tells what a parent does about its children.');
  }
  const {
    watched = UNWATCHED,
    firstSeen = new FirstSeen(),
    parents = new Map<number, Promise<Kin>>(),
  } = options;
  const { pid, start } = partsOf(key);
  const dead = listedOf(pid);
  const status = statusOf(pid);
  if (dead === null || status === null || dead.key !== key) {
    return fail('gone', `Process ${pid} has already gone.`, 'Nothing of it is left to be collected.');
  }
  if (dead.state !== 'Z') {
    return fail('invalid', `Process ${pid} (${dead.name}) lives: it is no zombie.`);
  }
  const sought: Sought = { pid, status, tellsByChildSignal: statField(pid, EXIT_SIGNAL) === SIGCHLD };
  const kin = parents.get(dead.ppid) ?? kinOf(dead.ppid, sought, { ...options, watched, firstSeen });
  parents.set(dead.ppid, kin);
  const tracer = status.tracerPid === 0 || status.tracerPid === dead.ppid ? null : listedOf(status.tracerPid);
  return ok({
    zombie: {
      ...person(dead),
      exit: exitOf(dead),
      threads: dead.threads,
      tellsByChildSignal: sought.tellsByChildSignal,
      tracer: tracer === null ? null : person(tracer),
      adopted: watched.adopted || wasAdopted(dead),
      age: ageOf(start, watched.zombieSince, firstSeen.meet(key, Date.now())),
    },
    ...(await kin),
  });
}

async function kinOf(
  ppid: number,
  zombie: Sought,
  { roots, readOnly, watched, firstSeen }: Required<Omit<CaseOptions, 'parents'>>,
): Promise<Kin> {
  const { adopters } = watched;
  const parent = ppid === 0 ? null : await parentFacts(ppid, zombie, { roots, firstSeen, adopters });
  return {
    parent,
    means: {
      readOnly,
      debuggers: debuggersHere(),
      trace: parent === null ? 'refused' : traceable(parent.pid),
      signal: parent !== null && maySignal(parent.pid),
    },
  };
}

/** Field 38 of `stat`: the signal that tells its parent of its end. */
const EXIT_SIGNAL = 38;

function exitOf({ pid, threads }: Listed): ZombieFacts['exit'] {
  const stat = statOf(pid);
  return stat === null || threads > 1 || !mayReadExit(pid) ? null : decodeWaitStatus(stat.exitCode);
}

function wasAdopted(child: Listed): boolean {
  const parent = listedOf(child.ppid);
  return parent !== null && isAdopted(child, parent);
}

const CLOCK_TICKS_PER_SECOND = 100;

/** It cannot have been dead for longer than it has been there. */
function ageOf(start: number, since: number | null, met: number): ZombieFacts['age'] {
  const uptime = Number(textOf('/proc/uptime')?.split(' ')[0] ?? Number.NaN);
  const most = (uptime - start / CLOCK_TICKS_PER_SECOND) * 1000;
  return {
    least: Math.max(0, Date.now() - (since ?? met)),
    most: Number.isFinite(most) ? Math.max(0, Math.round(most)) : null,
    seen: since !== null,
  };
}

/** The key of whoever has that pid now. */
export function keyNow(pid: number): ProcessKey | null {
  const start = statOf(pid)?.startTime;
  return start === undefined ? null : keyOf(pid, start);
}
