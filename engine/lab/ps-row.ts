import { readFileSync, statSync } from 'node:fs';
import { parseStat } from '../collect/procfs/stat.ts';
import { wchanOf } from './kernel-view.ts';

/** The columns of `ps -l`, in its order. */
export const PS_COLUMNS = [
  'F',
  'S',
  'UID',
  'PID',
  'PPID',
  'C',
  'PRI',
  'NI',
  'ADDR',
  'SZ',
  'WCHAN',
  'TTY',
  'TIME',
  'CMD',
] as const;
export type PsRow = Readonly<Record<(typeof PS_COLUMNS)[number], string>>;

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;
/** ps(1): as wide as that column is. */
const WCHAN_WIDTH = 6;
/** `ps -l` counts priorities so that an ordinary process has 80: proc(5) has 20 for it. */
const PRIORITY_SHIFT = 60;

/** A row of `ps -l`, made of what the kernel says; `null` where there is no such process. ps(1), proc(5) */
export function psRow(pid: number): PsRow | null {
  let bytes: Buffer;
  let uid: number;
  let uptime: number;
  try {
    bytes = readFileSync(`/proc/${pid}/stat`);
    uid = statSync(`/proc/${pid}`).uid;
    uptime = Number(readFileSync('/proc/uptime', 'latin1').split(' ')[0]);
  } catch {
    return null;
  }
  const stat = parseStat(bytes, 0, bytes.length);
  if (stat === null) return null;
  const seconds = Math.floor(stat.cpuTicks / TICKS_PER_SECOND);
  const age = Math.floor(uptime) - Math.floor(stat.startTime / TICKS_PER_SECOND);
  const share = age > 0 ? Math.floor((stat.cpuTicks * 100) / TICKS_PER_SECOND / age) : 0;
  return {
    F: ((stat.flags >>> 6) & 0x7).toString(8),
    S: stat.state,
    UID: String(uid),
    PID: String(pid),
    PPID: String(stat.ppid),
    C: String(Math.min(99, share)),
    PRI: String(stat.priority + PRIORITY_SHIFT),
    NI: String(stat.nice),
    ADDR: '-',
    SZ: String(Math.floor(stat.vsize / PAGE_BYTES)),
    WCHAN: (wchanOf(pid) ?? '-').slice(0, WCHAN_WIDTH),
    TTY: stat.ttyNr === 0 ? '?' : String(stat.ttyNr),
    TIME: [seconds / 3600, (seconds / 60) % 60, seconds % 60]
      .map((part) => String(Math.floor(part)).padStart(2, '0'))
      .join(':'),
    CMD: stat.state === 'Z' ? `${stat.comm} <defunct>` : stat.comm,
  };
}
