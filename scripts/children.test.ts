import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, it, vi } from 'vitest';
import { run } from './children.mjs';

const node = process.execPath;
const posix = process.platform !== 'win32';

/** A zombie is dead, though it still has a pid: whoever adopted it may take its time. */
function isAlive(pid: number) {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('run', () => {
  it('gives the exit code and what was said', async () => {
    const result = await run(node, ['-e', 'console.log("out"); console.error("err"); process.exit(3)']);
    expect(result).toMatchObject({ code: 3, ok: false, missing: false, stdout: 'out\n' });
    expect(result.output).toContain('err');
  });

  it('takes a missing command for a result', async () => {
    expect(await run('reaptree-no-such-command', [])).toMatchObject({ missing: true, ok: false });
  });

  it.runIf(posix)('ends a child that takes too long, with its own children', async () => {
    const result = await run('sh', ['-c', 'sleep 300 & echo $!; wait'], { limit: 500 });
    expect(result).toMatchObject({ timedOut: true, ok: false });
    const grandchild = Number(result.stdout);
    await vi.waitFor(() => expect(isAlive(grandchild)).toBe(false), 10_000);
  });

  it.runIf(posix)('does not wait for a grandchild that keeps the pipes open', async () => {
    const before = performance.now();
    const result = await run('sh', ['-c', 'sleep 30 & echo $!']);
    expect(result.ok).toBe(true);
    expect(performance.now() - before).toBeLessThan(15_000);
    process.kill(Number(result.stdout));
  });
});

describe('an interruption', () => {
  it.runIf(posix)('reaches the child, and the exit status tells of it', async () => {
    const script = `
      const { run } = await import(${JSON.stringify(new URL('./children.mjs', import.meta.url).href)});
      run('sh', ['-c', 'echo $$ >&2; exec sleep 300'], { show: true }).then(() => console.log('went on'));`;
    const parent = spawn(node, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    parent.stdout.on('data', (text) => {
      said += text;
    });
    const pid = await new Promise<number>((resolve) => {
      createInterface(parent.stderr).once('line', (line) => resolve(Number(line)));
    });
    const ended = new Promise((resolve) => parent.once('exit', resolve));
    parent.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(said).toBe('');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
  });
});
