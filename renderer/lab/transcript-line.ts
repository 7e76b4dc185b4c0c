import { exitWords } from '../../core/exit-words.ts';
import type { LabCall } from '../../core/lab.ts';
import { errnoWords } from './errno-words.ts';

/** One line of the transcript, taken apart by what its pieces are. */
export interface Line {
  readonly time: string;
  readonly role: string;
  readonly pid: number;
  /** The return of a call whose beginning stands further up. */
  readonly returns: boolean;
  readonly call: string;
  /** It is no call, but words. */
  readonly said: boolean;
  /** Seen of a process, and not told by it. */
  readonly ofKernel: boolean;
  readonly value: string | null;
  /** `ECHILD`, with what it means here. */
  readonly error: string | null;
  readonly blocked: boolean;
  /** What else there is to say: a status that was collected, the parent that a child sees. */
  readonly remark: string | null;
}

/** @param zero - the moment that the times are counted from, on the clock of the calls */
export function lineOf(call: LabCall, zero = 0): Line {
  const { outcome } = call;
  const errno = outcome.kind === 'returned' ? outcome.errno : null;
  return {
    time: (call.at - zero).toFixed(3),
    role: call.role,
    pid: call.pid,
    returns: call.call !== call.seq,
    call: outcome.kind === 'said' ? outcome.text : `${call.name}(${call.args})`,
    said: outcome.kind === 'said',
    ofKernel: call.role === 'kernel',
    value: outcome.kind === 'returned' ? `= ${outcome.value}` : null,
    error: errno === null ? null : [errno, errnoWords(errno)].filter(Boolean).join(': '),
    blocked: outcome.kind === 'blocked',
    remark: remarkOn(call),
  };
}

function remarkOn(call: LabCall): string | null {
  if (call.status !== null) return exitWords(call.status);
  if (call.ppid !== null) return `getppid() = ${call.ppid}`;
  // The C name of the call: what follows is the whole point of the lab.
  if (call.name === '_exit') return 'its status waits for the parent';
  return null;
}

/** As it is copied. */
export function textOf(line: Line): string {
  return [
    line.time.padStart(9),
    (line.pid === 0 ? line.role : `${line.role} ${line.pid}`).padEnd(14),
    `${line.returns ? '↳ ' : ''}${line.call}`,
    line.value,
    line.error,
    line.blocked ? '… blocked' : null,
    line.remark === null ? null : `(${line.remark})`,
  ]
    .filter((piece) => piece !== null)
    .join(' ');
}
