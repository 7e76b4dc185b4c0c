import type { ParentFacts, Person, ZombieCase, ZombieFacts } from './diagnosis-facts.ts';
import { type Prospect, prospectsOf } from './diagnosis-prospects.ts';
import { counted, duration, visible } from './format.ts';
import { STATE_WORDS } from './process.ts';

/** Why a zombie is still there. */
export type Cause =
  | 'leader-exited'
  | 'child-traced'
  | 'parent-unseen'
  | 'parent-traced'
  | 'parent-stopped'
  | 'parent-uninterruptible'
  | 'about-to-be-reaped'
  | 'not-told'
  | 'waits-for-another'
  | 'init-does-not-reap'
  | 'signal-blocked'
  | 'ignored-too-late'
  | 'not-known-to-runtime'
  | 'signal-lost'
  | 'never-waits'
  | 'unclear';

/** `certain` is what the kernel itself says; `likely` follows from it as a rule; `unclear` is a guess. */
export type Certainty = 'certain' | 'likely' | 'unclear';

export interface Diagnosis {
  readonly cause: Cause;
  readonly certainty: Certainty;
  /** Who should have collected it, and why that has not happened. */
  readonly summary: string;
  /** What that rests on, each a short line. */
  readonly evidence: readonly string[];
  /** What can be done, the best first. */
  readonly prospects: readonly Prospect[];
}

/** A child this young may only be waiting for its parent to get the processor. */
const YOUNG_MS = 1_000;

export const called = ({ name, pid }: Pick<Person, 'name' | 'pid'>): string => `${visible(name)} (${pid})`;

/** Says why this zombie has not been collected, from what the kernel tells of it and of its parent. */
export function diagnose(one: ZombieCase): Diagnosis {
  const { cause, certainty, says } = causeOf(one);
  const more = one.parent === null || cause === 'leader-exited' ? '' : othersHeld(one.parent);
  return {
    cause,
    certainty,
    summary: more === '' ? says : `${says} ${more}`,
    evidence: evidenceFor(one),
    prospects: prospectsOf(one, cause),
  };
}

interface Finding {
  readonly cause: Cause;
  readonly certainty: Certainty;
  readonly says: string;
}

const found = (cause: Cause, certainty: Certainty, says: string): Finding => ({ cause, certainty, says });

function causeOf({ zombie, parent }: ZombieCase): Finding {
  const dead = called(zombie);
  if (zombie.threads > 1) {
    return found(
      'leader-exited',
      'certain',
      `Only the first thread of ${dead} has ended; ${counted(zombie.threads - 1, 'other thread', 'other threads')} of it still ${zombie.threads === 2 ? 'runs' : 'run'}. Nobody can collect it before they have ended too, and nobody has failed to.`,
    );
  }
  if (zombie.tracer !== null) {
    return found(
      'child-traced',
      'certain',
      `${called(zombie.tracer)} traces ${dead}, and the kernel shows its end to the tracer first. Its parent can collect it only when the tracer has done so or has let go of it.`,
    );
  }
  if (parent === null) {
    return found(
      'parent-unseen',
      'unclear',
      `${dead} waits for its parent, which cannot be seen from here: it is in another pid namespace, or has just ended.`,
    );
  }
  return hindrance(parent) ?? hurry(zombie, parent) ?? untold(zombie, parent) ?? neglect(zombie, parent);
}

/** The parent could not collect anything now, whatever it is written to do. */
function hindrance(parent: ParentFacts): Finding | null {
  const holder = called(parent);
  if (parent.tracer !== null && (parent.state === 't' || parent.state === 'T')) {
    return found(
      'parent-traced',
      'certain',
      `${holder} should collect it, but ${called(parent.tracer)} has halted it: a debugger. It goes on when the debugger lets it.`,
    );
  }
  if (parent.state === 'T') {
    return found(
      'parent-stopped',
      'certain',
      `${holder} should collect it, but it is stopped and does nothing at all until somebody continues it.`,
    );
  }
  if (parent.state === 'D') {
    const vfork =
      parent.call?.name === 'vfork' ? ' A child that it started with vfork() keeps it there.' : '';
    return found(
      'parent-uninterruptible',
      'certain',
      `${holder} should collect it, but it waits inside the kernel${where(parent)}, where nothing reaches it.${vfork}`,
    );
  }
  return null;
}

function hurry({ age }: ZombieFacts, parent: ParentFacts): Finding | null {
  if (age.least >= YOUNG_MS || parent.zombies.length > 1) return null;
  if (age.most === null || age.most >= YOUNG_MS) return null;
  return found(
    'about-to-be-reaped',
    'likely',
    `It has only just ended. ${called(parent)} is likely to collect it in a moment: every dead child is a zombie until then.`,
  );
}

/** The parent collects children, but cannot have heard of this one, or asks for another. */
function untold(zombie: ZombieFacts, parent: ParentFacts): Finding | null {
  const holder = called(parent);
  const waitsFor = parent.call?.waitsFor ?? null;
  if (!zombie.tellsByChildSignal) {
    return found(
      'not-told',
      'certain',
      `${holder} made it with clone() so that its end is not told by SIGCHLD. Only a wait that asks for such children (__WALL or __WCLONE) collects it, and ${holder} has made none.`,
    );
  }
  if (typeof waitsFor === 'number' && waitsFor !== zombie.pidForParent) {
    const other = parent.children.find(({ pid }) => pid === waitsFor);
    return found(
      'waits-for-another',
      'certain',
      `${holder} does wait, but for ${other === undefined ? `child ${waitsFor}` : called(other)} and no other. It can turn to this one at the earliest when that has ended.`,
    );
  }
  return null;
}

/** The parent is free to collect it, and does not. */
function neglect(zombie: ZombieFacts, parent: ParentFacts): Finding {
  const holder = called(parent);
  const signal = parent.childSignal;
  const at = where(parent);
  if (parent.init !== null) {
    const whose = parent.init === 'container' ? 'of its container' : 'here';
    return found(
      'init-does-not-reap',
      signal?.disposition === 'handled' ? 'unclear' : 'likely',
      `${holder} is process 1 ${whose}, to which every orphan comes; collecting them is its duty. It ${signal?.disposition === 'handled' ? 'handles SIGCHLD, yet has not collected this one' : 'is an ordinary program that does not know of it, and does not wait'}.`,
    );
  }
  if (signal === null) {
    return found(
      'unclear',
      'unclear',
      `${holder} is its parent and has not collected it. What it does about SIGCHLD cannot be seen by this user.`,
    );
  }
  if (signal.blocked && signal.read !== true) {
    return found(
      'signal-blocked',
      signal.pending ? 'certain' : 'likely',
      signal.pending
        ? `${holder} should collect it, but it blocks SIGCHLD: the news of the end waits at its door, unheard.`
        : `${holder} should collect it. It blocks SIGCHLD and takes it in by other means; it has done so for this child and yet not collected it.`,
    );
  }
  if (signal.disposition === 'ignored') {
    return found(
      'ignored-too-late',
      'likely',
      `${holder} ignores SIGCHLD, so the kernel discards the children that end from then on. This one had ended before that, and nobody waits for it any more.`,
    );
  }
  if (signal.disposition === 'default' && signal.read !== true) {
    return found(
      'never-waits',
      'likely',
      `${holder} is its parent and does not wait for it. It has no handler for SIGCHLD, so the news of the end passed it by, and ${doing(parent)}${at}.`,
    );
  }
  if (parent.runtime === 'node') {
    return found(
      'not-known-to-runtime',
      'likely',
      `${holder} runs on Node, which collects exactly the children that it started itself. This one came to it in another way: from a native module, through exec, or as an orphan.`,
    );
  }
  return found(
    'signal-lost',
    zombie.age.least >= YOUNG_MS || parent.zombies.length > 1 ? 'likely' : 'unclear',
    `${holder} handles SIGCHLD and has missed this one. When several children end together the kernel sends one signal for all; whoever then waits only once leaves the rest.`,
  );
}

const doing = ({ state }: ParentFacts): string =>
  state === 'R' ? 'it is busy with something else' : 'it is asleep';

function where({ call, wchan, state }: ParentFacts): string {
  if (state === 'R') return '';
  if (call !== null) return ` in ${call.name}()`;
  return wchan === null ? '' : ` in ${visible(wchan)}`;
}

function othersHeld({ zombies }: ParentFacts): string {
  const more = zombies.length - 1;
  return more <= 0 ? '' : `It holds ${counted(more, 'more zombie')}.`;
}

function evidenceFor({ zombie, parent }: ZombieCase): string[] {
  const lines: string[] = [];
  if (zombie.threads > 1) lines.push(`${zombie.threads} threads of it are not released yet`);
  if (zombie.tracer !== null) lines.push(`traced by ${called(zombie.tracer)}`);
  if (parent !== null) {
    lines.push(`SIGCHLD: ${signalWords(parent)}`);
    lines.push(`${visible(parent.name)} is ${STATE_WORDS[parent.state]}${where(parent)}`);
    if (parent.tracer !== null) lines.push(`${visible(parent.name)} is traced by ${called(parent.tracer)}`);
    if (parent.init === 'container') lines.push(`${visible(parent.name)} is process 1 of a container`);
    if (parent.init === 'system') lines.push(`${visible(parent.name)} is process 1 of this system`);
    if ((parent.threads ?? 1) > 1) lines.push(`${visible(parent.name)} has ${parent.threads} threads`);
  }
  if (!zombie.tellsByChildSignal) lines.push('its end is not told by SIGCHLD');
  lines.push(howItEnded(zombie), howLong(zombie));
  return lines;
}

function signalWords({ childSignal }: ParentFacts): string {
  if (childSignal === null) return 'not permitted to look';
  const { disposition, blocked, pending, read } = childSignal;
  const action = { default: 'default action', ignored: 'ignored', handled: 'handled' }[disposition];
  const parts = [action, blocked ? 'blocked by every thread' : 'not blocked'];
  if (read === true) parts.push('read from a descriptor');
  if (pending) parts.push('one is pending');
  return parts.join(', ');
}

function howItEnded({ exit }: ZombieFacts): string {
  if (exit === null) return 'how it ended is unknown: the kernel tells only who may trace it';
  return 'code' in exit ? `it ended with exit code ${exit.code}` : `it was ended by ${exit.signal}`;
}

function howLong({ age: { least, most } }: ZombieFacts): string {
  if (least >= 1_000)
    return `a zombie for ${most !== null && most - least > 1_000 ? 'at least ' : ''}${duration(least)}`;
  if (most === null) return 'since when it has been a zombie is not known';
  return most < 1_000 ? 'a zombie for less than a second' : `a zombie for at most ${duration(most)}`;
}
