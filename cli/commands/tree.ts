import { bytes, percent, visible } from '../../core/format.ts';
import { exitInWords } from '../../core/snapshot/file-columns.ts';
import { select } from '../../core/snapshot/select.ts';
import type { Snapshot, SnapshotProcess } from '../../core/snapshot/snapshot.ts';
import { cut, padEnd, padStart } from '../cells.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { obtain, type Wanted } from '../obtain.ts';
import { complain, NOTHING_MATCHES, print, say } from '../output.ts';
import { type Paint, painted, standardOutput, type Terminal } from '../terminal.ts';
import { calledAs, treeLines } from '../tree-lines.ts';
import { whoAsks } from '../who-asks.ts';

export interface TreeOptions extends Wanted {
  readonly json?: boolean;
}

const paintOf = ({ marks }: SnapshotProcess): Paint | null => {
  if (marks.includes('zombie') || marks.includes('leader-exited')) return 'red';
  if (marks.includes('orphan') || marks.includes('uninterruptible')) return 'yellow';
  if (marks.includes('stopped')) return 'blue';
  return null;
};

/** The marks that the state does not say already. */
const marksInWords = ({ marks, exit }: SnapshotProcess): string => {
  const ended = exitInWords(exit);
  const words = marks.map((mark) => (mark === 'zombie' && ended !== null ? `zombie, ${ended}` : mark));
  return words.length === 0 ? '' : `  <${words.join(', ')}>`;
};

function* lines(
  snapshot: Snapshot,
  isMatch: (process: SnapshotProcess) => boolean,
  terminal: Terminal,
): Generator<string> {
  const most = (text: (process: SnapshotProcess) => string, least: number): number =>
    snapshot.processes.reduce((width, process) => Math.max(width, text(process).length), least);
  const pidWidth = most(({ pid }) => String(pid), 3);
  const userWidth = Math.min(
    12,
    most(({ user }) => visible(user ?? ''), 4),
  );
  const row = (pid: string, user: string, state: string, cpu: string, memory: string): string =>
    `${padStart(pid, pidWidth)} ${padEnd(cut(user, userWidth), userWidth)} ${state} ${padStart(cpu, 6)} ${padStart(memory, 8)}  `;

  const heading = row('PID', 'USER', 'S', 'CPU%', 'MEM');
  yield `${painted(cut(`${heading}COMMAND`, terminal.width), 'bold', terminal)}\n`;
  for (const { process, branch } of treeLines(snapshot.processes, terminal)) {
    const facts = row(
      String(process.pid),
      visible(process.user ?? '-'),
      process.state,
      percent(process.cpuPercent).replace('–', '-'),
      bytes(process.rssBytes).replace('–', '-'),
    );
    const text = cut(`${facts}${branch}${calledAs(process)}${marksInWords(process)}`, terminal.width);
    yield `${painted(text, isMatch(process) ? paintOf(process) : 'dim', terminal)}\n`;
  }
}

function* json(snapshot: Snapshot, isMatch: (process: SnapshotProcess) => boolean): Generator<string> {
  const plain = { colour: false, unicode: false, width: Number.POSITIVE_INFINITY };
  let separator = '[\n  ';
  for (const { process, depth } of treeLines(snapshot.processes, plain)) {
    yield separator + JSON.stringify({ depth, match: isMatch(process), ...process });
    separator = ',\n  ';
  }
  yield separator === ',\n  ' ? '\n]\n' : '[]\n';
}

/** `reaptree tree`: who is whose child, from the top down; with a query, what leads to what it finds. */
export async function tree(file: string | undefined, options: TreeOptions): Promise<ExitStatus> {
  const { query, root, source } = options;
  const whole = await obtain(file, { source }, { rates: true });
  if (!whole.ok) return complain(whole.error);
  const part = select(whole.value, { root: root ?? null });
  if (!part.ok) return complain(part.error);
  // Asked of the whole: what is above the root counts for `under`.
  const found = select(whole.value, {
    query: query ?? null,
    root: root ?? null,
    ...whoAsks(file, query, whole.value.processes),
  });
  if (!found.ok) return complain(found.error);
  const keys = new Set(found.value.processes.map(({ key }) => key));
  const shown = select(part.value, { keys, ancestors: true });
  if (!shown.ok) return complain(shown.error);
  const isMatch = ({ key }: SnapshotProcess): boolean => keys.has(key);
  if (keys.size === 0) {
    say(NOTHING_MATCHES);
    if (!options.json) return EXIT.done;
  }
  await print(options.json ? json(shown.value, isMatch) : lines(shown.value, isMatch, standardOutput()));
  return EXIT.done;
}
