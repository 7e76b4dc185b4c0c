import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fail, ok, type Result } from '../../../core/result.ts';
import { type DebugSession, noWaitpid, waitpidCall } from './session.ts';

/** Attaching reads the symbols of everything that is loaded: a large program on a slow disk takes its time. */
const ATTACH_MS = 30_000;
const CALL_MS = 10_000;

/**
 * What gdb is told before it attaches. Nothing of the user's set-up, no scripts that lie beside the
 * program, no network (debuginfod). A signal that comes during the call is passed on and does not end it;
 * should anything end it, the stack is put back. No other thread runs meanwhile.
 */
const BEFORE = [
  '-gdb-set pagination off',
  '-gdb-set confirm off',
  '-gdb-set unwindonsignal on',
  '-interpreter-exec console "handle all nostop noprint pass"',
  '-interpreter-exec console "handle SIGSTOP nostop noprint nopass"',
];
const QUIETLY = ['debuginfod enabled off', 'auto-load off', 'python print-stack none'];

type Answer = { readonly kind: 'done' | 'error' | 'exit' | 'running' | 'connected'; readonly text: string };

/** Drives gdb through its machine interface: one command, one result record that begins with its number. */
class GdbSession implements DebugSession {
  readonly #gdb: ChildProcess;
  readonly #asked = new Map<number, (answer: Answer) => void>();
  #last = 0;

  constructor(gdb: ChildProcess) {
    this.#gdb = gdb;
    const ended = () => {
      for (const answer of this.#asked.values()) answer({ kind: 'error', text: 'gdb has ended' });
      this.#asked.clear();
    };
    gdb.on('error', ended);
    gdb.on('exit', ended);
    gdb.stdin?.on('error', ended);
    if (gdb.stdout !== null) createInterface({ input: gdb.stdout }).on('line', (line) => this.#hear(line));
  }

  async attach(pid: number): Promise<Result<null>> {
    for (const command of BEFORE) await this.#ask(command, CALL_MS);
    const answer = await this.#ask(`-target-attach ${pid}`, ATTACH_MS);
    if (answer.kind === 'done') {
      await this.#ask('-gdb-set scheduler-locking on', CALL_MS);
      return ok(null);
    }
    this.end();
    return fail('unavailable', `gdb could not attach to process ${pid}: ${firstLine(answer.text)}`);
  }

  async waitpid(pid: number): Promise<Result<number>> {
    const answer = await this.#ask(`-data-evaluate-expression "${waitpidCall(pid)}"`, CALL_MS);
    const value = /^value="(-?\d+)"$/.exec(answer.text)?.[1];
    if (answer.kind === 'done' && value !== undefined) return ok(Number(value));
    if (/No symbol (?:\\?"waitpid|table is loaded)/.test(answer.text)) return noWaitpid();
    return fail('io', `gdb could not make it call waitpid(): ${firstLine(answer.text)}`);
  }

  async detach(): Promise<Result<null>> {
    const answer = await this.#ask('-target-detach', CALL_MS);
    this.end();
    return answer.kind === 'done'
      ? ok(null)
      : fail('io', `gdb could not let go of it: ${firstLine(answer.text)}`);
  }

  /** gdb lets go of what it is attached to when its input ends, as it does on `quit`. */
  end(): void {
    this.#gdb.stdin?.end('-gdb-exit\n');
  }

  #ask(command: string, limitMs: number): Promise<Answer> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#asked.delete(id);
        resolve({ kind: 'error', text: 'it took too long' });
      }, limitMs);
      this.#asked.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#gdb.stdin?.write(`${id}${command}\n`);
    });
  }

  #hear(line: string): void {
    const [, id, kind, text = ''] = /^(\d+)\^(done|error|exit|running|connected),?(.*)$/.exec(line) ?? [];
    if (id === undefined || kind === undefined) return;
    const answer = this.#asked.get(Number(id));
    this.#asked.delete(Number(id));
    answer?.({ kind: kind as Answer['kind'], text: kind === 'error' ? messageOf(text) : text });
  }
}

const messageOf = (text: string): string =>
  (/^msg="((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text).replace(/\\n/g, '\n').replace(/\\(.)/g, '$1');

const firstLine = (text: string): string => text.split('\n')[0] ?? text;

export async function attachGdb(program: string, pid: number): Promise<Result<DebugSession>> {
  const quietly = QUIETLY.flatMap((setting) => ['-iex', `set ${setting}`]);
  const words = ['-q', '-nx', '--interpreter=mi2', ...quietly];
  const gdb = spawn(program, words, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, LC_ALL: 'C', DEBUGINFOD_URLS: '' },
    // Ctrl+C in our terminal must not reach it while it holds a process.
    detached: true,
  });
  const session = new GdbSession(gdb);
  const attached = await session.attach(pid);
  return attached.ok ? ok(session) : attached;
}
