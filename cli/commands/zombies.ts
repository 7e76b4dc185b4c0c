import type { ProcessInfo } from '../../core/process.ts';
import type { SourceChoice } from '../../engine/collect/open-source.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { complain, print, say } from '../output.ts';
import { table } from '../table.ts';
import { takeSample } from '../take-sample.ts';

export interface ZombiesOptions {
  readonly source: SourceChoice;
  readonly json?: boolean;
  readonly fail?: boolean;
}

function exitText({ exit }: ProcessInfo): string {
  if (exit === null) return 'unknown';
  return 'code' in exit ? `exit ${exit.code}` : exit.signal;
}

/** `reaptree zombies`: who is dead and not collected, and whose child it is. */
export async function zombies(options: ZombiesOptions): Promise<ExitStatus> {
  const sample = await takeSample(options.source, { rates: false });
  if (!sample.ok) return complain(sample.error);
  const byPid = new Map(sample.value.processes.map((row) => [row.pid, row]));
  const found = sample.value.processes
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
          exitText(row),
        ]),
        ['right', 'right', 'left', 'left', 'left'],
      ),
    );
  }
  return options.fail && found.length > 0 ? EXIT.found : EXIT.done;
}
