import { isStateCode, type StateCode } from '../../../core/process.ts';

/** The fields of `/proc/PID/stat` that we use; names and numbers as in proc(5). */
export interface Stat {
  /** Field 2, undecoded bytes may not be UTF-8: shown with U+FFFD. */
  readonly comm: string;
  /** 3 */ readonly state: StateCode;
  /** 4 */ readonly ppid: number;
  /** 5 */ readonly pgrp: number;
  /** 6 */ readonly session: number;
  /** 7 */ readonly ttyNr: number;
  /** 9 */ readonly flags: number;
  /** 14 and 15, in clock ticks. */ readonly cpuTicks: number;
  /** 18 */ readonly priority: number;
  /** 19 */ readonly nice: number;
  /** 20 */ readonly numThreads: number;
  /** 22, in clock ticks since boot. */ readonly startTime: number;
  /** 23, in bytes. */ readonly vsize: number;
  /** 24, in pages. */ readonly rssPages: number;
  /** 28: where the stack begins, which every execve(2) moves; 0 where we may not know. */
  readonly startStack: number;
  /** 52: the status as wait(2) would give it; 0 also where we may not know. */
  readonly exitCode: number;
}

const OPEN = 0x28;
const CLOSE = 0x29;
const SPACE = 0x20;
const MINUS = 0x2d;
const ZERO = 0x30;

/**
 * Reads one `stat` line out of `bytes[from, to)`. `comm` may hold anything but a NUL, parentheses and
 * newlines included, so the fields begin behind the *last* parenthesis.
 * Answers `null` for what is not such a line (cut short, or empty because the process has gone).
 */
export function parseStat(bytes: Buffer, from: number, to: number): Stat | null {
  const open = bytes.indexOf(OPEN, from);
  const close = bytes.lastIndexOf(CLOSE, to - 1);
  if (open < from || close <= open || close + 2 >= to) return null;

  const letter = String.fromCharCode(bytes[close + 2] as number);
  const state = isStateCode(letter) ? letter : '?';

  let ppid = 0;
  let pgrp = 0;
  let session = 0;
  let ttyNr = 0;
  let flags = 0;
  let cpuTicks = 0;
  let priority = 0;
  let nice = 0;
  let numThreads = 0;
  let startTime = -1;
  let vsize = 0;
  let rssPages = 0;
  let startStack = 0;
  let exitCode = 0;

  let at = close + 3;
  let field = 4;
  while (at < to) {
    if (bytes[at] === SPACE) at++;
    let negative = false;
    if (bytes[at] === MINUS) {
      negative = true;
      at++;
    }
    let value = 0;
    let digits = 0;
    for (; at < to; at++, digits++) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (digits === 0) break;
    if (negative) value = -value;
    switch (field) {
      case 4:
        ppid = value;
        break;
      case 5:
        pgrp = value;
        break;
      case 6:
        session = value;
        break;
      case 7:
        ttyNr = value;
        break;
      case 9:
        flags = value;
        break;
      case 14:
      case 15:
        cpuTicks += value;
        break;
      case 18:
        priority = value;
        break;
      case 19:
        nice = value;
        break;
      case 20:
        numThreads = value;
        break;
      case 22:
        startTime = value;
        break;
      case 23:
        vsize = value;
        break;
      case 24:
        rssPages = value;
        break;
      case 28:
        startStack = value;
        break;
      case 52:
        exitCode = value;
        break;
    }
    field++;
  }
  // Everything up to rss is in every Linux since 2.6; less means that the line is not whole.
  if (field <= 24 || startTime < 0) return null;
  return {
    comm: bytes.toString('utf8', open + 1, close),
    state,
    ppid,
    pgrp,
    session,
    ttyNr,
    flags,
    cpuTicks,
    priority,
    nice,
    numThreads,
    startTime,
    vsize,
    rssPages,
    startStack,
    exitCode,
  };
}
