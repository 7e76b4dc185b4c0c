import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, launch, type RunningApp, test } from './app.ts';
import { grid } from './processes.ts';

const sizeOf = ({ electron }: RunningApp) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());

test('the window, the settings and what was read are as they were left', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'reaptree-window-'));
  try {
    const first = await launch(`--user-data-dir=${profile}`);
    await expect(first.page.getByRole('heading', { name: /^Every process/ })).toBeVisible();
    await first.page.getByRole('button', { name: 'Got it' }).click();
    await expect(first.page.getByRole('heading', { name: 'Nothing selected' })).toBeVisible();
    await first.page.getByRole('button', { name: 'Settings' }).click();
    await first.page.getByRole('button', { name: 'Dark', exact: true }).click();
    await first.page.getByLabel('A notification when a process starts leaking').check();
    await first.page.getByLabel(/^Zombies that a parent/).fill('12');
    const rate = first.page.getByRole('group', { name: 'Seconds from one sample to the next' });
    await rate.getByRole('button', { name: '2', exact: true }).click();
    await first.page.getByRole('button', { name: 'Done' }).click();
    await expect(first.page.getByRole('contentinfo')).toContainText('live, 2 s');
    await first.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 900, height: 640 }),
    );
    await expect.poll(() => sizeOf(first)).toMatchObject({ width: 900, height: 640 });
    await first.close();
    expect(readdirSync(profile).filter((name) => name.endsWith('.tmp'))).toEqual([]);

    const second = await launch(`--user-data-dir=${profile}`);
    await expect(grid(second.page)).toBeVisible();
    expect(await sizeOf(second)).toMatchObject({ width: 900, height: 640 });
    await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await second.page.keyboard.press(',');
    await expect(second.page.getByLabel(/^Zombies that a parent/)).toHaveValue('12');
    await expect(second.page.locator('.status-line')).toContainText('live, 2 s');
    await second.close();

    const third = await launch(`--user-data-dir=${profile}`, '--interval=5');
    await expect(grid(third.page)).toBeVisible();
    await third.page.keyboard.press(',');
    await expect(third.page.getByLabel(/^Zombies that a parent/)).toHaveValue('12');
    await expect(third.page.locator('.status-line')).toContainText('live, 5 s');
    await third.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});
