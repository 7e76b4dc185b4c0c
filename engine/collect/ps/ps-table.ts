import { isStateCode, type StateCode } from '../../../core/process.ts';

/** What ps(1) adds to what ps-list tells. */
export interface PsRow {
  readonly pid: number;
  readonly pgid: number;
  readonly state: StateCode;
  readonly tty: string | null;
  readonly nice: number | null;
  readonly priority: number | null;
  readonly cpuTimeMs: number | null;
  readonly rssBytes: number;
  readonly vszBytes: number;
}

/** Columns that procps, macOS and the BSDs all know under these names; `=` leaves out the heading. */
export const PS_ARGUMENTS = ['-axo', 'pid=,pgid=,stat=,tty=,nice=,pri=,time=,rss=,vsz='];

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

/** Reads what `ps` printed for {@link PS_ARGUMENTS}; lines that are not rows are passed over. */
export function parsePsTable(text: string, platform: NodeJS.Platform): Map<number, PsRow> {
  const rows = new Map<number, PsRow>();
  for (const line of text.split('\n')) {
    const [pid, pgid, stat, tty, nice, pri, time, rss, vsz] = line.trim().split(/\s+/);
    if (vsz === undefined || !/^\d+$/.test(pid ?? '')) continue;
    const number = Number(pid);
    rows.set(number, {
      pid: number,
      pgid: Number(pgid),
      state: stateOf(stat ?? '', platform),
      tty: tty === '?' || tty === '??' || tty === '-' || tty === undefined ? null : tty,
      nice: numberOrNull(nice ?? ''),
      // procps prints 39 minus the kernel's number, so that more is better; elsewhere it is the system's own.
      priority: platform === 'linux' ? 39 - Number(pri) : numberOrNull(pri ?? ''),
      cpuTimeMs: parseCpuTime(time ?? ''),
      rssBytes: Number(rss) * 1024,
      vszBytes: Number(vsz) * 1024,
    });
  }
  return rows;
}
