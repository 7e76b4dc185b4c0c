import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { LabChild } from '../../../core/lab.ts';
import type { Exit } from '../../../core/process.ts';
import type { SignalName } from '../../../core/signals.ts';
import { isWindows } from './commands.ts';

/** A child of this program, and how it ends. */
export interface Started {
  readonly process: ChildProcess;
  readonly child: LabChild;
  /** How it ended, once it has. */
  readonly ended: Promise<Exit>;
}

export const hasEnded = ({ process: { exitCode, signalCode } }: Started): boolean =>
  exitCode !== null || signalCode !== null;

/** A shell runs the `sleep` that it started in its own group; on Windows there is but the one process. */
export function end(own: ChildProcess, signal: SignalName): void {
  try {
    if (isWindows || own.pid === undefined) own.kill(signal);
    else process.kill(-own.pid, signal);
  } catch {
    // ESRCH: it has just ended by itself.
  }
}

/** Gives a worker the next task whenever it is done with one, and closes its input when there are none left. */
export async function handOut(
  tasks: string[],
  { process: { stdin, stdout } }: Started,
  done: (task: string, pid: string) => void,
): Promise<void> {
  if (stdin === null || stdout === null) return;
  const next = (): void => {
    const task = tasks.shift();
    if (task === undefined) stdin.end();
    else stdin.write(`${task}\n`);
  };
  stdin.on('error', () => {}); // it was ended: that is told by its exit
  next();
  for await (const line of createInterface({ input: stdout })) {
    const [task = '', pid = ''] = line.trim().split(' ');
    done(task, pid);
    next();
  }
}
