import type { Stats } from 'node:fs';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';
import { inBatches } from './in-batches.ts';

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Make room or choose another disk.',
  EDQUOT: 'Your disk quota is used up. Make room or choose another disk.',
  EACCES: 'You may not write there. Choose a folder of your own.',
  EPERM: 'You may not write there. Choose a folder of your own.',
  EROFS: 'That file system is read-only. Choose another place.',
  ENOENT: 'There is no such folder. Make it first or choose another.',
  ENOTDIR: 'A part of the path is a file, not a folder. Check the path.',
  EISDIR: 'That is a folder. Add a file name.',
  ENAMETOOLONG: 'The file name is too long. Choose a shorter one.',
};

async function fill(file: FileHandle, chunks: Iterable<string | Uint8Array>): Promise<void> {
  for (const chunk of inBatches(chunks)) await file.writeFile(chunk);
}

/** Beside the file, filled, flushed to the disk (fsync(2)), then renamed over it: rename(2) is atomic. */
async function replace(path: string, mode: number, chunks: Iterable<string | Uint8Array>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 200)}.${process.pid}-${Date.now()}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await fill(file, chunks);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** A pipe, a terminal, a device: it cannot be replaced, only written to. */
async function pour(path: string, chunks: Iterable<string | Uint8Array>): Promise<void> {
  const file = await open(path, 'w');
  try {
    await fill(file, chunks);
  } finally {
    await file.close();
  }
}

/**
 * Writes a file so that it is whole or not there: whatever fails, an old file stays as it was and nothing
 * half-written is left. A symbolic link keeps pointing where it does.
 */
export async function writeAtomically(
  path: string,
  chunks: Iterable<string | Uint8Array>,
): Promise<Result<null>> {
  try {
    const old: Stats | null = await stat(path).catch(() => null);
    if (old === null) await replace(path, 0o666, chunks);
    else if (old.isFile()) await replace(await realpath(path), old.mode & 0o777, chunks);
    else await pour(path, chunks);
    return ok(null);
  } catch (error) {
    return notWritten(path, error);
  }
}

/** What went wrong, and what to do about it. */
export function notWritten(path: string, error: unknown): Result<never> {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return fail(
    'io',
    `${path} was not written (${code || String(error)}).`,
    HINTS[code] ?? 'Choose another place.',
  );
}
