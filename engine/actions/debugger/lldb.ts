import { type ChildProcess, spawn } from 'node:child_process';
import { fail, ok, type Result } from '../../../core/result.ts';
import { type DebugSession, noWaitpid, waitpidCall } from './session.ts';

const ATTACH_MS = 30_000;
const CALL_MS = 10_000;

/** No command of lldb: its complaint about it, which needs no scripting to be built in, ends an answer. */
const MARK = 'reaptree-answered';

/** Drives lldb as a person would: it prints, and we look for the end of what it prints. */
class LldbSession implements DebugSession {
  readonly #lldb: ChildProcess;
  #heard = '';
  #wake: () => void = () => {};
  #last = 0;

  constructor(lldb: ChildProcess) {
    this.#lldb = lldb;
    const more = (data: Buffer) => {
      this.#heard += data.toString();
      this.#wake();
    };
    lldb.stdout?.on('data', more);
    lldb.stderr?.on('data', more);
    lldb.on('error', () => this.#wake());
    lldb.on('exit', () => this.#wake());
    lldb.stdin?.on('error', () => this.#wake());
  }

  async attach(pid: number): Promise<Result<null>> {
    await this.#ask('settings set interpreter.prompt-on-quit false', CALL_MS);
    await this.#ask('process handle -s false -p true -n false SIGCHLD SIGALRM SIGUSR1 SIGUSR2', CALL_MS);
    const said = await this.#ask(`process attach --pid ${pid}`, ATTACH_MS);
    if (new RegExp(`Process ${pid} stopped`).test(said)) return ok(null);
    this.end();
    return fail('unavailable', `lldb could not attach to process ${pid}: ${errorIn(said)}`);
  }

  async waitpid(pid: number): Promise<Result<number>> {
    // -i and -u: breakpoints and crashes during the call end it and put the stack back; -a: this thread alone.
    const said = await this.#ask(`expression -i true -u true -a false -- ${waitpidCall(pid)}`, CALL_MS);
    const value = /^\(int\) \$\d+ = (-?\d+)$/m.exec(said)?.[1];
    if (/undeclared identifier 'waitpid'/.test(said)) return noWaitpid();
    return value === undefined
      ? fail('io', `lldb could not make it call waitpid(): ${errorIn(said)}`)
      : ok(Number(value));
  }

  async detach(): Promise<Result<null>> {
    const said = await this.#ask('process detach', CALL_MS);
    this.end();
    // That it has detached, it may say only later; that it could not, at once.
    return /^error: /m.test(said) ? fail('io', `lldb could not let go of it: ${errorIn(said)}`) : ok(null);
  }

  end(): void {
    this.#lldb.stdin?.end('quit\n');
  }

  /** Answers what was printed until the mark, or until it took too long. */
  async #ask(command: string, limitMs: number): Promise<string> {
    const mark = `${MARK}-${++this.#last}`;
    this.#heard = '';
    this.#lldb.stdin?.write(`${command}\n${mark}\n`);
    const deadline = performance.now() + limitMs;
    while (!this.#heard.includes(`'${mark}' is not`)) {
      const left = deadline - performance.now();
      if (left <= 0 || this.#lldb.exitCode !== null) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 250));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.#heard
      .split('\n')
      .filter((line) => !line.includes(mark))
      .join('\n');
  }
}

const errorIn = (said: string): string => /^error: (.*)$/m.exec(said)?.[1] ?? 'it did not say why';

export async function attachLldb(program: string, pid: number): Promise<Result<DebugSession>> {
  const lldb = spawn(program, ['--no-lldbinit', '--no-use-colors'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
    detached: true,
  });
  const session = new LldbSession(lldb);
  const attached = await session.attach(pid);
  return attached.ok ? ok(session) : attached;
}
