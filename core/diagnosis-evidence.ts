import type { Cause } from './diagnosis.ts';
import { called, type ParentFacts, type Wait, type ZombieCase, type ZombieFacts } from './diagnosis-facts.ts';
import { counted, duration, visible } from './format.ts';
import { STATE_WORDS } from './process.ts';

/** What the kernel tells, each a short line. */
export function evidenceFor({ zombie, parent }: ZombieCase, cause: Cause): string[] {
  if (cause === 'leader-exited') {
    return [
      `it has ${zombie.threads} threads, and only the first has ended`,
      ...(zombie.tracer === null ? [] : [`traced by ${called(zombie.tracer)}`]),
    ];
  }
  const lines: string[] = [];
  if (zombie.tracer !== null) lines.push(`traced by ${called(zombie.tracer)}`);
  if (parent !== null) lines.push(...ofParent(parent));
  if (zombie.adopted) lines.push('adopted: whoever started it has ended');
  if (!zombie.tellsByChildSignal) lines.push('its end is not told by SIGCHLD');
  lines.push(howItEnded(zombie), howLong(zombie));
  return lines;
}

function ofParent(parent: ParentFacts): string[] {
  const name = visible(parent.name);
  const lines = [`SIGCHLD: ${signalWords(parent)}`];
  if (parent.leaderExited) lines.push(`the first thread of ${name} has ended, others live on`);
  lines.push(`${name} is ${STATE_WORDS[parent.state]}${where(parent)}`);
  if (parent.calls === null) lines.push('which call it is in: not permitted to look');
  for (const wait of parent.calls?.waits ?? []) lines.push(`a thread of ${name} waits ${waitWords(wait)}`);
  if (parent.vfork !== null && !parent.vfork.first) {
    const { child } = parent.vfork;
    lines.push(
      `a thread of ${name} is in vfork()${child === null ? '' : `, and ${called(child)} keeps it there`}`,
    );
  }
  lines.push(
    parent.collectedOthers
      ? `${name} has collected children before`
      : `${name} has never collected a child, as far as the kernel counts`,
  );
  if (parent.tracer !== null) lines.push(`${name} is traced by ${called(parent.tracer)}`);
  if (parent.init === 'container') lines.push(`${name} is process 1 of a container`);
  if (parent.init === 'system') lines.push(`${name} is process 1 of this system`);
  if ((parent.threads ?? 1) > 1) lines.push(`${name} has ${counted(parent.threads ?? 1, 'thread')}`);
  return lines;
}

function waitWords({ whom, passes }: Wait): string {
  const ends = passes === 'not-ended' ? ' to stop or go on' : '';
  if (whom === 'any') return `for any child${ends}`;
  if (whom === 'group') return `for a process group${ends}`;
  return `for ${whom === null ? 'another child' : called(whom)}${ends}`;
}

/** Where a process sleeps: the system call, or else the function of the kernel. */
export function where({ calls, wchan, state }: ParentFacts): string {
  if (state === 'R') return '';
  if (calls !== null && calls.first !== null) return ` in ${calls.first}()`;
  return wchan === null ? '' : ` in ${visible(wchan)}`;
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

function howLong({ age: { least, most, seen } }: ZombieFacts): string {
  if (least >= 1_000)
    return `a zombie for ${!seen && most !== null && most - least > 1_000 ? 'at least ' : ''}${duration(least)}`;
  if (seen) return 'a zombie for less than a second';
  if (most === null) return 'since when it has been a zombie is not known';
  return most < 1_000 ? 'a zombie for less than a second' : `a zombie for at most ${duration(most)}`;
}
