import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { geteuid } from 'node:process';

/** Longer command lines exist (up to a quarter of the stack limit, execve(2)); nobody reads them in a row. */
const MOST_BYTES = 32 * 1024;
const buffer = Buffer.alloc(MOST_BYTES);

/**
 * What a file of `/proc` holds lies in `buffer` then; answers how many bytes, 0 where it may not be read or has
 * gone. One open, read and close: a reading of thousands of processes is made of little else.
 */
function fill(path: string): number {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return 0;
  }
  try {
    return readSync(fd, buffer, 0, MOST_BYTES, 0);
  } catch {
    return 0;
  } finally {
    closeSync(fd);
  }
}

const textOf = (path: string): string => buffer.toString('utf8', 0, fill(path));

const field = (path: string, pattern: RegExp): string | null => pattern.exec(textOf(path))?.[1] ?? null;

/** The effective user of a process: the owner of `/proc/PID` (proc(5)); `null` where it has gone. */
export function ownerOf(pid: number): number | null {
  try {
    return statSync(`/proc/${pid}`).uid;
  } catch {
    return null;
  }
}

/**
 * Its pid in each pid namespace from ours inward (`NSpid` of `/proc/PID/status`), where there is more than
 * one: a process in a container. Fixed at birth. `null` where it has only the one that we know.
 */
export function nspidOf(pid: number): readonly number[] | null {
  const pids =
    field(`/proc/${pid}/status`, /^NSpid:\t(.*)$/m)
      ?.split('\t')
      .map(Number) ?? [];
  return pids.length > 1 ? pids : null;
}

/** The path of its control group: that of the unified hierarchy, else the one that systemd names it by. */
export function cgroupOf(pid: number): string | null {
  const groups = textOf(`/proc/${pid}/cgroup`);
  return (/^0::(.*)$/m.exec(groups) ?? /^\d+:name=systemd:(.*)$/m.exec(groups))?.[1] ?? null;
}

/**
 * Resident pages, exactly. The figure in `stat` is a sum of per-CPU counters that may be off by some
 * hundred kB on recent kernels ("inaccurate", says proc(5)); `statm` adds them up, and ps(1) shows that one.
 */
export function residentPagesOf(pid: number): number | null {
  const pages = field(`/proc/${pid}/statm`, /^\d+ (\d+) /);
  return pages === null ? null : Number(pages);
}

/** Bytes that it made the storage read and write so far; `null` where we may not ptrace it, proc(5). */
export function ioOf(pid: number): { readBytes: number; writeBytes: number } | null {
  const counters = field(`/proc/${pid}/io`, /^(read_bytes: \d+\nwrite_bytes: \d+)$/m)?.match(/\d+/g);
  return counters ? { readBytes: Number(counters[0]), writeBytes: Number(counters[1]) } : null;
}

/** The arguments joined by spaces; empty for a zombie, a kernel thread, and one that may not be read. */
export const commandOf = (pid: number): string => wordsIn(buffer, fill(`/proc/${pid}/cmdline`));

/** What `/proc/PID/cmdline` holds, each argument with a NUL behind it, as one text. The bytes are changed for it. */
export function wordsIn(bytes: Buffer, length: number): string {
  let end = length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  for (let at = 0; at < end; at++) if (bytes[at] === 0) bytes[at] = 0x20;
  return bytes.toString('utf8', 0, end);
}

/** The kernel function it sleeps in, from `/proc/PID/wchan`; `null` where it runs or is not told. */
export const wchanOf = (pid: number): string | null => wchanIn(`/proc/${pid}`);

/** The same of a process, or of one of its threads, by its folder. */
export function wchanIn(folder: string): string | null {
  const wchan = textOf(`${folder}/wchan`);
  return wchan === '' || wchan === '0' ? null : wchan;
}

const CAP_SYS_PTRACE = 1n << 19n;

function hasPtraceCapability(): boolean {
  const effective = field('/proc/self/status', /^CapEff:\s*([0-9a-f]+)/m);
  return effective !== null && (BigInt(`0x${effective}`) & CAP_SYS_PTRACE) !== 0n;
}

let privileged: boolean | null = null;

/**
 * Whether the kernel shows us the exit status of this zombie: field 52 of `stat` is 0 for those that we
 * may not ptrace (ptrace(2), "Ptrace access mode checking"), which must not be taken for "exit 0".
 */
export function mayReadExit(pid: number): boolean {
  privileged ??= hasPtraceCapability();
  if (privileged) return true;
  const uids = field(`/proc/${pid}/status`, /^Uid:\t(\d+\t\d+\t\d+)/m)?.split('\t') ?? [];
  return uids.length === 3 && uids.every((uid) => Number(uid) === geteuid?.());
}
