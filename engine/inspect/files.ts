import { readdir } from 'node:fs/promises';
import type { FileKind, Files, OpenFile } from '../../core/inspection.ts';
import { linkOf, textOf } from './proc-files.ts';
import { socketsOf } from './sockets.ts';

/** More of them nobody reads, and each costs two looks. */
const MOST = 1_000;

export async function filesOf(pid: number): Promise<Files> {
  const all = (await readdir(`/proc/${pid}/fd`)).map(Number).sort((a, b) => a - b);
  const seen = await Promise.all(all.slice(0, MOST).map((fd) => openFile(pid, fd)));
  const open = seen.filter((file) => file !== null);
  if (open.some(({ kind }) => kind === 'socket')) {
    const sockets = await socketsOf(pid);
    return {
      open: open.map((file) => ({ ...file, socket: sockets.get(inodeOf(file.target)) ?? null })),
      count: all.length,
    };
  }
  return { open, count: all.length };
}

/** `null` where it was closed in the meantime. */
async function openFile(pid: number, fd: number): Promise<OpenFile | null> {
  const [target, info] = await Promise.all([
    linkOf(pid, `fd/${fd}`),
    textOf(pid, `fdinfo/${fd}`).catch(() => ''),
  ]);
  if (target === null) return null;
  const flags = /^flags:\s*(\d+)$/m.exec(info)?.[1];
  const position = /^pos:\s*(\d+)$/m.exec(info)?.[1];
  const kind = kindOf(target);
  return {
    fd,
    kind,
    target,
    // O_ACCMODE, the last two bits of an octal number.
    access: flags === undefined ? null : (['r', 'w', 'rw'][Number.parseInt(flags, 8) & 3] ?? null),
    position: kind === 'file' && position !== undefined ? Number(position) : null,
    socket: null,
  };
}

function kindOf(target: string): FileKind {
  if (target.startsWith('/')) return 'file';
  if (target.startsWith('socket:')) return 'socket';
  return target.startsWith('pipe:') ? 'pipe' : 'other';
}

const inodeOf = (target: string): number => Number(/\[(\d+)\]/.exec(target)?.[1] ?? Number.NaN);
