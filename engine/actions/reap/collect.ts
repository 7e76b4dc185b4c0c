import { type Exit, type ProcessKey, partsOf } from '../../../core/process.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { mayReadExit } from '../../collect/procfs/files.ts';
import { decodeWaitStatus } from '../../collect/wait-status.ts';
import { attachGdb } from '../debugger/gdb.ts';
import { attachLldb } from '../debugger/lldb.ts';
import type { DebugSession } from '../debugger/session.ts';
import { type Debugger, debuggersHere, programNamed } from '../facts/means.ts';
import { statusOf } from '../facts/status.ts';
import { livingThreads } from '../facts/threads.ts';
import { statOf } from '../listing.ts';

/** What collecting one zombie came to. */
export interface Collected {
  readonly key: ProcessKey;
  readonly reaped: boolean;
  /** How it had ended, read before it was collected. */
  readonly status: Exit | null;
  readonly says: string;
}

export interface CollectOptions {
  /** Why nothing may be done any more; asked before each child. */
  readonly refusal?: () => Result<never> | null;
  /** Halts the parent again where it was halted before: by its key, through the engine's usual way. */
  readonly stop: (key: ProcessKey) => Promise<Result<null>>;
  readonly debuggers?: readonly Debugger[];
}

const ATTACH: Readonly<Record<Debugger, (program: string, pid: number) => Promise<Result<DebugSession>>>> = {
  gdb: attachGdb,
  lldb: attachLldb,
};

/**
 * Makes the parent itself collect these children, through a debugger that holds it still meanwhile. While
 * it is held, nobody can collect a child of it and no pid of theirs can be given away: what is looked at
 * then is what is collected.
 */
export async function collectThroughDebugger(
  parent: ProcessKey,
  zombies: readonly ProcessKey[],
  { refusal = () => null, stop, debuggers = debuggersHere() }: CollectOptions,
): Promise<Result<Collected[]>> {
  const { pid, start } = partsOf(parent);
  const which = debuggers[0];
  const program = which === undefined ? null : programNamed(which);
  if (which === undefined || program === null) {
    return fail(
      'unavailable',
      'Neither gdb nor lldb is installed.',
      'Install one of them, or end the parent.',
    );
  }
  const refused = refusal();
  if (refused !== null) return refused;
  // Where its first thread has ended, a debugger gets hold of it by one that lives.
  const [thread] = livingThreads(pid);
  const halted = thread?.state === 'T';
  const session = await ATTACH[which](program, thread?.tid ?? pid);
  if (!session.ok) return session;
  const collected: Collected[] = [];
  let failed: Result<never> | null = null;
  if (statOf(pid)?.startTime !== start) failed = fail('gone', `Process ${pid} has already gone.`);
  for (const key of failed === null ? zombies : []) {
    const one = refusal() ?? (await collectOne(session.value, pid, key));
    if (!one.ok) {
      failed = one;
      break;
    }
    collected.push(one.value);
  }
  // Sent while it is held, so that it does not run a single step in between.
  if (halted) await stop(parent);
  const detached = await session.value.detach();
  if (failed !== null) return failed;
  return detached.ok ? ok(collected) : detached;
}

async function collectOne(
  session: DebugSession,
  parent: number,
  key: ProcessKey,
): Promise<Result<Collected>> {
  const { pid, start } = partsOf(key);
  const stat = statOf(pid);
  if (stat === null || stat.startTime !== start) {
    return ok({ key, reaped: true, status: null, says: 'it had been collected already' });
  }
  if (stat.state !== 'Z' || stat.ppid !== parent) {
    return ok({ key, reaped: false, status: null, says: 'it is no dead child of that parent' });
  }
  const status = mayReadExit(pid) ? decodeWaitStatus(stat.exitCode) : null;
  const depth = statusOf(parent)?.nspid.length ?? 1;
  const answer = await session.waitpid(statusOf(pid)?.nspid[depth - 1] ?? pid);
  if (!answer.ok) return answer;
  const reaped = statOf(pid)?.startTime !== start;
  return ok({
    key,
    reaped,
    status,
    says: reaped
      ? 'its parent has collected it, and goes on'
      : answer.value === 0
        ? 'its parent asked, and the kernel does not let it go yet'
        : 'its parent asked, and has no such child to collect',
  });
}
