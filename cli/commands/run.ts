import { constants } from 'node:os';
import type { Exit } from '../../core/process.ts';
import { ReadOnlyMode } from '../../engine/actions/read-only.ts';
import { writeAtomically } from '../../engine/files/write-atomically.ts';
import type { LeftKind } from '../../engine/run/left.ts';
import { type RunOutcome, WatchedRun } from '../../engine/run/watched-run.ts';
import { EXIT, type ExitStatus, RUN_EXIT } from '../exit-status.ts';
import { native } from '../native.ts';
import { complain, say } from '../output.ts';
import { failing, type RunReport } from '../run/report.ts';
import { reportAsJson } from '../run/report-json.ts';
import { reportAsJunit } from '../run/report-junit.ts';
import { reportAsText } from '../run/report-text.ts';

export interface RunOptions {
  readonly failOn?: readonly LeftKind[];
  /** Milliseconds. */
  readonly timeout?: number;
  readonly grace: number;
  readonly report?: readonly string[];
  readonly json?: boolean;
  readonly readOnly: boolean;
}

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

/** As a shell counts it. */
const statusOf = (exit: Exit): number => {
  if ('code' in exit) return exit.code;
  const numbers: Readonly<Record<string, number>> = constants.signals;
  return RUN_EXIT.signalled + (numbers[exit.signal] ?? 0);
};

const asFile = (path: string, report: RunReport): Iterable<string> => {
  if (/\.json$/i.test(path)) return [reportAsJson(report)];
  return /\.xml$/i.test(path) ? [reportAsJunit(report)] : reportAsText(report);
};

/** What is missing, with what to do about it; `null` where nothing is. */
function missing(program: string | null): string | null {
  if (process.platform !== 'linux') {
    return 'only Linux has subreapers, with which "run" keeps hold of what a command leaves behind';
  }
  if (program !== null) return null;
  return 'the native helper is not compiled, and "run" needs it. Install a C compiler and make (on Debian and Ubuntu: apt install gcc libc6-dev make), then: npm run build:native';
}

function couldNotStart(command: string, errno: number): ExitStatus {
  const notFound = errno === constants.errno.ENOENT;
  const why = notFound
    ? 'there is no such command'
    : (Object.entries(constants.errno).find(([, number]) => number === errno)?.[0] ?? `error ${errno}`);
  say(`${command} could not be started: ${why}`);
  return notFound ? RUN_EXIT.notFound : RUN_EXIT.notExecutable;
}

function exitStatusOf(outcome: RunOutcome & { kind: 'ended' }, failOn: readonly LeftKind[]): ExitStatus {
  if (failing({ left: outcome.left, failOn }).length > 0) return EXIT.found;
  return outcome.timedOut ? RUN_EXIT.timedOut : statusOf(outcome.exit);
}

/** `reaptree run`: a command as it is, and then what it left behind. */
export async function run(command: readonly string[], options: RunOptions): Promise<ExitStatus> {
  const { failOn = [], grace, timeout, report: files = [] } = options;
  // It starts a command, and ends what that leaves behind.
  const refused = new ReadOnlyMode({ on: options.readOnly, fixed: true }).refusal();
  if (refused?.ok === false) return complain(refused.error);
  const program = native();
  const lacking = missing(program);
  if (lacking !== null || program === null) {
    say(lacking ?? '');
    return EXIT.refused;
  }
  // The command decides what becomes of it; we stay to tell, from before it can be heard.
  let running: WatchedRun | null = null;
  for (const signal of PASSED_ON) process.on(signal, () => running?.pass(constants.signals[signal]));
  running = new WatchedRun({ native: program, command, graceMs: grace, timeoutMs: timeout ?? null });

  const outcome = await running.outcome;
  if (outcome.kind === 'failed') return couldNotStart(command[0] ?? '', outcome.errno);
  if (outcome.kind === 'lost') {
    say('the helper was ended by somebody else, so what the command left behind is not known');
    return EXIT.refused;
  }
  const { exit, timedOut, startedAt, endedAt, left } = outcome;
  const exitStatus = exitStatusOf(outcome, failOn);
  const report: RunReport = {
    command,
    exit,
    timedOut,
    startedAt,
    endedAt,
    graceMs: grace,
    failOn,
    left,
    exitStatus,
  };
  if (options.json) process.stderr.write(reportAsJson(report));
  // A run that is as it should be is not talked about.
  else if (left.length > 0 || timedOut) {
    for (const line of reportAsText(report)) process.stderr.write(`reaptree: ${line}`);
  }
  for (const path of files) {
    const written = await writeAtomically(path, asFile(path, report));
    if (!written.ok) return complain(written.error);
  }
  return exitStatus;
}
