import type { EventKind } from '../../core/events.ts';
import { visible } from '../../core/format.ts';
import { commandThen, type HistoryEntry } from '../../core/history.ts';
import type { Exit } from '../../core/process.ts';
import { masked } from '../../core/secrets.ts';

/** A kind as a word on a badge. */
export const KIND_WORDS: Readonly<Record<EventKind, string>> = {
  started: 'started',
  exec: 'became',
  zombie: 'zombie',
  reaped: 'collected',
  ended: 'ended',
  reparented: 'adopted',
  stopped: 'stopped',
  continued: 'continued',
};

export const endWords = (exit: Exit | null): string => {
  if (exit === null) return 'how, the kernel does not tell';
  return 'code' in exit ? `exit ${exit.code}` : `by ${exit.signal}`;
};

/** `make (4711)`, or the pid alone where no name is known. */
export const nameWords = (name: string | null, pid: number): string =>
  name === null || name === '' ? String(pid) : `${visible(name)} (${pid})`;

/** What happened, in words that go on after the name of the process. */
export function eventWords({ event, by, former }: Omit<HistoryEntry, 'seq'>): string {
  switch (event.kind) {
    case 'started':
      return `by ${nameWords(by, event.ppid)}`;
    case 'exec':
      return event.command === '' ? 'another program, and had ended before it could be asked which' : '';
    case 'zombie':
      return `ended (${endWords(event.exit)}) and waits to be collected`;
    case 'reaped':
      return `by ${nameWords(by, event.by)} (${endWords(event.exit)})`;
    case 'ended':
      return endWords(event.exit);
    case 'reparented':
      return `by ${nameWords(by, event.to)}, as ${nameWords(former, event.from)} ended`;
    case 'stopped':
      return 'until it is continued';
    case 'continued':
      return 'goes on';
  }
}

/** With what it was running then, its secrets masked; empty where that says no more than its name. */
export function commandWords(entry: Omit<HistoryEntry, 'seq'>): string {
  const then = commandThen(entry);
  return then === entry.event.name && entry.event.kind !== 'exec' ? '' : visible(masked(then));
}
