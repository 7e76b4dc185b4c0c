import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

/** What we need of `/proc/PID/status` and of the same file of each thread; proc_pid_status(5). */
export interface Status {
  readonly tracerPid: number;
  readonly uids: readonly number[];
  /** Its pid in each namespace from ours inward. */
  readonly nspid: readonly number[];
  /** Its process group in each of them. */
  readonly nspgid: readonly number[];
  readonly pending: bigint;
  readonly blocked: bigint;
  readonly ignored: bigint;
  readonly caught: bigint;
}

const mask = (text: string, name: string): bigint => {
  const digits = new RegExp(`^${name}:\\s*([0-9a-f]+)$`, 'm').exec(text)?.[1];
  return digits === undefined ? 0n : BigInt(`0x${digits}`);
};

const numbers = (text: string, name: string): number[] =>
  new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(text)?.[1]?.trim().split(/\s+/).map(Number) ?? [];

/** `null` for what is no such file. */
export function parseStatus(text: string): Status | null {
  const tracerPid = numbers(text, 'TracerPid')[0];
  if (tracerPid === undefined) return null;
  return {
    tracerPid,
    uids: numbers(text, 'Uid'),
    nspid: numbers(text, 'NSpid'),
    nspgid: numbers(text, 'NSpgid'),
    // Sent to this thread, or to the process as a whole.
    pending: mask(text, 'SigPnd') | mask(text, 'ShdPnd'),
    blocked: mask(text, 'SigBlk'),
    ignored: mask(text, 'SigIgn'),
    caught: mask(text, 'SigCgt'),
  };
}

/** The text of a file of `/proc`; `null` where it is not, or not for us. */
export function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

export const statusOf = (pid: number): Status | null => parseStatus(textOf(`/proc/${pid}/status`) ?? '');

/** Signal masks count from bit 0 for signal 1. */
export const has = (set: bigint, signal: number): boolean => ((set >> BigInt(signal - 1)) & 1n) === 1n;

export const SIGCHLD = constants.signals.SIGCHLD;
