import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ParentFacts, Person, Runtime, ZombieCase } from '../../../core/diagnosis-facts.ts';
import { keyOf, type ProcessKey, partsOf, type StateCode } from '../../../core/process.ts';
import type { Roots } from '../../../core/reading.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { mayReadExit, ownerOf, wchanOf } from '../../collect/procfs/files.ts';
import { Users } from '../../collect/users.ts';
import { decodeWaitStatus } from '../../collect/wait-status.ts';
import { childrenOf, type Listed, listAll, listedOf, statOf } from '../listing.ts';
import { isOurs } from '../ours.ts';
import { callOf } from './call.ts';
import { childSignalOf } from './child-signal.ts';
import { debuggersHere, maySignal, traceable } from './means.ts';
import { SIGCHLD, type Status, statusOf, textOf } from './status.ts';

export interface CaseOptions {
  readonly roots: Roots;
  readonly readOnly: boolean;
  /** Since when it is known to be a zombie, in milliseconds since the epoch. */
  readonly zombieSince?: number | null;
}

/** Field 38 of `stat`, counted from the one behind the name: the signal that tells of its end. */
const EXIT_SIGNAL_AT = 38 - 3;
/** A process is uninterruptible for moments all the time; only one that stays so waits in the kernel. */
const LOOKS = 4;
const BETWEEN_LOOKS_MS = 15;

const person = ({ key, pid, name }: Listed): Person => ({ key, pid, name });
const byStart = (a: Person, b: Person): number =>
  partsOf(a.key).start - partsOf(b.key).start || a.pid - b.pid;

/** Reads what the diagnosis of a zombie rests on. Linux only: elsewhere the system does not tell. */
export async function zombieCase(key: ProcessKey, options: CaseOptions): Promise<Result<ZombieCase>> {
  if (process.platform !== 'linux') {
    return fail('unavailable', 'Only Linux tells what a parent does about its children.');
  }
  const { pid, start } = partsOf(key);
  const dead = listedOf(pid);
  const status = statusOf(pid);
  if (dead === null || status === null || dead.key !== key) {
    return fail('gone', `Process ${pid} has already gone.`, 'Nothing of it is left to be collected.');
  }
  if (dead.state !== 'Z') {
    return fail('invalid', `Process ${pid} (${dead.name}) lives: it is no zombie.`);
  }
  const parent = dead.ppid === 0 ? null : await parentFacts(dead.ppid, options.roots);
  const tracer = status.tracerPid === 0 || status.tracerPid === dead.ppid ? null : listedOf(status.tracerPid);
  const parentDepth = statusOf(dead.ppid)?.nspid.length ?? 1;
  return ok({
    zombie: {
      ...person(dead),
      exit: exitOf(pid, dead.threads),
      threads: dead.threads,
      tellsByChildSignal: exitSignalOf(pid) === SIGCHLD,
      tracer: tracer === null ? null : person(tracer),
      pidForParent: status.nspid[parentDepth - 1] ?? pid,
      age: ageOf(start, options.zombieSince ?? null),
    },
    parent,
    means: {
      readOnly: options.readOnly,
      debuggers: debuggersHere(),
      trace: parent === null ? 'refused' : traceable(parent.pid),
      signal: parent !== null && maySignal(parent.pid),
    },
  });
}

async function parentFacts(pid: number, roots: Roots): Promise<ParentFacts | null> {
  const state = await steadyState(pid);
  const listed = listedOf(pid);
  const status = statusOf(pid);
  if (state === null || listed === null || status === null) return null;
  const children = childrenOf(pid);
  const uid = ownerOf(pid);
  const tracer = status.tracerPid === 0 ? null : listedOf(status.tracerPid);
  const init = initOf(pid, status);
  return {
    ...person(listed),
    user: uid === null ? null : new Users().nameOf(uid),
    state,
    threads: listed.threads,
    childSignal: childSignalOf(pid),
    call: callOf(pid),
    wchan: wchanOf(pid),
    tracer: tracer === null ? null : person(tracer),
    init,
    runtime: runtimeOf(pid, listed.name),
    leadsTerminal: listed.hasTerminal && listed.sid === pid,
    zombies: children
      .filter(({ state, threads }) => state === 'Z' && threads <= 1)
      .map(person)
      .sort(byStart),
    children: children
      .filter(({ state }) => state !== 'Z')
      .map(person)
      .sort(byStart),
    inContainer: init === 'container' ? containerOf(pid) : [],
    own: isOurs(pid, roots),
  };
}

async function steadyState(pid: number): Promise<StateCode | null> {
  let state = statOf(pid)?.state ?? null;
  for (let look = 1; look < LOOKS && state === 'D'; look++) {
    await pause(BETWEEN_LOOKS_MS);
    state = statOf(pid)?.state ?? null;
  }
  return state;
}

function exitOf(pid: number, threads: number) {
  const stat = statOf(pid);
  return stat === null || threads > 1 || !mayReadExit(pid) ? null : decodeWaitStatus(stat.exitCode);
}

function exitSignalOf(pid: number): number {
  const text = textOf(`/proc/${pid}/stat`) ?? '';
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[EXIT_SIGNAL_AT] ?? SIGCHLD);
}

const CLOCK_TICKS_PER_SECOND = 100;

/** It cannot have been dead for longer than it has been there. */
function ageOf(start: number, zombieSince: number | null): { least: number; most: number | null } {
  const uptime = Number(textOf('/proc/uptime')?.split(' ')[0] ?? Number.NaN);
  const most = (uptime - start / CLOCK_TICKS_PER_SECOND) * 1000;
  const least = zombieSince === null ? 0 : Math.max(0, Date.now() - zombieSince);
  return { least, most: Number.isFinite(most) ? Math.max(0, Math.round(most)) : null };
}

/** Process 1 of a pid namespace has 1 as its innermost pid; pid_namespaces(7). */
const initOf = (pid: number, { nspid }: Status): ParentFacts['init'] =>
  pid === 1 ? 'system' : nspid.length > 1 && nspid.at(-1) === 1 ? 'container' : null;

/** Everything in the pid namespace of that process and in those below it, without itself: what ends with it. */
function containerOf(init: number): Person[] {
  const all = listAll();
  const inside = new Set([init]);
  const parents = new Map(all.map(({ pid, ppid }) => [pid, ppid]));
  const below = (pid: number): boolean => {
    const parent = parents.get(pid);
    if (inside.has(pid)) return true;
    if (parent === undefined || parent === 0 || parent === pid) return false;
    if (!below(parent)) return false;
    inside.add(pid);
    return true;
  };
  return all.filter(({ pid }) => pid !== init && below(pid)).map(person);
}

const RUNTIMES: readonly (readonly [RegExp, Runtime])[] = [
  [/^(node|nodejs|electron)$/, 'node'],
  [/^(python|pypy)[\d.]*$/, 'python'],
  [/^(sh|bash|dash|zsh|ksh|mksh|fish|busybox)$/, 'shell'],
  [/^java$/, 'java'],
  [/^ruby[\d.]*$/, 'ruby'],
];

function runtimeOf(pid: number, name: string): Runtime | null {
  let program = name;
  try {
    program = basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    // Not ours to follow: its name is the next best.
  }
  return RUNTIMES.find(([pattern]) => pattern.test(program))?.[1] ?? null;
}

/** The key of whoever has that pid now. */
export function keyNow(pid: number): ProcessKey | null {
  const start = statOf(pid)?.startTime;
  return start === undefined ? null : keyOf(pid, start);
}
