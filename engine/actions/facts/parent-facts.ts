import type { ParentFacts } from '../../../core/diagnosis-facts.ts';
import type { Roots } from '../../../core/reading.ts';
import { ownerOf, wchanOf } from '../../collect/procfs/files.ts';
import { Users } from '../../collect/users.ts';
import { listedOf } from '../listing.ts';
import { isOurs } from '../ours.ts';
import { type AdopterOptions, adopterOf } from './adopter.ts';
import { collectorOf } from './collector.ts';
import { childrenGently, people, person } from './people.ts';
import { initOf, insideOf } from './pid-namespace.ts';
import { statusOf } from './status.ts';
import { steadyThreads } from './threads.ts';
import { vforkOf } from './vfork.ts';
import type { Sought } from './waits.ts';

/** What is to be known of the parent of that zombie; `null` where it has gone. */
export async function parentFacts(
  pid: number,
  zombie: Sought,
  { roots, ...adopting }: AdopterOptions & { readonly roots: Roots },
): Promise<ParentFacts | null> {
  const { threads, stuck } = await steadyThreads(pid);
  const listed = listedOf(pid);
  const status = statusOf(pid);
  if (listed === null || status === null) return null;
  const { facts, called, file } = collectorOf(listed, threads, zombie);
  const children = await childrenGently(pid);
  const uid = ownerOf(pid);
  const tracer = status.tracerPid === 0 ? null : listedOf(status.tracerPid);
  const init = initOf(pid, status);
  return {
    ...facts,
    user: uid === null ? null : new Users().nameOf(uid),
    leaderExited: listed.state === 'Z' && threads.length > 0,
    threads: threads.length === 0 ? listed.threads : listed.threads - (listed.state === 'Z' ? 1 : 0),
    stuck: stuck.length > 0,
    vfork: vforkOf(pid, stuck, called),
    wchan: wchanOf(pid),
    tracer: tracer === null ? null : person(tracer),
    init,
    linked: file?.linked ?? null,
    leadsTerminal: listed.hasTerminal && listed.sid === pid,
    adopter: init === null ? await adopterOf(listed, status, zombie, adopting) : null,
    zombies: people(children.filter(({ state, threads }) => state === 'Z' && threads <= 1)),
    children: people(children.filter(({ state, threads }) => state !== 'Z' || threads > 1)),
    // From inside, nothing is done to it: what would end with it need not be known.
    inContainer: people(init === 'container' && pid !== 1 ? await insideOf(pid) : []),
    own: isOurs(pid, roots),
  };
}
