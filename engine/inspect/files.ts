import { readFileSync, readlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { FileKind, Files, OpenFile } from '../../core/inspection.ts';
import { inTurn } from './in-turn.ts';
import { codeOf } from './proc-files.ts';
import { socketsOf } from './sockets.ts';
import type { Subject } from './subject.ts';

/** As many are told of: who looks for one among more says what it is called. */
const MOST = 1_000;

type Opened = Pick<OpenFile, 'fd' | 'kind' | 'target' | 'socket'>;

/** @param filter - words that have to be in what is told of a file; none for all files */
export async function filesOf({ folder }: Subject, filter: string): Promise<Files> {
  const all = (await readdir(`${folder}/fd`)).map(Number).sort((a, b) => a - b);
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const open = await withSockets(
    folder,
    await inTurn(wanted.length === 0 ? all.slice(0, MOST) : all, (fd) => opened(folder, fd)),
  );
  const found = wanted.length === 0 ? open : open.filter((file) => isAbout(file, wanted));
  return {
    open: await inTurn(found.slice(0, MOST), (file) => ({ ...file, ...usedAs(folder, file) })),
    found: wanted.length === 0 ? all.length : found.length,
    count: all.length,
  };
}

/** `null` where it was closed in the meantime. */
function opened(folder: string, fd: number): Opened | null {
  try {
    const target = readlinkSync(`${folder}/fd/${fd}`);
    return { fd, kind: kindOf(target), target, socket: null };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function kindOf(target: string): FileKind {
  if (target.startsWith('/')) return 'file';
  if (target.startsWith('socket:')) return 'socket';
  return target.startsWith('pipe:') ? 'pipe' : 'other';
}

const inodeOf = ({ target }: Opened): number => Number(/\[(\d+)\]/.exec(target)?.[1] ?? Number.NaN);

async function withSockets(folder: string, files: readonly Opened[]): Promise<readonly Opened[]> {
  const inodes = new Set(files.filter(({ kind }) => kind === 'socket').map(inodeOf));
  if (inodes.size === 0) return files;
  const sockets = await socketsOf(folder, inodes);
  return files.map((file) =>
    file.kind === 'socket' ? { ...file, socket: sockets.get(inodeOf(file)) ?? null } : file,
  );
}

function isAbout({ fd, target, socket }: Opened, words: readonly string[]): boolean {
  const told = socket === null ? [target] : [socket.protocol, socket.local, socket.remote, socket.state];
  const text = [fd, ...told].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function usedAs(folder: string, { fd, kind }: Opened): Pick<OpenFile, 'access' | 'position'> {
  const info = fdinfo(folder, fd);
  const flags = /^flags:\s*(\d+)$/m.exec(info)?.[1];
  const position = /^pos:\s*(\d+)$/m.exec(info)?.[1];
  return {
    // O_ACCMODE, the last two bits of an octal number.
    access: flags === undefined ? null : (['r', 'w', 'rw'][Number.parseInt(flags, 8) & 3] ?? null),
    position: kind === 'file' && position !== undefined ? Number(position) : null,
  };
}

function fdinfo(folder: string, fd: number): string {
  try {
    return readFileSync(`${folder}/fdinfo/${fd}`, 'utf8');
  } catch {
    return ''; // It was closed in the meantime.
  }
}
