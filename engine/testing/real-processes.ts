import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { statOf } from '../actions/listing.ts';

/** Real processes for the tests: each leads a process group of its own, and that is what is ended. */
const started = new Set<ChildProcess>();

/** What they wrote to standard error, the end of it: told only where a test fails, as it is harmless otherwise. */
const complaints = new Map<ChildProcess, string>();
const COMPLAINT_MOST = 2_000;

const complained = (): string =>
  complaints.size === 0 ? '' : `; on standard error:\n${[...complaints.values()].join('')}`;

function track(child: ChildProcess): ChildProcess & { readonly pid: number } {
  if (child.pid === undefined) throw new Error('The test process did not start.');
  started.add(child);
  child.stderr?.on('data', (data: Buffer) => {
    complaints.set(child, `${complaints.get(child) ?? ''}${data}`.slice(-COMPLAINT_MOST));
  });
  return child as ChildProcess & { readonly pid: number };
}

/** A process of its own process group, so that all that it starts ends with it. */
export const start = (command: string, ...words: string[]) =>
  track(spawn(command, words, { stdio: 'ignore', detached: true }));

/** Its standard error may have more to say than was read by then. */
function onceEnded(child: ChildProcess, failed: (error: Error) => void): void {
  child.once('exit', (code, signal) => {
    const [command] = child.spawnargs;
    setTimeout(() => failed(new Error(`${command} ended early with ${code ?? signal}${complained()}`)), 50);
  });
}

/** Starts a script whose first line of output says that the scene is set. */
export async function startAndHear(command: string, ...words: string[]) {
  const child = track(spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'], detached: true }));
  const heard = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()));
    onceEnded(child, reject);
  });
  return { child, heard };
}

/** Starts a program that answers each line that it reads with one of its own, after a first one. */
export async function startAndTalk(command: string, ...words: string[]) {
  const child = track(spawn(command, words, { stdio: ['pipe', 'pipe', 'pipe'], detached: true }));
  let text = '';
  const next = () =>
    new Promise<string>((resolve, reject) => {
      const take = () => {
        const end = text.indexOf('\n');
        if (end < 0) return;
        child.stdout?.off('data', hear);
        const line = text.slice(0, end);
        text = text.slice(end + 1);
        resolve(line);
      };
      const hear = (data: Buffer) => {
        text += data.toString();
        take();
      };
      child.stdout?.on('data', hear);
      onceEnded(child, reject);
      take();
    });
  const heard = await next();
  const ask = (line: string) => {
    child.stdin?.write(`${line}\n`);
    return next();
  };
  return { child, heard, ask };
}

/**
 * A parent outside of Reaptree that never waits: a shell that starts a child and then becomes `sleep`,
 * which knows nothing of it.
 */
export async function startLeakyParent(exitCode = 3) {
  const { child, heard } = await startAndHear(
    'sh',
    '-c',
    `sh -c 'sleep 0.1; exit ${exitCode}' & echo $!; exec sleep 120`,
  );
  return { parent: child, zombiePid: Number(heard) };
}

/** Ends everything that was started, and what it left behind in its group. */
export async function endAll(): Promise<void> {
  for (const child of started) {
    try {
      process.kill(-(child.pid as number), 'SIGKILL');
    } catch {
      // ESRCH: nobody is left of that group.
    }
  }
  await until(() => [...started].every((child) => child.exitCode !== null || child.signalCode !== null));
  started.clear();
  complaints.clear();
}

/** On Linux. */
export const isZombie = (pid: number): boolean => statOf(pid)?.state === 'Z';

/** Waits for something real to happen; the limit only ends a test that would fail anyway. */
export async function until(
  happened: () => boolean | Promise<boolean>,
  limitMs = 10_000,
  what = 'the awaited',
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await happened())) {
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${limitMs} ms${complained()}`);
    await pause(10);
  }
}
