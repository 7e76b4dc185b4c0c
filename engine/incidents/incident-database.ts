import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Strategy } from '../../core/actions.ts';
import {
  type Incident,
  type IncidentNews,
  type IncidentQuestion,
  type Leaker,
  type Leakers,
  programOf,
  type Reaper,
} from '../../core/incidents/incident.ts';
import type { Exit, ProcessKey } from '../../core/process.ts';
import { inTransaction } from './schema.ts';

type Row = ReturnType<StatementSync['all']>[number];

const text = (value: Row[string] | undefined): string => String(value ?? '');
const number = (value: Row[string] | undefined): number => Number(value ?? 0);
const orNull = <T>(value: Row[string] | undefined, read: (value: Row[string]) => T): T | null =>
  value === null || value === undefined ? null : read(value);

/** The incidents of this machine, over all its boots. */
export class IncidentDatabase {
  readonly #database: DatabaseSync;
  /** Names the boot: keys of another one are other processes. */
  readonly #boot: string;
  readonly #open: StatementSync;
  readonly #close: StatementSync;
  readonly #alive: StatementSync;

  constructor(database: DatabaseSync, boot: string) {
    this.#database = database;
    this.#boot = boot;
    this.#open = database.prepare(
      `INSERT INTO incidents (boot, process_key, pid, name, command, user, program, parent_key, parent_pid,
         parent_name, parent_command, first_seen, since, last_seen, exit_code, exit_signal)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (boot, process_key) DO UPDATE SET
         last_seen = excluded.last_seen, gone_at = NULL, reaped_by = NULL, reaper_pid = NULL,
         reaper_name = NULL, strategy = NULL`,
    );
    this.#close = database.prepare(
      `UPDATE incidents SET gone_at = ?, last_seen = ?, reaped_by = ?, reaper_pid = ?, reaper_name = ?,
         strategy = ?, exit_code = ?, exit_signal = ?
       WHERE boot = ? AND process_key = ?`,
    );
    this.#alive = database.prepare('UPDATE incidents SET last_seen = ? WHERE boot = ? AND gone_at IS NULL');
  }

  /** Writes what is new, all of it or nothing. */
  write({ opened, closed, aliveAt }: IncidentNews): void {
    inTransaction(this.#database, () => {
      for (const incident of opened) this.#insert(incident);
      for (const { key, exit, end } of closed) {
        const { at, by, pid, name, strategy } = end;
        this.#close.run(at, at, by, pid, name, strategy, ...exitParts(exit), this.#boot, key);
      }
      if (aliveAt !== null) this.#alive.run(aliveAt, this.#boot);
    });
  }

  /**
   * What was open when we last ran and is not among those that are zombies now has gone while nobody looked.
   * Answers how many there were.
   */
  settle(zombies: readonly ProcessKey[]): number {
    const present = new Set<string>(zombies);
    let settled = 0;
    inTransaction(this.#database, () => {
      const gone = this.#database.prepare(
        `UPDATE incidents SET gone_at = last_seen, reaped_by = 'unknown' WHERE id = ?`,
      );
      const open = this.#database.prepare(
        'SELECT id, boot, process_key FROM incidents WHERE gone_at IS NULL',
      );
      for (const { id, boot, process_key: key } of open.all()) {
        if (boot === this.#boot && present.has(text(key))) continue;
        gone.run(number(id));
        settled += 1;
      }
    });
    return settled;
  }

  /** Who leaked since then: by the program that the parents ran. What is open is there still. */
  leakers(from: number, now: number): Leakers {
    const rows = this.#database
      .prepare(
        `SELECT program, count(*) AS incidents, count(DISTINCT boot || parent_key) AS parents,
           sum(gone_at IS NULL) AS open, max(seen_until - coalesce(since, first_seen)) AS longest,
           max(seen_until) AS latest, max(id) AS example
         FROM (SELECT *, CASE WHEN gone_at IS NULL THEN max(last_seen, ?) ELSE last_seen END AS seen_until
               FROM incidents WHERE last_seen >= ?)
         GROUP BY program
         ORDER BY incidents DESC, longest DESC, latest DESC, program`,
      )
      .all(Math.round(now), from);
    const example = this.#database.prepare('SELECT parent_name, parent_command FROM incidents WHERE id = ?');
    const leakers = rows.map((row): Leaker => {
      const one = example.get(number(row.example));
      return {
        program: text(row.program),
        name: text(one?.parent_name ?? row.program),
        command: text(one?.parent_command),
        incidents: number(row.incidents),
        parents: number(row.parents),
        open: number(row.open),
        longestMs: number(row.longest),
        lastSeen: number(row.latest),
      };
    });
    const kept = this.#database
      .prepare('SELECT count(*) AS kept, min(first_seen) AS since FROM incidents')
      .get();
    return {
      leakers,
      incidents: leakers.reduce((sum, { incidents }) => sum + incidents, 0),
      kept: number(kept?.kept),
      keptSince: orNull(kept?.since, Number),
    };
  }

  /** The latest first. */
  incidents({ from, program, limit }: IncidentQuestion): Incident[] {
    return [...this.each({ from, program, limit })];
  }

  *each({ from, program, limit }: IncidentQuestion): Generator<Incident> {
    const statement = this.#database.prepare(
      `SELECT * FROM incidents WHERE last_seen >= ? AND (? IS NULL OR program = ?)
       ORDER BY first_seen DESC, id DESC LIMIT ?`,
    );
    for (const row of statement.iterate(from, program, program, limit)) yield incidentOf(row);
  }

  /** Forgets all of them, or those of one program; answers how many. What is still open is forgotten as well. */
  delete(program: string | null): number {
    const { changes } = this.#database
      .prepare('DELETE FROM incidents WHERE ? IS NULL OR program = ?')
      .run(program, program);
    // What was deleted is not to be found in the file either.
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
    return Number(changes);
  }

  /** Forgets what has gone before this time. */
  prune(before: number): number {
    const { changes } = this.#database
      .prepare('DELETE FROM incidents WHERE last_seen < ? AND gone_at IS NOT NULL')
      .run(before);
    return Number(changes);
  }

  close(): void {
    this.#database.close();
  }

  #insert(incident: Incident): void {
    const { key, pid, name, command, user, parent, firstSeen, since, lastSeen, exit } = incident;
    this.#open.run(
      this.#boot,
      key,
      pid,
      name,
      command,
      user,
      programOf(parent),
      parent?.key ?? null,
      parent?.pid ?? null,
      parent?.name ?? null,
      parent?.command ?? null,
      Math.round(firstSeen),
      since === null ? null : Math.round(since),
      Math.round(lastSeen),
      ...exitParts(exit),
    );
  }
}

const exitParts = (exit: Exit | null): [code: number | null, signal: string | null] => {
  if (exit === null) return [null, null];
  return 'code' in exit ? [exit.code, null] : [null, exit.signal];
};

function exitOf(row: Row): Exit | null {
  if (row.exit_signal !== null) return { signal: text(row.exit_signal) };
  return row.exit_code === null ? null : { code: number(row.exit_code) };
}

const incidentOf = (row: Row): Incident => ({
  key: text(row.process_key) as ProcessKey,
  pid: number(row.pid),
  name: text(row.name),
  command: text(row.command),
  user: orNull(row.user, String),
  parent:
    row.parent_key === null
      ? null
      : {
          key: text(row.parent_key) as ProcessKey,
          pid: number(row.parent_pid),
          name: text(row.parent_name),
          command: text(row.parent_command),
        },
  firstSeen: number(row.first_seen),
  since: orNull(row.since, Number),
  lastSeen: number(row.last_seen),
  exit: exitOf(row),
  end:
    row.gone_at === null
      ? null
      : {
          at: number(row.gone_at),
          by: text(row.reaped_by) as Reaper,
          pid: orNull(row.reaper_pid, Number),
          name: orNull(row.reaper_name, String),
          strategy: orNull(row.strategy, String) as Strategy | null,
        },
});
