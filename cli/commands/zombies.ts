import { exitInWords } from '../../core/snapshot/file-columns.ts';
import { select } from '../../core/snapshot/select.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { obtain, type Wanted } from '../obtain.ts';
import { complain, print, say } from '../output.ts';
import { table } from '../table.ts';
import { standardOutput } from '../terminal.ts';
import { whoAsks } from '../who-asks.ts';

export interface ZombiesOptions extends Wanted {
  readonly json?: boolean;
  readonly fail?: boolean;
}

/** `reaptree zombies`: who is dead and not collected, and whose child it is. */
export async function zombies(file: string | undefined, options: ZombiesOptions): Promise<ExitStatus> {
  const { query, ...others } = options;
  const rates = query?.reads.has('cpuPercent') || query?.reads.has('wchan') || false;
  const whole = await obtain(file, others, { rates });
  if (!whole.ok) return complain(whole.error);
  const wanted = select(whole.value, {
    query: query ?? null,
    ...whoAsks(file, query, whole.value.processes),
  });
  if (!wanted.ok) return complain(wanted.error);
  const byPid = new Map(whole.value.processes.map((row) => [row.pid, row]));
  const found = wanted.value.processes
    .filter((row) => row.marks.includes('zombie'))
    .sort((a, b) => a.ppid - b.ppid || a.pid - b.pid)
    .map((row) => ({ row, parent: byPid.get(row.ppid) ?? null }));

  if (options.json) {
    const rows = found.map(({ row, parent }) => ({
      key: row.key,
      pid: row.pid,
      ppid: row.ppid,
      name: row.name,
      parentKey: parent?.key ?? null,
      parentName: parent?.name ?? null,
      exit: row.exit,
    }));
    await print([`${JSON.stringify(rows, null, 2)}\n`]);
  } else if (found.length === 0) {
    say('no zombies');
  } else {
    await print(
      table(
        ['PID', 'PPID', 'NAME', 'PARENT', 'ENDED WITH'],
        found.map(({ row, parent }) => [
          String(row.pid),
          String(row.ppid),
          row.name,
          parent?.name ?? '?',
          exitInWords(row.exit) ?? 'unknown',
        ]),
        ['right', 'right', 'left', 'left', 'left'],
        standardOutput().width,
      ),
    );
  }
  return options.fail && found.length > 0 ? EXIT.found : EXIT.done;
}
