import { execFile } from 'node:child_process';
import { kill } from 'node:process';
import { type ProcessKey, partsOf } from '../../core/process.ts';
import type { Roots } from '../../core/reading.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { SignalName } from '../../core/signals.ts';
import { startOf } from '../collect/start-of.ts';
import { isOurs } from './ours.ts';

export interface SignalOptions {
  /** The compiled helper; without it the start time is checked right before kill(2). */
  readonly native: string | null;
  readonly roots: Roots;
}

const NATIVE_TIMEOUT_MS = 5_000;
/** Exit statuses of `reaptree-native signal`, native/PROTOCOL.md. */
const NATIVE_DONE = 0;
const NATIVE_GONE = 1;

const gone = (pid: number): Result<never> =>
  fail('gone', `Process ${pid} has already gone.`, 'Nothing was signalled, whoever has that pid now.');

/** What the error numbers of kill(2) mean here. */
function refusedBy(errno: string, pid: number): Result<never> {
  if (errno === 'ESRCH') return gone(pid);
  if (errno === 'EPERM') {
    return fail(
      'not-permitted',
      `You may not signal process ${pid}: it belongs to another user.`,
      'Start Reaptree as that user or as root to do so.',
    );
  }
  return fail('io', `The system refused to signal process ${pid} (${errno}).`);
}

/**
 * Sends one signal to the very process that the key names, and to no other that has its pid by now.
 * Refused for pid 1 and for Reaptree itself.
 *
 * On Linux the helper does it through a pidfd that it opened and verified (pidfd_open(2),
 * pidfd_send_signal(2)), so no reuse of the pid in between can matter.
 */
export async function signalProcess(
  key: ProcessKey,
  signal: SignalName,
  { native, roots }: SignalOptions,
): Promise<Result<null>> {
  const { pid, start } = partsOf(key);
  if (pid === 1) {
    return fail('refused', 'Process 1 keeps the whole system alive: Reaptree never signals it.');
  }
  if (isOurs(pid, roots)) {
    return fail('refused', `Process ${pid} is part of Reaptree itself.`, 'Quit Reaptree to end it.');
  }
  if (process.platform === 'linux' && native !== null) return signalByPidfd(native, pid, start, signal);
  return (await startOf(pid)) === start ? signalByPid(pid, signal) : gone(pid);
}

function signalByPid(pid: number, signal: SignalName): Result<null> {
  try {
    kill(pid, signal);
    return ok(null);
  } catch (error) {
    return refusedBy((error as NodeJS.ErrnoException).code ?? 'unknown', pid);
  }
}

function signalByPidfd(
  native: string,
  pid: number,
  start: number,
  signal: SignalName,
): Promise<Result<null>> {
  return new Promise((resolve) => {
    const words = ['signal', String(pid), String(start), signal];
    execFile(native, words, { timeout: NATIVE_TIMEOUT_MS }, (error, stdout) => {
      const status = error === null ? NATIVE_DONE : error.code;
      if (status === NATIVE_DONE) resolve(ok(null));
      else if (status === NATIVE_GONE) resolve(gone(pid));
      else resolve(refusedBy(/"errno":"(\w+)"/.exec(stdout)?.[1] ?? String(status), pid));
    });
  });
}
