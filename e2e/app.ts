import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { geteuid } from 'node:process';
import { _electron, test as base, type ElectronApplication, expect, type Page } from 'playwright/test';
import { endAll, until } from '../engine/testing/real-processes.ts';

const CHECKOUT = resolve(import.meta.dirname, '..');

/** The Electron that the preflight found; the tests are always started through it. */
export function electronBinary(): string {
  const path = process.env.REAPTREE_ELECTRON;
  if (path === undefined) throw new Error('Start the tests with `npm test -- e2e`: it finds Electron first.');
  return path;
}

/**
 * No GPU: where the tests run there mostly is none, and Chromium had better know. And no sandbox for root,
 * as Electron refuses to run it then.
 */
export const electronWords = (): string[] => [
  '--disable-gpu',
  ...(geteuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Each try lists the folder anew: a file that came in between fails this one only. */
function removed(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly pid: number;
}

export async function launch(...words: string[]): Promise<RunningApp & { close(): Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), 'reaptree-e2e-'));
  // Without a path of ours Playwright starts the same program (ELECTRON_OVERRIDE_DIST_PATH), but behind a
  // loader that holds the app back until it listens: otherwise a launch in some dozens never becomes ready.
  const electron = await _electron.launch({
    args: [CHECKOUT, `--user-data-dir=${profile}`, ...electronWords(), ...words],
    cwd: CHECKOUT,
    chromiumSandbox: geteuid?.() !== 0,
  });
  const page = await electron.firstWindow();
  // The rest of the app is loaded behind the first tree. The inspector may lose what it evaluates in the midst of it.
  await page.evaluate(() => window.reaptree.request('view:recent'));
  const pid = electron.process().pid as number;
  return {
    electron,
    page,
    pid,
    close: async () => {
      await electron.close().catch(() => {});
      // After a kill, what is left of the app may still write to it for a moment.
      await until(() => removed(profile), 10_000, 'the end of whoever writes to the profile');
    },
  };
}

/** A test with an app of its own, open on the machine's processes. */
export const test = base.extend<{ app: RunningApp; words: string[] }>({
  words: [[], { option: true }],
  app: async ({ words }, use) => {
    const app = await launch(...words);
    await use(app);
    await app.close();
    await endAll();
  },
});

export { expect };
