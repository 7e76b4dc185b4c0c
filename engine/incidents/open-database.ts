import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '../../core/result.ts';
import { migrate } from './schema.ts';

/** Another Reaptree of the same user may be writing. */
const PATIENCE_MS = 2_000;

/** SQLITE_CORRUPT and SQLITE_NOTADB, https://sqlite.org/rescode.html */
const DAMAGED: readonly unknown[] = [11, 26];

const codeOf = (error: unknown): unknown =>
  error !== null && typeof error === 'object' && 'errcode' in error ? error.errcode : null;

export interface Opened {
  readonly database: DatabaseSync;
  /** Where the one lies that could not be read, where there was one. */
  readonly damaged: string | null;
}

/** Opens the database, or makes it. One that is damaged is put aside, and a new one begun. */
export async function openDatabase(path: string): Promise<Result<Opened>> {
  let sqlite: typeof import('node:sqlite');
  try {
    // Only Node 22.13 and later have it, as Electron does.
    sqlite = await import('node:sqlite');
  } catch {
    return fail(
      'unavailable',
      `Incidents are kept in a database that this Node (${process.version}) cannot read.`,
      'Use Node 22.13 or later, or the app.',
    );
  }
  const open = (): DatabaseSync | null => {
    const database = new sqlite.DatabaseSync(path, { timeout: PATIENCE_MS });
    try {
      // Whoever is killed in the middle of a write leaves the last whole state, and readers never wait.
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;');
      if (database.prepare('PRAGMA quick_check(1)').get()?.quick_check !== 'ok') throw new Damaged();
      if (migrate(database)) return database;
    } catch (error) {
      database.close();
      throw error;
    }
    database.close();
    return null;
  };
  try {
    mkdirSync(dirname(path), { recursive: true });
    let database: DatabaseSync | null;
    let damaged: string | null = null;
    try {
      database = open();
    } catch (error) {
      if (!(error instanceof Damaged) && !DAMAGED.includes(codeOf(error))) throw error;
      damaged = `${path}.damaged-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
      renameSync(path, damaged);
      // They belong to the damaged one, and must not be taken for those of the new.
      for (const beside of ['-wal', '-shm']) rmSync(path + beside, { force: true });
      database = open();
    }
    if (database === null) {
      return fail('unavailable', `${path} was written by a later Reaptree.`, 'Use that one to look at it.');
    }
    return ok({ database, damaged });
  } catch (error) {
    return notKept(path, error);
  }
}

class Damaged extends Error {}

/** SQLITE_FULL, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_BUSY, SQLITE_IOERR */
const HINTS: Readonly<Record<number, string>> = {
  13: 'The disk is full. Make room.',
  8: 'You may not write there.',
  14: 'The folder cannot be written to.',
  5: 'Another program is using it.',
  10: 'The disk failed.',
};

/** What the database said, in words. */
export function notKept(path: string, error: unknown): Result<never> {
  const code = codeOf(error);
  const primary = typeof code === 'number' ? code & 0xff : -1;
  const message = error instanceof Error ? error.message : String(error);
  return fail(
    'io',
    `The incidents in ${path} cannot be used: ${message}.`,
    HINTS[primary] ?? 'Check the disk.',
  );
}
