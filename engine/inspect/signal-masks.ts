import { constants } from 'node:os';
import type { SignalMasks } from '../../core/inspection.ts';
import { fieldsOf, textOf } from './proc-files.ts';
import type { Subject } from './subject.ts';

/** Linux has 64; those from 34 on are for real time and have no names of their own, signal(7). */
const MOST = 64;
const FIRST_REAL_TIME = 34;

/** Two names of one number: the one that is in signal(7). */
const OTHER_NAMES = new Set(['SIGIOT', 'SIGPOLL', 'SIGUNUSED']);

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(constants.signals)
    .filter(([name]) => !OTHER_NAMES.has(name))
    .map(([name, number]) => [number, name]),
);

function nameOf(signal: number): string {
  const name = NAMES.get(signal);
  if (name !== undefined) return name;
  if (signal < FIRST_REAL_TIME) return `SIG${signal}`;
  return signal === FIRST_REAL_TIME ? 'SIGRTMIN' : `SIGRTMIN+${signal - FIRST_REAL_TIME}`;
}

/** The signals of a mask as `/proc/PID/status` writes it: hexadecimal, signal 1 is the lowest bit. */
export function signalsIn(mask: string): string[] {
  const bits = /^[0-9a-f]+$/i.test(mask) ? BigInt(`0x${mask}`) : 0n;
  const names: string[] = [];
  for (let signal = 1; signal <= MOST; signal += 1) {
    if ((bits >> BigInt(signal - 1)) & 1n) names.push(nameOf(signal));
  }
  return names;
}

export async function signalMasksOf({ folder }: Subject): Promise<SignalMasks> {
  const fields = fieldsOf(await textOf(folder, 'status'));
  const named = (field: string): string[] => signalsIn(fields.get(field) ?? '');
  return {
    // To its first thread, and to the process as a whole.
    pending: [...new Set([...named('SigPnd'), ...named('ShdPnd')])],
    blocked: named('SigBlk'),
    ignored: named('SigIgn'),
    caught: named('SigCgt'),
  };
}
