import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PS_COLUMNS, type PsRow, psRow } from '../ps-row.ts';
import { scenario } from '../scenario.ts';

const run = promisify(execFile);

export const psRows = scenario({
  id: 'ps-rows',
  group: 'First steps',
  title: 'Two rows of ps',
  line: 'what ps -l shows of parent and child',
  story:
    'While both live, the process table has a row for each. The rows are read here from the kernel’s files, and from the system’s own ps -l: they say the same. The child’s PPID is the parent’s PID.',
  expected: {
    family: 'The PPID of one is the PID of the other',
    columns: 'Both rows have all fourteen columns',
    same: 'They equal what ps -l prints',
  },
  otherwise: null,
  async play(stage) {
    const parent = await stage.parent();
    const child = await stage.fork(parent, { seconds: 20 });
    // Asleep, that nothing moves between two looks; and under the name that it gave itself.
    await stage.until(
      'both are at rest',
      () =>
        [parent, child].every(({ pid }) => /^reaptree-/.test(psRow(pid)?.CMD ?? '') && psRow(pid)?.S === 'S'),
      2,
    );
    let rows: (PsRow | null)[] = [];
    let real: string[][] = [];
    // A second may pass between the two looks, and a row that counts seconds differs then: look again.
    await stage.until(
      'ps has been asked',
      () => {
        rows = [psRow(parent.pid), psRow(child.pid)];
        return rows.every((row) => row !== null);
      },
      1,
    );
    for (let look = 0; look < 10; look++) {
      rows = [psRow(parent.pid), psRow(child.pid)];
      real = await printed([parent.pid, child.pid], stage.stopping);
      if (same(rows, real)) break;
    }
    stage.say(PS_COLUMNS.join(' '));
    for (const row of real) stage.say(row.join(' '));
    const [one, other] = rows;
    stage.check('family', one != null && other?.PPID === one.PID, `PID ${one?.PID}, PPID ${other?.PPID}`);
    const complete = rows.filter((row) => row !== null && Object.values(row).every((cell) => cell !== ''));
    stage.check('columns', complete.length === 2, `${PS_COLUMNS.length} columns, ${complete.length} rows`);
    stage.check('same', same(rows, real), difference(rows, real));
    await stage.signal(child, 'SIGKILL');
    await stage.end(parent);
  },
});

const cellsOf = (row: PsRow | null): string[] => (row === null ? [] : PS_COLUMNS.map((name) => row[name]));

const same = (rows: readonly (PsRow | null)[], real: readonly string[][]): boolean =>
  difference(rows, real) === 'cell by cell';

function difference(rows: readonly (PsRow | null)[], real: readonly string[][]): string {
  if (real.length === 0) return 'this system has no ps that could be asked';
  for (const [at, row] of rows.entries()) {
    const cells = cellsOf(row);
    const wrong = cells.findIndex((cell, column) => cell !== real[at]?.[column]);
    if (wrong >= 0) return `${PS_COLUMNS[wrong]}: ${cells[wrong]} here, ${real[at]?.[wrong]} in ps`;
  }
  return 'cell by cell';
}

/** The rows of the system's own `ps -l`, in the order of the pids. */
async function printed(pids: readonly number[], signal: AbortSignal): Promise<string[][]> {
  try {
    const { stdout } = await run('ps', ['-l', '-p', pids.join(',')], {
      env: { ...process.env, LC_ALL: 'C' },
      signal,
    });
    const rows = stdout
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => line.trim().split(/ +/));
    return pids.map((pid) => rows.find((row) => row[3] === String(pid)) ?? []);
  } catch {
    return [];
  }
}
