import { spawn, spawnSync } from 'node:child_process';
import { chownSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { geteuid } from 'node:process';
import { until } from '../engine/testing/real-processes.ts';
import { electronBinary, expect, test } from './app.ts';

const NOBODY = 65534;
const AS_NOBODY = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** The process that draws the page of the app with this profile. */
function rendererOf(profile: string): string | undefined {
  return readdirSync('/proc').find((pid) => {
    const command = read(`/proc/${pid}/cmdline`);
    return command.includes('--type=renderer') && command.includes(profile);
  });
}

test('for an ordinary user the sandbox of the page is really on', async () => {
  test.skip(geteuid?.() !== 0, 'only root can start the app as somebody else, and everybody else runs it so');
  const electron = electronBinary();
  for (const needed of [electron, resolve('out/main/index.cjs')]) {
    const readable = spawnSync('setpriv', [...AS_NOBODY, 'test', '-r', needed]).status === 0;
    test.skip(!readable, 'this checkout is not readable for others');
  }
  const namespaces = spawnSync('setpriv', [...AS_NOBODY, 'unshare', '--user', 'true']).status === 0;
  test.skip(!namespaces, 'ordinary users may not make user namespaces here');

  const home = mkdtempSync(join(tmpdir(), 'reaptree-nobody-'));
  chownSync(home, NOBODY, NOBODY);
  const env: NodeJS.ProcessEnv = { ...process.env, HOME: home };
  if (env.XAUTHORITY !== undefined) {
    const authority = join(home, 'authority');
    copyFileSync(env.XAUTHORITY, authority);
    chownSync(authority, NOBODY, NOBODY);
    env.XAUTHORITY = authority;
  }
  const profile = join(home, 'profile');
  const words = [electron, resolve('.'), '--disable-gpu', `--user-data-dir=${profile}`];
  const app = spawn('setpriv', [...AS_NOBODY, ...words], { env, stdio: 'ignore' });
  try {
    // 2: system calls are filtered (proc(5)); the filter comes on a moment after the start.
    await until(
      () => /^Seccomp:\t2$/m.test(read(`/proc/${rendererOf(profile)}/status`)),
      20_000,
      'the sandbox',
    );
    const status = read(`/proc/${rendererOf(profile)}/status`);
    expect(status).toMatch(/^NSpid:\t\d+\t\d+/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  } finally {
    app.kill('SIGTERM');
    await until(() => app.exitCode !== null || app.signalCode !== null);
    rmSync(home, { recursive: true, force: true });
  }
});
