import { closeSync, openSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { parseStat, type Stat } from '../collect/procfs/stat.ts';

/** What the kernel says of a process right now, by its own files in /proc; `null` where there is no such process. */
export function statOf(pid: number): Stat | null {
  try {
    const bytes = readFileSync(`/proc/${pid}/stat`);
    return parseStat(bytes, 0, bytes.length);
  } catch {
    return null;
  }
}

/** A line of `/proc/PID/status`, such as `VmRSS`; `null` where it has none. */
export function statusLine(pid: number, name: string): string | null {
  try {
    const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
    return (
      lines
        .find((line) => line.startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim() ?? null
    );
  } catch {
    return null;
  }
}

/** Where `cwd`, `exe` or `fd/0` leads. */
export function linkOf(pid: number, name: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/${name}`);
  } catch {
    return null;
  }
}

/** The function of the kernel that it sleeps in: `do_wait`; `null` where the kernel does not say. */
export function wchanOf(pid: number): string | null {
  try {
    const name = readFileSync(`/proc/${pid}/wchan`, 'latin1');
    return name === '' || name === '0' ? null : name;
  } catch {
    return null;
  }
}

/** The `int` at an address of its memory; `null` where we may not look. */
export function intAt(pid: number, address: number): number | null {
  let file: number;
  try {
    file = openSync(`/proc/${pid}/mem`, 'r');
  } catch {
    return null;
  }
  try {
    const bytes = Buffer.alloc(4);
    return readSync(file, bytes, 0, 4, address) === 4 ? bytes.readInt32LE() : null;
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}
