import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { preflight } from './index.mjs';
import { missingLibraries } from './libraries.mjs';
import { thisMachine } from './machine.mjs';

let said: string;
beforeEach(() => {
  said = '';
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said += text;
      return true;
    });
  }
});
afterEach(() => vi.restoreAllMocks());

/** A Linux machine of an ordinary user that lacks these commands, and has no display. */
const without = (...commands: string[]) => ({
  ...thisMachine,
  platform: 'linux' as const,
  isRoot: false,
  hasApt: true,
  env: {},
  has: (command: string) => !commands.includes(command) && thisMachine.has(command),
});

describe('Readers of the exports', () => {
  it('says which tests are skipped for want of them, and goes on', async () => {
    const setup = await preflight(['readers'], { machine: without('dot', 'pstree') });
    expect(setup).not.toBeNull();
    expect(said).toBe(
      '! Readers of the exports: no dot, no pstree: the tests that read our exports with them are skipped. ' +
        'Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends graphviz psmisc\n',
    );
    await setup?.close();
  });
});

describe('System libraries', () => {
  it('gives an ordinary user the one command to run, and stops', async () => {
    const setup = await preflight(['libraries', 'display'], { machine: without('Xvfb', 'ps') });
    expect(setup).toBeNull();
    expect(said).toBe(
      '✗ System libraries: Xvfb, ps not found. Run: sudo apt-get update && ' +
        'sudo apt-get install -y --no-install-recommends xvfb procps\n',
    );
  });

  it('names no command of apt where there is no apt', async () => {
    const machine = { ...without('ps'), hasApt: false };
    expect(await preflight(['libraries'], { machine })).toBeNull();
    expect(said).toBe(
      '✗ System libraries: ps not found. Install them with the package manager of this system\n',
    );
  });

  it('asks for no Xvfb where no window will be opened', async () => {
    const setup = await preflight(['libraries'], { machine: without('Xvfb') });
    expect(setup).not.toBeNull();
    await setup?.close();
  });

  it('leaves other systems alone', async () => {
    const machine = { ...without('ps', 'Xvfb', 'ldd'), platform: 'darwin' as const };
    expect(await preflight(['libraries', 'sandbox', 'display'], { machine })).not.toBeNull();
    expect(said).toBe('');
  });

  it('reads what ldd could not find', () => {
    const output =
      '\tlinux-vdso.so.1 (0x00007ffd)\n\tlibnss3.so => not found\n' +
      '\tlibc.so.6 => /lib/libc.so.6 (0x00007f)\n\tlibgtk-3.so.0 => not found\n';
    expect(missingLibraries(output)).toEqual(['libnss3.so', 'libgtk-3.so.0']);
  });
});

describe('Sandbox', () => {
  it('is given up for root, in so many words', async () => {
    const setup = await preflight(['sandbox'], { machine: { ...without(), isRoot: true } });
    expect(setup?.electronArguments).toEqual(['--no-sandbox']);
    expect(said).toContain('--no-sandbox');
  });
});

describe('Display', () => {
  it('warns of one that does not answer', async () => {
    const setup = await preflight(['display'], { machine: { ...without(), env: { DISPLAY: ':64321' } } });
    expect(setup).not.toBeNull();
    expect(said).toContain('! Display: DISPLAY is :64321, and nothing answers there. Unset DISPLAY');
  });

  it.runIf(thisMachine.has('Xvfb') && process.platform === 'linux')(
    'starts a server that only we can use, and ends it',
    async () => {
      const setup = await preflight(['display'], { machine: without() });
      const number = setup?.env.DISPLAY ?? '';
      expect(number).toMatch(/^:\d+$/);
      expect(said).toContain(`Xvfb of its own, ${number}\n`);
      // A second look finds it answering.
      said = '';
      await preflight(['display'], { machine: { ...without(), env: { DISPLAY: number } } });
      expect(said).toBe(`✓ Display: ${number}\n`);
      await setup?.close();
      await vi.waitFor(async () => {
        said = '';
        await preflight(['display'], { machine: { ...without(), env: { DISPLAY: number } } });
        expect(said).toContain('nothing answers');
      });
    },
  );
});
