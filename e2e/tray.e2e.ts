import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { endAll, startLeakyParent } from '../engine/testing/real-processes.ts';
import { canHaveBus, startSessionBus } from '../engine/testing/session-bus.ts';
import { electronBinary, electronWords, expect, launch, test } from './app.ts';
import { grid, rowOf } from './processes.ts';

async function keepInTray(page: Page): Promise<void> {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await page.keyboard.press(',');
  await page.getByLabel('Keep running in the tray').check();
}

const closeWindow = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

test('without a tray the last window ends the app, and the settings say so', async ({
  app: { electron, page },
}) => {
  await keepInTray(page);
  await expect(page.getByText(/^This desktop shows no tray/)).toBeVisible();
  const ended = new Promise((resolve) => electron.process().once('exit', resolve));
  await closeWindow(electron);
  await ended;
});

test('kept in the tray, it goes on without a window, and its menu brings it back', async () => {
  test.skip(process.platform !== 'linux' || !canHaveBus(), 'there is no dbus-daemon to start a bus with');
  const profile = mkdtempSync(join(tmpdir(), 'reaptree-tray-'));
  const bus = await startSessionBus();
  await bus.showTray();
  const app = await launch(`--user-data-dir=${profile}`);
  const { electron, page } = app;
  /** The menu is the desktop's to draw: what hangs there last is looked at instead. */
  const menu = await electron.evaluateHandle(({ Menu }) => {
    const hung: { last: Electron.Menu | null } = { last: null };
    const build = Menu.buildFromTemplate;
    Menu.buildFromTemplate = (template) => {
      const built = build.call(Menu, template);
      if (template.at(-1)?.label === 'Quit') hung.last = built;
      return built;
    };
    return hung;
  });
  const labels = () => menu.evaluate(({ last }) => last?.items.map(({ label }) => label) ?? []);
  const choose = (label: string) =>
    menu.evaluate(({ last }, wanted) => {
      last?.items.find((item) => item.label.includes(wanted))?.click();
    }, label);
  try {
    await keepInTray(page);
    await expect(page.getByText(/^It goes on watching/)).toBeVisible();
    await closeWindow(electron);
    await expect.poll(() => electron.windows().length).toBe(0);

    // Counted while nobody looks. Others on this machine may leak more than ours.
    await startLeakyParent();
    const leaks = async () => (await labels()).flatMap((label) => /\((\d+)\) holds/.exec(label) ?? []);
    await expect.poll(leaks, { timeout: 15_000 }).not.toEqual([]);
    const [worst = '', pid] = await leaks();
    const opened = electron.waitForEvent('window');
    await choose(worst);
    const back = await opened;
    await expect(rowOf(back, Number(pid))).toHaveAttribute('aria-selected', 'true');
    await choose('Pause');
    await expect(back.getByRole('contentinfo')).toContainText('paused');

    await closeWindow(electron);
    await expect.poll(() => electron.windows().length).toBe(0);
    const again = electron.waitForEvent('window');
    const words = [resolve('.'), `--user-data-dir=${profile}`, ...electronWords()];
    expect(spawnSync(electronBinary(), words, { timeout: 30_000 }).status).toBe(0);
    await expect(grid(await again)).toBeVisible();
    const ended = new Promise((end) => electron.process().once('exit', end));
    await choose('Quit');
    await ended;
  } finally {
    await app.close();
    await bus.close();
    await endAll();
    rmSync(profile, { recursive: true, force: true });
  }
});
