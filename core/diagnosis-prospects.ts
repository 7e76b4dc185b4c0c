import type { Cause } from './diagnosis.ts';
import { collecting } from './diagnosis-collecting.ts';
import { ending } from './diagnosis-ending.ts';
import {
  type ChildSignal,
  called,
  type Means,
  type ParentFacts,
  YOUNG_MS,
  type ZombieCase,
  type ZombieFacts,
} from './diagnosis-facts.ts';
import { cannotSignal } from './diagnosis-permission.ts';
import { visible } from './format.ts';

/**
 * The rungs of the ladder, from gentle to harsh. `free`: to end or continue the child that keeps the parent
 * in vfork(2). `fix` is nothing that Reaptree can do by itself.
 */
export type Action = 'wait' | 'free' | 'nudge' | 'continue' | 'collect' | 'end-parent' | 'fix';

/** `works`: as a rule; `may-work`: it depends on the program; `no-use`; `impossible`: not from here, or not allowed. */
export type Outlook = 'works' | 'may-work' | 'no-use' | 'impossible';

export interface Prospect {
  readonly action: Action;
  readonly outlook: Outlook;
  /** What it would do here, in a few words. */
  readonly says: string;
  /** What it takes away, where it does. */
  readonly cost: string | null;
}

const RANK: readonly Outlook[] = ['works', 'may-work', 'no-use', 'impossible'];
const HARSHNESS: readonly Action[] = ['wait', 'continue', 'nudge', 'collect', 'free', 'fix', 'end-parent'];

/**
 * How far in front a prospect stands. What ends somebody comes behind all that may help without: the gentle way
 * is to be tried first, even where it is less certain.
 */
const rankOf = ({ action, outlook }: Prospect): number =>
  action === 'end-parent' && outlook === 'works' ? RANK.indexOf('may-work') : RANK.indexOf(outlook);

/** What each action would do to this zombie, the most promising and then the gentlest first. */
export function prospectsOf(one: ZombieCase, cause: Cause): Prospect[] {
  const { parent, means } = one;
  if (cause === 'leader-exited') {
    return [{ action: 'wait', outlook: 'works', says: 'for its other threads to end', cost: null }];
  }
  if (parent === null) return [];
  const all = [
    ...waiting(cause, one.zombie, parent),
    ...freeing(parent, means),
    stirring(cause, parent, means),
    collecting(cause, parent, means),
    ...fixing(parent),
    ending(cause, parent, means),
  ];
  return all.sort(
    (a, b) => rankOf(a) - rankOf(b) || HARSHNESS.indexOf(a.action) - HARSHNESS.indexOf(b.action),
  );
}

/**
 * What the parent does by itself once nothing holds it up any more. News that has not come through to it (`untold`)
 * speaks neither for nor against what it does then.
 */
function onceFree(parent: ParentFacts, untold = false): Outlook {
  const { childSignal, calls, collectedOthers, runtime } = parent;
  if (calls?.waits.some(({ passes }) => passes === null)) return 'works';
  // These take SIGCHLD in for every program, and ask for some children only.
  if (childSignal === null || runtime === 'go' || runtime === 'node') return 'may-work';
  const { disposition, blocked, pending, read } = childSignal;
  // A handler blocks further news while it runs.
  const unheard = untold || pending || (disposition === 'handled' && blocked);
  return (disposition === 'handled' || read === true) && (unheard || collectedOthers) ? 'works' : 'may-work';
}

function waiting(cause: Cause, zombie: ZombieFacts, parent: ParentFacts): Prospect[] {
  const name = visible(parent.name);
  const wait = (outlook: Outlook, says: string): Prospect[] => [
    { action: 'wait', outlook, says, cost: null },
  ];
  switch (cause) {
    case 'about-to-be-reaped':
      return wait('works', `a moment: ${name} is about to collect it`);
    case 'unclear':
      return zombie.age.least >= YOUNG_MS ? [] : wait('may-work', `a moment: ${name} may yet collect it`);
    case 'parent-uninterruptible':
      return wait(onceFree(parent), `until ${name} comes back from the kernel, and turns to it`);
    case 'signal-unread':
      return wait('may-work', `until ${name} gets to its descriptor`);
    case 'waits-for-another':
      return wait('may-work', `until what ${name} waits for has happened`);
    case 'parent-traced':
      return wait(onceFree(parent), 'until the debugger lets its parent go on');
    case 'child-traced':
      return wait(
        onceFree(parent, true),
        zombie.tracer === null
          ? 'for the tracer'
          : `for ${visible(zombie.tracer.name)}, or end it, to let go of it`,
      );
    default:
      return [];
  }
}

/** The parent is kept in vfork() by a child that can be ended or continued. */
function freeing(parent: ParentFacts, { readOnly }: Means): Prospect[] {
  const child = parent.vfork?.child ?? null;
  if (child === null || readOnly) return [];
  const name = visible(parent.name);
  const says =
    child.state === 'T'
      ? `continue ${called(child)}, or end it: then ${name} goes on`
      : `end ${called(child)}: then ${name} goes on`;
  return [{ action: 'free', outlook: onceFree(parent), says: `${says}, and may collect`, cost: null }];
}

/** SIGCHLD to the parent, or SIGCONT where it is stopped. */
function stirring(cause: Cause, parent: ParentFacts, means: Means): Prospect {
  const name = visible(parent.name);
  const action: Action = cause === 'parent-stopped' ? 'continue' : 'nudge';
  const forbidden = cannotSignal(parent, means);
  const prospect = (outlook: Outlook, says: string): Prospect =>
    forbidden === null
      ? { action, outlook, says, cost: null }
      : { action, outlook: 'impossible', says: forbidden, cost: null };
  const none = (why: string): Prospect => prospect('no-use', `would not help: ${why}`);
  const { childSignal } = parent;
  const handled = childSignal?.disposition === 'handled' || childSignal?.read === true;
  if (parent.runtime === 'go' && cause !== 'parent-stopped') {
    return none("Go's runtime takes SIGCHLD in, and waits for nobody");
  }
  switch (cause) {
    case 'parent-stopped':
      return onceFree(parent) === 'works'
        ? prospect('works', `SIGCONT: ${name} goes on and collects it`)
        : prospect('may-work', `SIGCONT: ${name} goes on; whether it then collects is up to it`);
    case 'signal-lost':
      return prospect('works', `SIGCHLD once more: ${name} looks again`);
    case 'handler-does-not-wait':
      return prospect('may-work', `SIGCHLD once more: ${name} collects it if its handler waits`);
    case 'init-does-not-reap':
    case 'unclear':
      if (handled && parent.runtime === 'node') return none('Node asks for its own children only');
      return handled || childSignal === null
        ? prospect('may-work', `SIGCHLD: ${name} may look again`)
        : none(deafness(childSignal, name));
    case 'about-to-be-reaped':
      return handled
        ? prospect('may-work', `SIGCHLD: ${name} looks at once`)
        : none(deafness(childSignal, name));
    case 'parent-uninterruptible':
    case 'parent-traced':
      return none(`${name} does not take it in now`);
    case 'child-traced':
      return none('the tracer comes first');
    case 'signal-unread':
      return none('one lies there unread already, and another would merge with it');
    case 'not-known-to-runtime':
      return none('Node asks for its own children only');
    case 'waits-for-another':
      return none(`${name} waits for something else`);
    case 'not-told':
      return none('its wait must ask for such children');
    default:
      return none(deafness(childSignal, name));
  }
}

function deafness(signal: ChildSignal | null, name: string): string {
  if (signal?.blocked) return `${name} blocks SIGCHLD`;
  return signal?.disposition === 'ignored' ? `${name} ignores SIGCHLD` : 'it has no handler';
}

function fixing(parent: ParentFacts): Prospect[] {
  if (parent.init !== 'container') return [];
  return [
    {
      action: 'fix',
      outlook: 'works',
      says: 'start the container with an init that reaps: docker run --init, or tini as its entry point',
      cost: 'the container has to be started anew',
    },
  ];
}
