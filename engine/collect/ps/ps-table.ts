import { isStateCode, type StateCode } from '../../../core/process.ts';

/** What ps(1) adds to what ps-list tells. */
export interface PsRow {
  readonly pid: number;
  readonly pgid: number;
  /** `null` where ps has no column for it. */
  readonly sid: number | null;
  readonly threads: number | null;
  readonly flags: number | null;
  readonly state: StateCode;
  readonly name: string;
  readonly tty: string | null;
  readonly nice: number | null;
  readonly priority: number | null;
  readonly cpuTimeMs: number | null;
  readonly rssBytes: number;
  readonly vszBytes: number;
}

/** Columns that procps, macOS and the BSDs all know under these names; `=` leaves out the heading. */
const EVERYWHERE = 'pid=,pgid=,stat=,tty=,nice=,pri=,time=,rss=,vsz=';
/** What only procps has, or has in a form that can be used. The name comes last: it may hold spaces. */
const ON_LINUX = `${EVERYWHERE},sess=,nlwp=,f=,comm=`;
/** There, `comm` is the whole path, and `ucomm` the name that the kernel keeps. */
const ELSEWHERE = `${EVERYWHERE},ucomm=`;

export const psArguments = (platform: NodeJS.Platform): string[] => [
  '-axo',
  platform === 'linux' ? ON_LINUX : ELSEWHERE,
];

const ROW_ON_LINUX = /^\s*(\d+)((?:\s+\S+){11})\s(.*)$/;
const ROW_ELSEWHERE = /^\s*(\d+)((?:\s+\S+){8})\s(.*)$/;

/** Letters of macOS and the BSDs that mean what another letter means on Linux. */
const FOREIGN_STATES: Readonly<Record<string, StateCode>> = { U: 'D', L: 'D', W: 'D' };

function stateOf(stat: string, platform: NodeJS.Platform): StateCode {
  const letter = stat.charAt(0);
  // BSD: asleep for longer than 20 s. Linux: an idle kernel thread.
  if (letter === 'I' && platform !== 'linux') return 'S';
  if (isStateCode(letter)) return letter;
  return FOREIGN_STATES[letter] ?? '?';
}

/** `[DD-]HH:MM:SS` of procps, `MM:SS.hh` of macOS and the BSDs, in milliseconds. */
export function parseCpuTime(text: string): number | null {
  const match = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null) return null;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const whole = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
  return Math.round((whole * 60 + Number(seconds)) * 1000);
}

function numberOrNull(text: string): number | null {
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? null : value;
}

/** Reads what `ps` printed for {@link psArguments}; lines that are not rows are passed over. */
export function parsePsTable(text: string, platform: NodeJS.Platform): Map<number, PsRow> {
  const rows = new Map<number, PsRow>();
  for (const line of text.split('\n')) {
    const match = (platform === 'linux' ? ROW_ON_LINUX : ROW_ELSEWHERE).exec(line);
    if (match === null) continue;
    const [, pid = '', fields = '', name = ''] = match;
    const [pgid, stat = '', tty, nice = '', pri = '', time = '', rss, vsz, sess = '', nlwp = '', f = ''] =
      fields.trim().split(/\s+/);
    const number = Number(pid);
    const state = stateOf(stat, platform);
    rows.set(number, {
      pid: number,
      pgid: Number(pgid),
      sid: numberOrNull(sess),
      threads: numberOrNull(nlwp),
      flags: numberOrNull(f),
      state,
      // procps adds a remark to the dead.
      name: state === 'Z' ? name.replace(/ <defunct>\s*$/, '') : name.trimEnd(),
      tty: tty === '?' || tty === '??' || tty === '-' || tty === undefined ? null : tty,
      nice: numberOrNull(nice),
      // procps prints 39 minus the kernel's number, so that more is better; elsewhere it is the system's own.
      priority: platform === 'linux' ? 39 - Number(pri) : numberOrNull(pri),
      cpuTimeMs: parseCpuTime(time),
      rssBytes: Number(rss) * 1024,
      vszBytes: Number(vsz) * 1024,
    });
  }
  return rows;
}
