import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { geteuid } from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { builtWaitingBeforeNice } from '../../native/binary.ts';
import { nativeProgram } from '../native-program.ts';
import { keyNow } from './facts/zombie-case.ts';
import { openHands } from './hands.ts';
import { statOf } from './listing.ts';
import { renice } from './renice.ts';
import { signalProcess } from './signal.ts';

const NEXT_PID = '/proc/sys/kernel/ns_last_pid';
const TIMES = 1_000;
const AT_ONCE = 50;

/** Set where the test runs in a pid namespace of its own: others on this machine have pids to lose, too. */
const INSIDE = 'REAPTREE_IN_PID_NAMESPACE';
const NAMESPACE = ['--pid', '--fork', '--mount-proc', '--kill-child'];

function whyNot(): string | null {
  if (process.platform !== 'linux') return 'only Linux lets one choose the next pid';
  if (geteuid?.() !== 0) return 'only root may choose the next pid';
  if (nativeProgram(resolve('.')) === null) return 'the helper has not been built';
  if (spawnSync('unshare', [...NAMESPACE, 'true']).status !== 0) {
    return 'a pid namespace of its own is not permitted here';
  }
  try {
    accessSync(NEXT_PID, constants.W_OK);
    return null;
  } catch {
    return `${NEXT_PID} cannot be written here (CONFIG_CHECKPOINT_RESTORE)`;
  }
}

/**
 * A shell that starts processes and gives their pids away again: `new` answers the pid of a fresh one,
 * `take PID` ends that one, collects it, and goes on until another has its pid.
 */
const FORGER = `
while read verb pid; do
  case $verb in
  new) sleep 1000 & echo $! ;;
  take)
    kill -KILL $pid; wait $pid 2>/dev/null
    tries=0; got=0
    while [ $got -ne $pid ] && [ $tries -lt 50 ]; do
      [ $got -ne 0 ] && { kill -KILL $got; wait $got 2>/dev/null; }
      echo $((pid - 1)) > ${NEXT_PID}
      sleep 1000 & got=$!
      tries=$((tries + 1))
    done
    echo $got ;;
  end) kill -KILL $pid; wait $pid 2>/dev/null; echo $pid ;;
  esac
done 2>/dev/null`;

class Forger {
  readonly #shell: ChildProcess = spawn('sh', ['-c', FORGER], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  readonly #asked: ((pid: number) => void)[] = [];

  constructor() {
    if (this.#shell.stdout === null) throw new Error('no output');
    createInterface({ input: this.#shell.stdout }).on('line', (line) => this.#asked.shift()?.(Number(line)));
  }

  ask(words: string): Promise<number> {
    return new Promise((resolve) => {
      this.#asked.push(resolve);
      this.#shell.stdin?.write(`${words}\n`);
    });
  }

  close(): void {
    if (this.#shell.pid !== undefined) process.kill(-this.#shell.pid, 'SIGKILL');
  }
}

let forger: Forger | null = null;
afterEach(() => {
  forger?.close();
  forger = null;
});

const inside = process.env[INSIDE] !== undefined;
const reason = inside ? null : whyNot();
const why = reason === null ? '' : ` (${reason})`;

if (inside) {
  test('inside the namespace', { timeout: 60_000 }, async () => {
    const native = nativeProgram(resolve('.'));
    const hands = openHands(native);
    const own = new Forger();
    forger = own;
    let reused = 0;
    const answers = new Map<string, number>();
    for (let done = 0; done < TIMES; ) {
      const pids: number[] = [];
      for (let i = 0; i < AT_ONCE; i++) pids.push(await own.ask('new'));
      // A key counts in ticks of 10 ms: nobody chooses a process and loses it within the same one.
      await new Promise((resolve) => setTimeout(resolve, 25));
      for (const pid of pids) {
        if (done === TIMES) break;
        const chosen = keyNow(pid);
        if (chosen === null) throw new Error(`${pid} is not there`);
        if ((await own.ask(`take ${pid}`)) !== pid) continue;
        const other = keyNow(pid);
        expect(other).not.toBe(chosen);
        reused++;
        // Each way that an action can take: the lone signal, and the hands of everything larger.
        if (done % 10 === 0) {
          const answer = await signalProcess(chosen, 'SIGKILL', { native, roots: { own: null, lab: null } });
          count(answers, answer.ok ? 'sent' : answer.error.code);
        } else if (done % 10 === 1) count(answers, (await hands.renice(chosen, 19)) ?? 'sent');
        else count(answers, (await hands.signal(chosen, 'SIGKILL')) ?? 'sent');
        expect([keyNow(pid), statOf(pid)?.state === 'Z', statOf(pid)?.nice]).toEqual([other, false, 0]);
        await own.ask(`end ${pid}`);
        done++;
      }
    }
    hands.close();
    expect(reused).toBe(TIMES);
    expect(Object.fromEntries(answers)).toEqual({ gone: TIMES / 10, ESRCH: (TIMES / 10) * 9 });
  });

  test('a pid that is given away between the look and setpriority(2), which knows only pids: it is said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reaptree-held-'));
    const [told, go] = [join(folder, 'told'), join(folder, 'go')];
    execFileSync('mkfifo', [told, go]);
    const own = new Forger();
    forger = own;
    const pid = await own.ask('new');
    const chosen = keyNow(pid) ?? '1@1';
    await new Promise((resolve) => setTimeout(resolve, 25));
    Object.assign(process.env, { HELD_TOLD: told, HELD_GO: go });
    const hands = openHands(builtWaitingBeforeNice());
    const answer = renice([chosen], 9, { hands, roots: { own: null, lab: null } });
    await readFile(told);
    expect(await own.ask(`take ${pid}`)).toBe(pid);
    const heir = keyNow(pid);
    expect(heir).not.toBe(chosen);
    await writeFile(go, '');
    expect(await answer).toMatchObject([
      { key: chosen, kind: 'gone', says: expect.stringContaining(`(${pid}) has its pid now`) },
    ]);
    expect([keyNow(pid), statOf(pid)?.nice]).toEqual([heir, 9]);
    hands.close();
    await own.ask(`end ${pid}`);
    rmSync(folder, { recursive: true });
  });
} else {
  test.skipIf(reason !== null)(
    `a pid that is given away between choice and action, ${TIMES} times: nobody else is hit, and it is said to be gone${why}`,
    { timeout: 90_000 },
    async () => {
      const again = [
        process.execPath,
        resolve('node_modules/vitest/vitest.mjs'),
        'run',
        import.meta.filename,
      ];
      const { status, stdout, stderr } = await new Promise<{
        status: number | null;
        stdout: string;
        stderr: string;
      }>((answer) => {
        const run = spawn('unshare', [...NAMESPACE, ...again], { env: { ...process.env, [INSIDE]: '1' } });
        let [stdout, stderr] = ['', ''];
        run.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
        run.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
        run.on('close', (status) => answer({ status, stdout, stderr }));
      });
      expect(status, stdout + stderr).toBe(0);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours
      expect(stdout.replace(/\u001b\[\d+m/g, '')).toMatch(/Tests +2 passed/);
    },
  );
}

const count = (counts: Map<string, number>, what: string): void => {
  counts.set(what, (counts.get(what) ?? 0) + 1);
};
