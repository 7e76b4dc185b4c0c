import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reaped } from '../../core/actions.ts';
import type { Incident, IncidentEnd, IncidentNews } from '../../core/incidents/incident.ts';
import { keyOf } from '../../core/process.ts';
import type { Failure, Result } from '../../core/result.ts';
import { until } from '../testing/real-processes.ts';
import { IncidentDatabase } from './incident-database.ts';
import { Incidents } from './incidents.ts';
import { openDatabase } from './open-database.ts';
import { MIGRATIONS, migrate } from './schema.ts';

const WORKER_FILE = resolve('out/engine/incidents.worker.js');
const HOUR = 3_600_000;
const ALL = { from: 0, program: null, limit: 1_000 };

let folder = '';
let path = '';
const closers: (() => unknown)[] = [];
beforeEach(() => {
  if (!existsSync(WORKER_FILE)) throw new Error('Build first: npm run build');
  folder = mkdtempSync(join(tmpdir(), 'reaptree-incidents-'));
  path = join(folder, 'incidents.sqlite');
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.message} ${result.error.hint ?? ''}`);
  return result.value;
}

const incident = (pid: number, more: Partial<Incident> = {}): Incident => ({
  key: keyOf(pid, pid),
  pid,
  name: 'child',
  command: 'child --work',
  user: 'li',
  parent: { key: '1@1', pid: 1, name: 'server', command: '/usr/bin/server --port 80' },
  firstSeen: 1_000,
  since: 1_000,
  lastSeen: 3_000,
  exit: { code: 3 },
  end: null,
  ...more,
});

const end = (at: number, more: Partial<IncidentEnd> = {}): IncidentEnd => ({
  at,
  by: 'parent',
  pid: 1,
  name: 'server',
  strategy: null,
  ...more,
});

const news = (more: Partial<IncidentNews>): IncidentNews => ({
  opened: [],
  closed: [],
  aliveAt: null,
  ...more,
});

async function database(boot = 'this-boot'): Promise<IncidentDatabase> {
  const opened = new IncidentDatabase(value(await openDatabase(path)).database, boot);
  closers.push(() => opened.close());
  return opened;
}

describe('the database', () => {
  test('keeps who, whose child, how long, how it ended and who collected it', async () => {
    const kept = await database();
    const one = incident(7, { since: null, exit: null });
    kept.write(news({ opened: [one, incident(8), incident(9, { parent: null, user: null })] }));
    kept.write(news({ aliveAt: 5_000 }));
    kept.write(
      news({
        closed: [
          { key: one.key, exit: { signal: 'SIGKILL' }, end: end(9_000) },
          { key: '8@8', exit: { code: 3 }, end: end(9_500, { by: 'action', strategy: 'collect' }) },
        ],
      }),
    );
    expect(kept.incidents(ALL)).toEqual([
      incident(9, { parent: null, user: null, lastSeen: 5_000 }),
      incident(8, { lastSeen: 9_500, end: end(9_500, { by: 'action', strategy: 'collect' }) }),
      { ...one, lastSeen: 9_000, exit: { signal: 'SIGKILL' }, end: end(9_000) },
    ]);
  });

  test('answers who leaked, by program, over a time', async () => {
    const kept = await database();
    const other = { key: '5@5', pid: 5, name: 'pool', command: 'python3 pool.py' } as const;
    const another = { ...other, key: '6@6', pid: 6, command: 'python3 other.py' } as const;
    kept.write(
      news({
        opened: [
          incident(10),
          incident(11, { parent: other }),
          incident(12, { parent: another, since: 2_000, lastSeen: 4 * HOUR }),
          incident(13, { parent: null }),
        ],
      }),
    );
    kept.write(news({ closed: [{ key: '11@11', exit: null, end: end(3 * HOUR) }] }));
    expect(kept.leakers(0, 4 * HOUR)).toMatchObject({
      incidents: 4,
      kept: 4,
      keptSince: 1_000,
      leakers: [
        { program: 'python3', incidents: 2, parents: 2, open: 1, longestMs: 4 * HOUR - 2_000 },
        { program: '(not seen)', incidents: 1 },
        { program: '/usr/bin/server', name: 'server', incidents: 1, open: 1, lastSeen: 4 * HOUR },
      ],
    });
    expect(kept.leakers(HOUR, 4 * HOUR).leakers.map(({ program }) => program)).toEqual(['python3']);
    expect(kept.incidents({ ...ALL, program: 'python3' }).map(({ pid }) => pid)).toEqual([12, 11]);
  });

  test('goes on with what is still there, and gives up what went while nobody looked', async () => {
    const before = await database('boot-1');
    before.write(news({ opened: [incident(7)] }));
    const again = await database('boot-1');
    again.write(news({ opened: [incident(8), incident(9)] }));
    expect(again.settle(['8@8'])).toBe(2);
    again.write(news({ opened: [incident(8, { firstSeen: 50_000, lastSeen: 52_000 })] }));
    expect(again.incidents(ALL).map(({ pid, firstSeen, end: gone }) => [pid, firstSeen, gone?.by])).toEqual([
      [9, 1_000, 'unknown'],
      [8, 1_000, undefined],
      [7, 1_000, 'unknown'],
    ]);
    // The same pid and start in another boot is another process.
    const after = await database('boot-2');
    expect(after.settle(['8@8'])).toBe(1);
  });

  test('forgets what is old, one program, or everything, and leaves no trace of it in its files', async () => {
    const kept = await database();
    const secret = incident(7, { command: 'child --password=hunter2' });
    kept.write(news({ opened: [secret, incident(8), incident(9, { parent: null, lastSeen: 9_000 })] }));
    kept.write(news({ closed: [{ key: '8@8', exit: null, end: end(4_000) }] }));
    expect(kept.prune(5_000)).toBe(1);
    expect(kept.incidents(ALL).map(({ pid }) => pid)).toEqual([9, 7]);
    expect(kept.delete('/usr/bin/server')).toBe(1);
    expect(kept.delete(null)).toBe(1);
    for (const file of readdirSync(folder))
      expect(readFileSync(join(folder, file), 'latin1')).not.toContain('hunter2');
  });

  test('of an earlier version is brought up to date with what is in it, of a later one is left alone', async () => {
    const old = new DatabaseSync(path);
    expect(migrate(old, MIGRATIONS.slice(0, 1))).toBe(true);
    new IncidentDatabase(old, 'this-boot').write(news({ opened: [incident(7)] }));
    old.close();
    const now = await database();
    expect(now.incidents(ALL)).toEqual([incident(7)]);
    now.close();
    closers.length = 0;

    const later = new DatabaseSync(path);
    later.exec('PRAGMA user_version = 99');
    later.close();
    expect(await openDatabase(path)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('later') },
    });
    expect(existsSync(path)).toBe(true);
  });

  test('that is damaged is put aside, and a new one begun', async () => {
    writeFileSync(path, 'This is no database, and it is long enough to be looked at.'.repeat(100));
    const { database: fresh, damaged } = value(await openDatabase(path));
    closers.push(() => fresh.close());
    expect(readFileSync(String(damaged), 'utf8')).toContain('no database');
    expect(new IncidentDatabase(fresh, 'b').incidents(ALL)).toEqual([]);
  });
});

describe('in a thread of its own', () => {
  const troubles: (Failure | null)[] = [];
  beforeEach(() => {
    troubles.length = 0;
  });

  function incidents(days = 30, file = path): Incidents {
    const kept = new Incidents(
      {
        workerFile: WORKER_FILE,
        path: file,
        boot: 'this-boot',
        onTrouble: (failure) => troubles.push(failure),
      },
      days,
    );
    closers.push(() => kept.close());
    return kept;
  }

  const reaped = (pid: number, strategy: Reaped['strategy'], done: boolean): Reaped => ({
    key: keyOf(pid, pid),
    pid,
    name: 'child',
    parent: null,
    strategy,
    reaped: done,
    status: { code: 9 },
    says: '',
  });

  test('answers with what was told a moment ago, and knows what Reaptree did itself', async () => {
    const kept = incidents();
    const now = Date.now();
    kept.begin([]);
    kept.take(news({ opened: [incident(7, { lastSeen: now }), incident(8, { lastSeen: now })] }));
    kept.acted([reaped(7, 'nudge', true), reaped(8, 'nudge', false)]);
    kept.take(
      news({
        closed: [
          { key: '7@7', exit: null, end: end(now) },
          { key: '8@8', exit: null, end: end(now) },
        ],
      }),
    );
    expect(
      value(await kept.incidents(ALL)).map(({ pid, end: gone }) => [pid, gone?.by, gone?.strategy]),
    ).toEqual([
      [8, 'parent', null],
      [7, 'action', 'nudge'],
    ]);
  });

  test('keeps for the days that are set', async () => {
    const kept = incidents(30);
    const now = Date.now();
    const daysAgo = (days: number) => now - days * 24 * HOUR;
    kept.take(news({ opened: [7, 8].map((pid) => incident(pid)) }));
    kept.take(
      news({
        closed: [
          { key: '7@7', exit: null, end: end(daysAgo(40)) },
          { key: '8@8', exit: null, end: end(daysAgo(10)) },
        ],
      }),
    );
    await kept.flush();
    kept.begin([]);
    expect(value(await kept.incidents(ALL)).map(({ pid }) => pid)).toEqual([8]);
    kept.days = 5;
    expect(value(await kept.incidents(ALL))).toEqual([]);
  });

  test('exports for a spreadsheet and as data, and says why where it cannot', async () => {
    const kept = incidents(100_000);
    kept.take(news({ opened: [incident(7, { name: '=HYPERLINK("x")', command: 'a,"b"\nc' }), incident(8)] }));
    kept.take(news({ closed: [{ key: '8@8', exit: { signal: 'SIGSEGV' }, end: end(4_500) }] }));
    const table = join(folder, 'incidents.csv');
    expect(value(await kept.export(ALL, table, 'csv'))).toBe(2);
    const rows = parse(readFileSync(table, 'utf8'), { columns: true, bom: true });
    expect(rows).toMatchObject([
      { pid: '8', heldSeconds: '3.5', exitSignal: 'SIGSEGV', reapedBy: 'parent', parentName: 'server' },
      { pid: '7', name: `'=HYPERLINK("x")`, command: 'a,"b"\nc', exitCode: '3', goneAt: '' },
    ]);
    const data = join(folder, 'incidents.json');
    value(await kept.export(ALL, data, 'json'));
    expect(JSON.parse(readFileSync(data, 'utf8'))).toMatchObject({
      format: 'reaptree-incidents',
      version: 1,
      incidents: [
        { pid: 8, heldMs: 3_500, end: { at: '1970-01-01T00:00:04.500Z' } },
        { pid: 7, end: null },
      ],
    });
    expect(await kept.export(ALL, join(folder, 'no', 'such'), 'csv')).toMatchObject({
      ok: false,
      error: { hint: expect.stringContaining('no such folder') },
    });
  });

  test('says that it cannot keep them, holds them, and writes them as soon as it can', async () => {
    const place = join(folder, 'place');
    writeFileSync(place, 'a file where the folder should be');
    const kept = incidents(30, join(place, 'incidents.sqlite'));
    kept.take(news({ opened: [incident(7, { lastSeen: Date.now() })] }));
    await kept.flush();
    expect(troubles).toMatchObject([{ code: 'io' }]);
    rmSync(place);
    expect(value(await kept.incidents(ALL)).map(({ pid }) => pid)).toEqual([7]);
    expect(troubles.at(-1)).toBeNull();
  });
});

/** Writes incidents by the thread of the app, and says of each batch that it is on the disk. */
const WRITER = `
  const { Worker } = require('node:worker_threads');
  const worker = new Worker(process.argv[1], { workerData: { path: process.argv[2], boot: 'b' } });
  const incident = (pid) => ({ key: pid + '@' + pid, pid, name: 'child', command: 'x'.repeat(pid % 3000), user: null,
    parent: null, firstSeen: pid, since: null, lastSeen: pid, exit: null, end: null });
  let first = Number(process.argv[3]);
  const next = () => worker.postMessage({ id: first, name: 'write', payload: {
    opened: [...Array(20)].map((_, at) => incident(first + at)), closed: [], aliveAt: null } });
  worker.on('message', ({ answer }) => {
    if (!answer.ok) throw new Error(answer.error.message);
    process.stdout.write(first + 19 + '\\n');
    first += 20;
    next();
  });
  next();
`;

test('a writer that is killed at any moment leaves a sound database with all that it had told', async () => {
  let first = 1;
  for (let round = 0; round < 12; round += 1) {
    const writer = spawn(process.execPath, ['-e', WRITER, WORKER_FILE, path, String(first)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    writer.stdout.on('data', (data: Buffer) => {
      said += data;
    });
    const batches = 1 + Math.floor(Math.random() * 40);
    await until(() => said.split('\n').length > batches);
    writer.kill('SIGKILL');
    await once(writer, 'close');
    const last = Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));

    const after = new DatabaseSync(path);
    expect(after.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' });
    const { many, most } =
      after.prepare('SELECT count(*) AS many, max(pid) AS most FROM incidents').get() ?? {};
    after.close();
    // What was told is there, nothing of it is missing, and a batch is there as a whole or not at all.
    expect(Number(most)).toBeGreaterThanOrEqual(last);
    expect(many).toBe(most);
    expect(Number(most) % 20).toBe(0);
    first = Number(most) + 1;
  }
  expect(statSync(path).size).toBeGreaterThan(4_096);
});
