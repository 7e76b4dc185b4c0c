import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from 'playwright';
import type { Setting } from './figures.ts';

/** The app on this machine's processes, with its tree on the screen. */
export async function launch({
  electronArguments,
  env,
}: Setting): Promise<{ page: Page; end(): Promise<void> }> {
  // Playwright looks for Electron by itself, and by this it finds the one that the preflight found.
  Object.assign(process.env, { ELECTRON_OVERRIDE_DIST_PATH: env.ELECTRON_OVERRIDE_DIST_PATH });
  const profile = mkdtempSync(join(tmpdir(), 'reaptree-bench-'));
  const electron = await _electron.launch({
    args: [...electronArguments, '.', `--user-data-dir=${profile}`],
    env: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  });
  const page = await electron.firstWindow();
  await page.waitForSelector('[role="row"][data-pid]', { state: 'attached' });
  return {
    page,
    end: async () => {
      await electron.close().catch(() => {});
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
