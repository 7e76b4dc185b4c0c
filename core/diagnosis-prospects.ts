import type { Cause } from './diagnosis.ts';
import type { Means, ParentFacts, ZombieCase } from './diagnosis-facts.ts';
import { counted, visible } from './format.ts';

/** The rungs of the ladder, from gentle to harsh; `fix` is nothing that Reaptree can do by itself. */
export type Action = 'wait' | 'nudge' | 'continue' | 'collect' | 'end-parent' | 'fix';

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
const HARSHNESS: readonly Action[] = ['wait', 'continue', 'nudge', 'collect', 'fix', 'end-parent'];

/** What each action would do to this zombie, the most promising and then the gentlest first. */
export function prospectsOf(one: ZombieCase, cause: Cause): Prospect[] {
  const { parent, means } = one;
  if (cause === 'leader-exited') {
    return [{ action: 'wait', outlook: 'works', says: 'for its other threads to end', cost: null }];
  }
  if (parent === null) return [];
  const all = [
    ...waiting(cause, one),
    ...stirring(cause, one),
    collecting(cause, parent, means),
    ...fixing(parent),
    ending(cause, parent, means),
  ];
  return all.sort(
    (a, b) =>
      RANK.indexOf(a.outlook) - RANK.indexOf(b.outlook) ||
      HARSHNESS.indexOf(a.action) - HARSHNESS.indexOf(b.action),
  );
}

function waiting(cause: Cause, { zombie, parent }: ZombieCase): Prospect[] {
  const name = parent === null ? 'its parent' : visible(parent.name);
  const wait = (outlook: Outlook, says: string): Prospect[] => [
    { action: 'wait', outlook, says, cost: null },
  ];
  switch (cause) {
    case 'about-to-be-reaped':
      return wait('works', `a moment: ${name} is about to collect it`);
    case 'parent-uninterruptible':
      return wait('works', `until ${name} comes back from the kernel`);
    case 'waits-for-another':
      return wait('may-work', `until the child that ${name} waits for has ended`);
    case 'parent-traced':
      return wait('works', 'until the debugger lets its parent go on');
    case 'child-traced':
      return wait(
        'works',
        zombie.tracer === null
          ? 'for the tracer'
          : `for ${visible(zombie.tracer.name)}, or end it, to let go of it`,
      );
    default:
      return [];
  }
}

/** SIGCHLD to the parent, or SIGCONT where it is stopped. */
function stirring(cause: Cause, { parent, means }: ZombieCase): Prospect[] {
  if (parent === null) return [];
  const name = visible(parent.name);
  const action: Action = cause === 'parent-stopped' ? 'continue' : 'nudge';
  const forbidden = cannotSignal(parent, means);
  const prospect = (outlook: Outlook, says: string): Prospect[] => [
    forbidden === null
      ? { action, outlook, says, cost: null }
      : { action, outlook: 'impossible', says: forbidden, cost: null },
  ];
  const handled = parent.childSignal?.disposition === 'handled' || parent.childSignal?.read === true;
  if (cause === 'parent-stopped') {
    return handled || parent.call?.waitsFor != null
      ? prospect('works', `SIGCONT: ${name} goes on and collects it`)
      : prospect('may-work', `SIGCONT: ${name} goes on; whether it then collects is up to it`);
  }
  switch (cause) {
    case 'signal-lost':
      return prospect('works', `SIGCHLD once more: ${name} looks again`);
    case 'init-does-not-reap':
    case 'unclear':
      return handled || parent.childSignal === null
        ? prospect('may-work', `SIGCHLD: ${name} may look again`)
        : prospect('no-use', 'would not help: it has no handler');
    case 'about-to-be-reaped':
      return handled
        ? prospect('may-work', `SIGCHLD: ${name} looks at once`)
        : prospect('no-use', 'would not help: it has no handler');
    case 'parent-uninterruptible':
    case 'parent-traced':
      return prospect('no-use', `would not help: nothing reaches ${name} now`);
    case 'child-traced':
      return prospect('no-use', 'would not help: the tracer comes first');
    case 'signal-blocked':
      return prospect('no-use', `would not help: ${name} blocks SIGCHLD`);
    case 'ignored-too-late':
      return prospect('no-use', `would not help: ${name} ignores SIGCHLD`);
    case 'not-known-to-runtime':
      return prospect('no-use', 'would not help: Node asks for its own children only');
    case 'waits-for-another':
      return prospect('no-use', `would not help: ${name} asks for another child`);
    case 'not-told':
      return prospect('no-use', 'would not help: its wait must ask for such children');
    case 'never-waits':
      return prospect('no-use', 'would not help: it has no handler');
    default:
      return [];
  }
}

function collecting(cause: Cause, parent: ParentFacts, means: Means): Prospect {
  const name = visible(parent.name);
  const cost = `it never learns how ${parent.zombies.length > 1 ? 'they' : 'it'} ended`;
  const impossible = (says: string): Prospect => ({
    action: 'collect',
    outlook: 'impossible',
    says,
    cost: null,
  });
  const refused = refusal(parent, means);
  if (refused !== null) return impossible(refused);
  if (cause === 'parent-traced') return impossible('a process can have one debugger, and it has one');
  if (parent.tracer !== null) return impossible(`${visible(parent.tracer.name)} traces it already`);
  if (cause === 'parent-uninterruptible') return impossible('a debugger cannot get hold of it now');
  if (cause === 'child-traced') {
    return {
      action: 'collect',
      outlook: 'no-use',
      says: 'would not help: the tracer comes first',
      cost: null,
    };
  }
  const barred = cannotTrace(parent, means);
  if (barred !== null) return impossible(barred);
  if (means.debuggers.length === 0) return impossible('needs gdb or lldb, and neither is installed');
  return {
    action: 'collect',
    outlook: 'works',
    says: `${name} collects ${parent.zombies.length > 1 ? 'them' : 'it'} itself, through ${means.debuggers[0]}; it goes on as before`,
    cost,
  };
}

/** What keeps us from attaching; ptrace(2) on /proc/sys/kernel/yama/ptrace_scope. */
function cannotTrace(parent: ParentFacts, { trace }: Means): string | null {
  switch (trace) {
    case 'permitted':
      return null;
    case 'other-user':
      return ownedBy(parent.user);
    case 'descendants-only':
      return 'ptrace_scope is 1, so one may debug only what one started: as root it works';
    case 'root-only':
      return 'ptrace_scope is 2, so only root may debug';
    case 'never':
      return 'ptrace_scope is 3: nobody may debug anything until the next boot';
    case 'refused':
      return 'the system does not let us debug it';
  }
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

function ending(cause: Cause, parent: ParentFacts, means: Means): Prospect {
  const name = visible(parent.name);
  const forbidden = cannotSignal(parent, means);
  const impossible = (says: string): Prospect => ({
    action: 'end-parent',
    outlook: 'impossible',
    says,
    cost: null,
  });
  if (forbidden !== null) return impossible(forbidden);
  if (cause === 'parent-traced') return impossible('its debugger decides when it ends');
  if (parent.init === 'container') {
    return {
      action: 'end-parent',
      outlook: 'works',
      says: 'ends the whole container',
      cost: `${counted(parent.inContainer.length, 'more process', 'more processes')} of it ${parent.inContainer.length === 1 ? 'ends' : 'end'} with it`,
    };
  }
  const { children } = parent;
  return {
    action: 'end-parent',
    outlook: cause === 'child-traced' ? 'no-use' : cause === 'parent-uninterruptible' ? 'may-work' : 'works',
    says:
      cause === 'child-traced'
        ? 'would not help: the tracer comes first'
        : cause === 'parent-uninterruptible'
          ? 'takes effect only when it comes back from the kernel'
          : 'whoever adopts its children collects the dead among them',
    cost: lossOf(name, children.length, parent.leadsTerminal),
  };
}

function lossOf(name: string, children: number, leadsTerminal: boolean): string {
  if (children === 0) return `${name} itself is lost`;
  const live = counted(children, 'live child', 'live children');
  return leadsTerminal
    ? `${name} is lost, and what runs in its terminal with it (${live})`
    : `${name} is lost, and ${live} go on without it`.replace('1 live child go', '1 live child goes');
}

function cannotSignal(parent: ParentFacts, means: Means): string | null {
  return refusal(parent, means) ?? (means.signal ? null : ownedBy(parent.user));
}

/** Whose it is, and who may act on it; `null` where the name is not known. */
export function ownedBy(user: string | null): string {
  if (user === 'root') return 'it belongs to root: start Reaptree as root';
  return `it belongs to ${user ?? 'another user'}: start Reaptree as that user or as root`;
}

/** What Reaptree does not do, whoever asks. */
function refusal(parent: ParentFacts, means: Means): string | null {
  if (means.readOnly) return 'Reaptree is in read-only mode';
  if (parent.init === 'system') return 'Reaptree does nothing to process 1 of the system';
  if (parent.own) return 'it is part of Reaptree itself';
  return null;
}
