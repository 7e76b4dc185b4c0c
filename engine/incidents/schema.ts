import type { DatabaseSync } from 'node:sqlite';

/**
 * What makes each version of the database out of the one before. A step that was released is never changed: a
 * database out there may have been made by it.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE incidents (
    id INTEGER PRIMARY KEY,
    boot TEXT NOT NULL,
    process_key TEXT NOT NULL,
    pid INTEGER NOT NULL,
    name TEXT NOT NULL,
    command TEXT NOT NULL,
    user TEXT,
    program TEXT NOT NULL,
    parent_key TEXT,
    parent_pid INTEGER,
    parent_name TEXT,
    parent_command TEXT,
    first_seen INTEGER NOT NULL,
    since INTEGER,
    last_seen INTEGER NOT NULL,
    exit_code INTEGER,
    exit_signal TEXT,
    gone_at INTEGER,
    reaped_by TEXT,
    reaper_pid INTEGER,
    reaper_name TEXT,
    strategy TEXT,
    UNIQUE (boot, process_key)
  ) STRICT`,
  `CREATE INDEX incidents_by_time ON incidents (last_seen);
   CREATE INDEX incidents_open ON incidents (boot) WHERE gone_at IS NULL;`,
];

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);

/** Brings it up to `MIGRATIONS.length`, each step whole or not at all; answers `false` where it is of a later Reaptree. */
export function migrate(database: DatabaseSync, steps: readonly string[] = MIGRATIONS): boolean {
  const version = versionOf(database);
  if (version > steps.length) return false;
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    inTransaction(database, () => {
      database.exec(step);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
  return true;
}

/** All of it or nothing. */
export function inTransaction(database: DatabaseSync, task: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    task();
    database.exec('COMMIT');
  } catch (error) {
    // A full disk has rolled it back already.
    try {
      database.exec('ROLLBACK');
    } catch {}
    throw error;
  }
}
