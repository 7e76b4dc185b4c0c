import type { Person, Wait } from '../../../core/diagnosis-facts.ts';
import { childPids, listedOf } from '../listing.ts';
import type { Call, WaitCall } from './call.ts';
import { person } from './people.ts';
import { type Status, statusOf, textOf } from './status.ts';

/** Of a zombie, what decides whether a wait takes it. */
export interface Sought {
  readonly pid: number;
  readonly status: Status;
  readonly tellsByChildSignal: boolean;
}

/** More children than this are not asked for their pid in another namespace. */
const ASKED_MOST = 500;

/** The waits that the threads of a process are in, and whether each would take that zombie; wait(2). */
export function waitsOf(parent: number, calls: readonly Call[], zombie: Sought): Wait[] {
  const depth = (statusOf(parent)?.nspid.length ?? 1) - 1;
  return calls.flatMap(({ tid, wait }) => {
    if (wait === null) return [];
    return {
      whom: whom(parent, wait, depth),
      passes: !wait.ended
        ? 'not-ended'
        : !asksFor(parent, tid, wait, zombie, depth)
          ? 'another'
          : wait.cloned === 'too' || (wait.cloned === 'only') === !zombie.tellsByChildSignal
            ? null
            : 'kind',
    };
  });
}

function asksFor(parent: number, tid: number, wait: WaitCall, zombie: Sought, depth: number): boolean {
  if (wait.ownOnly && childPids(parent, tid)?.includes(zombie.pid) === false) return false;
  switch (wait.whom) {
    case 'any':
      return true;
    case 'child':
      return zombie.status.nspid[depth] === wait.id;
    case 'descriptor':
      return behindDescriptor(parent, wait.id) === zombie.pid;
    case 'group':
      return zombie.status.nspgid[depth] === (wait.id === 0 ? statusOf(parent)?.nspgid[depth] : wait.id);
  }
}

function whom(parent: number, { whom, id }: WaitCall, depth: number): Wait['whom'] {
  if (whom === 'any' || whom === 'group') return whom;
  const pid = whom === 'descriptor' ? behindDescriptor(parent, id) : pidOf(parent, id, depth);
  return pid === null ? null : named(pid);
}

const named = (pid: number): Person | null => {
  const listed = listedOf(pid);
  return listed === null ? null : person(listed);
};

/** The pid that we know a child by whom its parent knows by that number. */
function pidOf(parent: number, id: number, depth: number): number | null {
  if (depth === 0) return id;
  const children = childPids(parent)?.slice(0, ASKED_MOST) ?? [];
  return children.find((child) => statusOf(child)?.nspid[depth] === id) ?? null;
}

/** Whom a descriptor of a process stands for, by `Pid` in its `fdinfo`; pidfd_open(2). */
function behindDescriptor(parent: number, descriptor: number): number | null {
  const pid = /^Pid:\s*(\d+)$/m.exec(textOf(`/proc/${parent}/fdinfo/${descriptor}`) ?? '')?.[1];
  return pid === undefined ? null : Number(pid);
}
