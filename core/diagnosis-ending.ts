import type { Cause } from './diagnosis.ts';
import { type Adopter, called, type Means, type ParentFacts } from './diagnosis-facts.ts';
import { cannotSignal } from './diagnosis-permission.ts';
import type { Outlook, Prospect } from './diagnosis-prospects.ts';
import { counted, visible } from './format.ts';

/** Some that do collect look only every second or two. */
const PATIENCE_MS = 5_000;
const SOON_MS = 1_000;

/** Programs that are there to collect orphans, by their `comm`; the last two are our own. */
const REAPERS =
  /^(systemd|init|tini|docker-init|dumb-init|catatonit|runit|s6-svscan|procd|openrc-init|reaptree-(helper|native))$/;

/** Whether an adopter collects the dead that come to it; `null` where that cannot be told. */
export function collects(adopter: Adopter): boolean | null {
  const { leftFor, office, zombies } = adopter;
  const seems = seemsToCollect(adopter);
  const left = zombies > 0 ? leftFor : 0;
  // A system whose first process did not collect at all would not be up for long: there it is only slow.
  if (office === 'system') return left < PATIENCE_MS ? seems : null;
  if (left >= PATIENCE_MS) return false;
  return seems === true && left >= SOON_MS ? null : seems;
}

function seemsToCollect(adopter: Adopter): boolean | null {
  const { calls, childSignal, collectedOthers, name, office, runtime, state } = adopter;
  if (state === 'T' || state === 't') return false;
  // The kernel discards the dead of whoever ignores SIGCHLD, also those that are adopted.
  if (childSignal?.disposition === 'ignored') return true;
  if (waitsForAny(adopter) || office === 'system' || REAPERS.test(name)) return true;
  if (childSignal === null || runtime === 'go') return null;
  if (runtime === 'node') return false;
  const { blocked, disposition, read } = childSignal;
  if (read === true || blocked || disposition === 'handled') return collectedOthers ? true : null;
  // It may still look from time to time, and has if it ever collected one.
  return calls === null || collectedOthers ? null : false;
}

const waitsForAny = ({ calls }: Adopter): boolean =>
  calls?.waits.some(({ whom, passes }) => whom === 'any' && passes === null) === true;

/** What it would come to if the parent ended. */
export function ending(cause: Cause, parent: ParentFacts, means: Means): Prospect {
  const forbidden = cannotSignal(parent, means);
  const prospect = (outlook: Outlook, says: string, cost: string | null): Prospect => ({
    action: 'end-parent',
    outlook,
    says,
    cost,
  });
  if (forbidden !== null) return prospect('impossible', forbidden, null);
  if (cause === 'parent-traced') return prospect('impossible', 'its debugger decides when it ends', null);
  if (parent.init === 'container') {
    const { count } = parent.inContainer;
    const ends = `${counted(count, 'more process', 'more processes')} of it ${count === 1 ? 'ends' : 'end'} with it`;
    return prospect('works', 'ends the whole container', ends);
  }
  const loss = lossOf(visible(parent.name), parent.children.count, parent.leadsTerminal);
  if (cause === 'child-traced') return prospect('no-use', 'would not help: the tracer comes first', loss);
  const { outlook, says } = adoption(parent);
  if (outlook === 'no-use') return prospect(outlook, `would not help: ${says}`, loss);
  // Whoever is in vfork() lets in what ends it, and only that; what else one waits for in the kernel may not.
  if (parent.vfork?.first) {
    return prospect(outlook, `SIGKILL reaches it there, a handler for SIGTERM does not run; ${says}`, loss);
  }
  if (parent.state === 'D') {
    const late = 'takes effect only when it comes back from the kernel';
    return prospect('may-work', `${late}; ${says}`, loss);
  }
  return prospect(outlook, says, loss);
}

/** Who would get the zombie, and what that is good for. */
export function adoption({ adopter }: Pick<ParentFacts, 'adopter'>): Pick<Prospect, 'outlook' | 'says'> {
  if (adopter === null) {
    return { outlook: 'may-work', says: 'who adopts its children then cannot be seen from here' };
  }
  const who = called(adopter);
  switch (collects(adopter)) {
    case true:
      return { outlook: 'works', says: `${who} adopts its children and collects the dead among them` };
    case false:
      return { outlook: 'no-use', says: `${who} would adopt its children, and ${idleness(adopter)}` };
    case null:
      return { outlook: 'may-work', says: `${who} adopts its children; whether it collects cannot be told` };
  }
}

function idleness({ zombies, state }: Adopter): string {
  if (zombies > 0) return `already leaves ${counted(zombies, 'zombie')} uncollected`;
  return state === 'T' || state === 't' ? 'is stopped' : 'does not wait for them';
}

function lossOf(name: string, children: number, leadsTerminal: boolean): string {
  if (children === 0) return `${name} itself is lost`;
  const live = counted(children, 'live child', 'live children');
  return leadsTerminal
    ? `${name} is lost, and what runs in its terminal with it (${live})`
    : `${name} is lost, and ${live} go on without it`.replace('1 live child go', '1 live child goes');
}
