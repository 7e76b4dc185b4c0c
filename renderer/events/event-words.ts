import type { EventKind, ProcessEvent } from '../../core/events.ts';
import { visible } from '../../core/format.ts';
import type { Exit } from '../../core/process.ts';

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

const exitOf = (exit: Exit | null): string => {
  if (exit === null) return 'how, the kernel does not tell';
  return 'code' in exit ? `exit ${exit.code}` : `by ${exit.signal}`;
};

/** What happened, in words that go on after the name of the process. */
export function eventWords(event: ProcessEvent, nameOf: (pid: number) => string | null): string {
  const someone = (pid: number): string => {
    const name = nameOf(pid);
    return name === null ? String(pid) : `${visible(name)} (${pid})`;
  };
  switch (event.kind) {
    case 'started':
      return `by ${someone(event.ppid)}`;
    case 'exec':
      return visible(event.command);
    case 'zombie':
      return `ended (${exitOf(event.exit)}) and waits to be collected`;
    case 'reaped':
      return `by ${someone(event.by)} (${exitOf(event.exit)})`;
    case 'ended':
      return exitOf(event.exit);
    case 'reparented':
      return `by ${someone(event.to)}, as ${event.from} ended`;
    case 'stopped':
      return 'until it is continued';
    case 'continued':
      return 'goes on';
  }
}
