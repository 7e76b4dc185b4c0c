import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isStateCode, keyOf, type ProcessKey } from '../../core/process.ts';
import type { Listed } from './listing.ts';

const PS_TIMEOUT_MS = 10_000;
/** ps(1) prints the start as `Fri Nov 20 09:46:17 2026`, in 24 columns, in this locale. */
const LINE = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]{8}\s+\d{4})\s+(.*)$/;

/**
 * Every process there is, where there is no `/proc`: who is whose child by pidtree, the rest by ps(1).
 * There are no sessions to be had in this way.
 */
export async function listPortably(): Promise<Listed[]> {
  const { default: pidtree } = await import('pidtree');
  const pairs: { readonly pid: number; readonly ppid: number }[] = await pidtree(-1, { advanced: true });
  const parents = new Map(pairs.map(({ pid, ppid }) => [pid, ppid]));
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,pgid=,stat=,tty=,lstart=,comm='], {
    timeout: PS_TIMEOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return stdout.split('\n').flatMap((line) => {
    const listed = parseLine(line, parents);
    return listed === null ? [] : [listed];
  });
}

function parseLine(line: string, parents: ReadonlyMap<number, number>): Listed | null {
  const [, pidText = '', pgid = '', stat = '', tty = '', started = '', command = ''] = LINE.exec(line) ?? [];
  const pid = Number(pidText);
  const ppid = parents.get(pid);
  const start = Date.parse(started);
  if (ppid === undefined || Number.isNaN(start)) return null;
  const letter = stat.charAt(0);
  const key: ProcessKey = keyOf(pid, start);
  return {
    key,
    pid,
    ppid,
    pgid: Number(pgid),
    sid: -1,
    name: command.slice(command.lastIndexOf('/') + 1),
    state: isStateCode(letter) ? letter : '?',
    threads: 1,
    hasTerminal: !['?', '??', '-'].includes(tty),
    kernelThread: false,
  };
}
