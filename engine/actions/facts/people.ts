import { setImmediate as pause } from 'node:timers/promises';
import { PEOPLE_NAMED, type People, type Person } from '../../../core/diagnosis-facts.ts';
import { partsOf } from '../../../core/process.ts';
import { allPids, childPids, type Listed, listedOf } from '../listing.ts';

/** So many are looked at before others get their turn: a parent may have thousands of children. */
const AT_ONCE = 100;

export const person = ({ key, pid, name }: Listed): Person => ({ key, pid, name });

export async function listGently(pids: readonly number[]): Promise<Listed[]> {
  const all: Listed[] = [];
  for (const [at, pid] of pids.entries()) {
    if (at > 0 && at % AT_ONCE === 0) await pause();
    const listed = listedOf(pid);
    if (listed !== null) all.push(listed);
  }
  return all;
}

export async function childrenGently(pid: number): Promise<Listed[]> {
  return (await listGently(childPids(pid) ?? allPids())).filter(({ ppid }) => ppid === pid);
}

const byStart = (a: Listed, b: Listed): number =>
  partsOf(a.key).start - partsOf(b.key).start || a.pid - b.pid;

/** How many they are, and who are the first: the oldest, as the kernel lists them so. */
export const people = (all: readonly Listed[]): People => ({
  count: all.length,
  first: all.slice(0, PEOPLE_NAMED).sort(byStart).map(person),
});
