import type { ProcessEvent } from '../core/events.ts';
import { clock, visible } from '../core/format.ts';
import { exitInWords } from '../core/snapshot/file-columns.ts';
import type { Paint } from './terminal.ts';

export const EVENT_PAINTS: Readonly<Partial<Record<ProcessEvent['kind'], Paint>>> = {
  started: 'green',
  zombie: 'red',
  reparented: 'yellow',
  ended: 'dim',
  reaped: 'dim',
};

const details = (event: ProcessEvent): string => {
  switch (event.kind) {
    case 'started':
      return [`by ${event.ppid}`, visible(event.command)].join('  ').trimEnd();
    case 'exec':
      return visible(event.command);
    case 'zombie':
    case 'ended':
      return exitInWords(event.exit) ?? '';
    case 'reaped':
      return [exitInWords(event.exit), `by ${event.by}`].filter((word) => word !== null).join(', ');
    case 'reparented':
      return `${event.from} -> ${event.to}`;
    case 'stopped':
    case 'continued':
      return '';
  }
};

/** `10:31:02  zombie      4711 sh  exit 3`. */
export const eventInWords = (event: ProcessEvent): string =>
  `${clock(event.at)}  ${event.kind.padEnd(10)} ${String(event.pid).padStart(7)} ${visible(event.name)}  ${details(event)}`.trimEnd();
