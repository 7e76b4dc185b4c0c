import { constants } from 'node:os';
import type { Exit } from '../../core/process.ts';

const NAMES = new Map<number, string>();
for (const [name, number] of Object.entries(constants.signals)) {
  // Aliases come later in the list: SIGIOT after SIGABRT, SIGPOLL after SIGIO.
  if (!NAMES.has(number)) NAMES.set(number, name);
}

const REAL_TIME_FIRST = 34;

/** The name of a signal on this system; real-time ones are counted from SIGRTMIN, as glibc does. */
export const signalName = (number: number): string =>
  NAMES.get(number) ?? (number >= REAL_TIME_FIRST ? `SIGRTMIN+${number - REAL_TIME_FIRST}` : `SIG${number}`);

/** Decodes the status word of wait(2) as WIFEXITED and WIFSIGNALED do. */
export function decodeWaitStatus(status: number): Exit {
  const signal = status & 0x7f;
  return signal === 0 ? { code: (status >> 8) & 0xff } : { signal: signalName(signal) };
}
