import { evidenceFor, where } from './diagnosis-evidence.ts';
import { called, type ParentFacts, YOUNG_MS, type ZombieCase, type ZombieFacts } from './diagnosis-facts.ts';
import { type Prospect, prospectsOf } from './diagnosis-prospects.ts';
import { counted, visible } from './format.ts';

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
  | 'signal-unread'
  | 'signal-blocked'
  | 'ignored-too-late'
  | 'not-known-to-runtime'
  | 'signal-lost'
  | 'handler-does-not-wait'
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

export { called };

/** Says why this zombie has not been collected, from what the kernel tells of it and of its parent. */
export function diagnose(one: ZombieCase): Diagnosis {
  const { cause, certainty, says } = causeOf(one);
  const more = one.parent === null || cause === 'leader-exited' ? [] : besides(one.zombie, one.parent);
  return {
    cause,
    certainty,
    summary: [says, ...more].join(' '),
    evidence: evidenceFor(one, cause),
    prospects: prospectsOf(one, cause),
  };
}

/** Whether it may have ended only just now, and a second look would tell something else. */
export function mayBeYoung(one: ZombieCase): boolean {
  const { age } = one.zombie;
  const causeAt = (least: number) =>
    causeOf({ ...one, zombie: { ...one.zombie, age: { least, most: null, seen: true } } }).cause;
  return age.least < YOUNG_MS && causeAt(0) !== causeAt(YOUNG_MS);
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
  return hindrance(parent) ?? untold(zombie, parent) ?? hurry(zombie, parent) ?? neglect(zombie, parent);
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
    const alone = (parent.threads ?? 1) <= 1;
    return found(
      'parent-uninterruptible',
      alone ? 'certain' : 'likely',
      parent.vfork?.first
        ? `${holder} should collect it, but ${alone ? 'it' : 'its first thread'} is in vfork(): it waits inside the kernel until the child that it made so becomes another program or ends. ${keptBy(parent)}`
        : `${holder} should collect it, but ${alone ? 'it' : 'its first thread'} waits inside the kernel${where(parent)}, where no handler of it runs.`,
    );
  }
  return null;
}

function keptBy({ vfork }: ParentFacts): string {
  const child = vfork?.child ?? null;
  if (child === null) return 'Which child that is cannot be told.';
  return `${called(child)} has neither exec'd nor ended and keeps it there${child.state === 'T' ? ': it is stopped' : ''}.`;
}

/** The parent cannot have heard of this one, or asks for others. */
function untold(zombie: ZombieFacts, parent: ParentFacts): Finding | null {
  const holder = called(parent);
  if (!zombie.tellsByChildSignal) {
    return found(
      'not-told',
      'certain',
      `${holder} made it with clone() so that its end is not told by SIGCHLD. Only a wait that asks for such children (__WALL or __WCLONE) collects it, and ${holder} has made none.`,
    );
  }
  const waits = parent.calls?.waits ?? [];
  const [wait] = waits;
  if (wait === undefined || waits.some(({ passes }) => passes === null) || hears(parent)) return null;
  const others = (parent.threads ?? 1) - waits.length;
  const alone = others <= 0;
  const whom =
    wait.passes === 'not-ended'
      ? 'for children that stop or go on, and not for those that end'
      : wait.whom === 'group'
        ? 'for a process group that this one is not in'
        : wait.whom === null || wait.whom === 'any'
          ? 'for another child and no other'
          : `for ${called(wait.whom)} and no other`;
  return found(
    'waits-for-another',
    alone ? 'certain' : 'likely',
    `${holder} does wait, but not for this one: ${alone ? '' : 'a thread of it waits '}${whom}. It can turn to this one at the earliest when that wait is over${alone ? '' : `, if none of its other threads does`}.`,
  );
}

/** It is told of its children's ends, and has let the news in. Go takes it in for every program, and then does nothing. */
function hears({ childSignal, runtime }: Pick<ParentFacts, 'childSignal' | 'runtime'>): boolean {
  if (childSignal === null) return false;
  const { disposition, blocked, read } = childSignal;
  return read === true || (disposition === 'handled' && !blocked && runtime !== 'go');
}

/** It has only just ended: what its parent has not done yet, it may do in a moment. */
function hurry({ age, ...zombie }: ZombieFacts, parent: ParentFacts): Finding | null {
  const waits = parent.calls?.waits.some(({ passes }) => passes === null) === true;
  const isYoung =
    age.least < YOUNG_MS &&
    (age.seen || (age.most !== null && age.most < YOUNG_MS)) &&
    parent.zombies.count <= 1;
  if (!isYoung && !waits) return null;
  if (waits || hears(parent) || parent.state === 'R') {
    return found(
      'about-to-be-reaped',
      'likely',
      `It has only just ended. ${called(parent)} is likely to collect it in a moment: every dead child is a zombie until then.`,
    );
  }
  return found(
    'unclear',
    'unclear',
    `${called(zombie)} has only just ended. ${called(parent)} may still collect it, though nothing says that it will: ${silence(parent)}.`,
  );
}

function silence({ childSignal, calls, runtime }: ParentFacts): string {
  if (childSignal === null) return 'what it does about SIGCHLD cannot be seen by this user';
  if (childSignal.blocked) return 'it blocks SIGCHLD';
  if (childSignal.disposition === 'ignored') return 'it ignores SIGCHLD';
  const first = runtime === 'go' ? 'it is a Go program' : 'it has no handler for SIGCHLD';
  return calls === null
    ? `${first}, and whether it waits cannot be seen by this user`
    : `${first}, and is in no wait`;
}

/** The parent is free to collect it, and does not. */
function neglect(zombie: ZombieFacts, parent: ParentFacts): Finding {
  const holder = called(parent);
  const signal = parent.childSignal;
  if (signal?.read === true && signal.blocked && signal.pending) {
    return found(
      'signal-unread',
      'certain',
      `${holder} should collect it. It reads SIGCHLD from a descriptor and has not got to it: the news of the end lies there unread.`,
    );
  }
  if (parent.init !== null) return idleInit(parent);
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
  if (parent.runtime === 'go') {
    return found(
      'never-waits',
      parent.calls === null ? 'unclear' : 'likely',
      `${holder} is its parent and has not called Wait() for it. It is a Go program: Go's runtime catches SIGCHLD in each of them and collects nobody, only Wait() on that very process does.`,
    );
  }
  if (signal.disposition === 'default' && signal.read !== true) {
    return parent.calls === null
      ? found(
          'unclear',
          'unclear',
          `${holder} is its parent and has not collected it. It has no handler for SIGCHLD; whether it waits for another child or for none cannot be seen by this user.`,
        )
      : found(
          'never-waits',
          'likely',
          `${holder} is its parent and does not wait for it. It has no handler for SIGCHLD, so the news of the end passed it by, and ${doing(parent)}${where(parent)}.`,
        );
  }
  if (parent.runtime === 'node') {
    return found(
      'not-known-to-runtime',
      'likely',
      `${holder} runs on Node, which collects exactly the children that it started itself. This one came to it in another way: from a native module, through exec, or as an orphan.`,
    );
  }
  const takes = signal.read === true ? 'reads SIGCHLD from a descriptor' : 'handles SIGCHLD';
  return parent.collectedOthers
    ? found(
        'signal-lost',
        zombie.age.least >= YOUNG_MS || parent.zombies.count > 1 ? 'likely' : 'unclear',
        `${holder} ${takes} and has collected children before, but may have missed this one. One way to that: when several end together the kernel sends one signal for all, and whoever then waits only once leaves the rest.`,
      )
    : found(
        'handler-does-not-wait',
        'likely',
        `${holder} ${takes}, but has never collected a child, as far as the kernel counts. Whatever it does at the news of an end, it does not seem to wait.`,
      );
}

function idleInit(parent: ParentFacts): Finding {
  const { childSignal, calls, init } = parent;
  const handles = childSignal?.disposition === 'handled' || childSignal?.read === true;
  const how = handles
    ? 'It takes SIGCHLD in, yet has not collected this one.'
    : calls === null
      ? 'Whether it waits cannot be seen by this user.'
      : 'It is an ordinary program that does not know of it, and does not wait.';
  return found(
    'init-does-not-reap',
    handles || calls === null ? 'unclear' : 'likely',
    `${called(parent)} is process 1 ${init === 'container' ? 'of its container' : 'of this system'}, to which every orphan comes; collecting them is its duty. ${how}`,
  );
}

const doing = ({ state }: ParentFacts): string =>
  state === 'R' ? 'it is busy with something else' : 'it is asleep';

/** What is true of it and of its parent whatever the cause. */
function besides(zombie: ZombieFacts, parent: ParentFacts): string[] {
  const lines: string[] = [];
  if (zombie.adopted && parent.init === null) lines.push(`It came to ${called(parent)} as an orphan.`);
  const more = parent.zombies.count - 1;
  if (more > 0) lines.push(`${visible(parent.name)} holds ${counted(more, 'more zombie')}.`);
  return lines;
}
