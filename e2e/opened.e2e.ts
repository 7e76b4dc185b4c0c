import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RequestChannel } from '../core/contract.ts';
import { startOf } from '../engine/collect/start-of.ts';
import { start } from '../engine/testing/real-processes.ts';
import { electronBinary, electronWords, expect, test } from './app.ts';
import { chooseFile } from './dialogs.ts';
import { kept, LEAKY } from './kept.ts';
import { grid, rowOf, search } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-opened-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

const file = kept(folder, 'workbench.json', LEAKY);

test.describe('a snapshot that was named at the start', () => {
  test.use({ words: [file] });

  test('is shown in a window that says that it is not live', async ({ app: { page, electron } }) => {
    await expect(page.getByRole('region', { name: 'Not live' })).toContainText(
      'snapshot of workbench, taken 2026-11-20',
    );
    await expect(grid(page).locator('[role="row"][data-pid]')).toHaveCount(5);
    expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toBe(
      'workbench.json (not live) – Reaptree',
    );
    await expect(page.getByRole('contentinfo')).toContainText('not live');
    await expect(page.getByRole('button', { name: 'Lab' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0);

    await search(page, 'mark:zombie');
    await rowOf(page, 21).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await expect(details).toContainText('exit 3');
    await expect(details).toContainText('waybar (20) has to collect it');
    await expect(details.getByRole('button', { name: /^Send signal/ })).toBeDisabled();

    await page.keyboard.press('k');
    await expect(page.getByLabel('Notices')).toContainText('Not in this window');
    await expect(page.getByRole('alertdialog')).toHaveCount(0);

    await page.keyboard.press('2');
    await expect(page.locator('.leak[data-pid="20"]')).toContainText('2 zombies');
    await page.keyboard.press('4');
    await expect(page.getByRole('heading', { name: 'No events were kept' })).toBeVisible();
    await page.keyboard.press('3');
    await expect(page.getByRole('heading', { name: 'Lab' })).toHaveCount(0);
  });

  test('cannot be acted from, whatever its page asks', async ({ app: { page } }) => {
    const victim = start('sleep', '320');
    await expect(grid(page)).toBeVisible();
    const answers = await page.evaluate(
      async (key) => {
        const ask = window.reaptree.request as (channel: string, payload?: unknown) => Promise<unknown>;
        const keys = [key];
        const asked: Partial<Record<RequestChannel, unknown>> = {
          'process:inspect': { key, part: 'environment' },
          'actions:forecast': { keys, scope: 'one' },
          'actions:run': { job: 'a', keys, scope: 'one', signal: 'SIGKILL', graceMs: null },
          'actions:cancel': { job: 'a' },
          'actions:renice': { keys, nice: 5 },
          'zombie:why': { key, watched: { zombieSince: null, adopted: false, adopters: [] } },
          'zombie:reap': { keys, strategy: null },
          'sampler:configure': { paused: true },
          'sampler:attend': { keys },
          'sampler:seen': { seq: 1 },
          'lab:state': undefined,
          'lab:startParent': undefined,
          'lab:cleanUp': undefined,
        };
        const codes: Record<string, unknown> = {};
        for (const [channel, payload] of Object.entries(asked)) {
          const answer = (await ask(channel, payload)) as { error?: { code: string } };
          codes[channel] = answer.error?.code;
        }
        return codes;
      },
      `${victim.pid}@${await startOf(victim.pid)}`,
    );
    for (const [channel, code] of Object.entries(answers))
      expect([channel, code]).toEqual([channel, 'not-live']);
    expect(victim.exitCode).toBeNull();
  });
});

test('opened from the menu, it gets a window beside the live one', async ({ app: { electron, page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await chooseFile(electron, file);
  const opened = electron.waitForEvent('window');
  await electron.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items[0]?.submenu?.items[0];
    file?.click();
  });
  const other = await opened;
  await expect(other.getByRole('region', { name: 'Not live' })).toContainText('workbench.json');
  await expect(page.getByRole('region', { name: 'Not live' })).toHaveCount(0);
  await expect(page.getByRole('contentinfo')).toContainText('live,');

  // What is set in one window holds in the others, from soon after their first tree on.
  await page.keyboard.press(',');
  await expect(async () => {
    await page.getByRole('button', { name: 'Light', exact: true }).click();
    await page.getByRole('button', { name: 'Dark', exact: true }).click();
    await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark', { timeout: 500 });
  }).toPass({ timeout: 10_000 });
});

test('dropped on the window, it is opened too', async ({ app: { electron, page } }) => {
  await expect(grid(page)).toBeVisible();
  const opened = electron.waitForEvent('window');
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    if (type === 'dragOver') await expect(page.getByText('Drop to open the snapshot')).toBeVisible();
  }
  await expect((await opened).getByRole('region', { name: 'Not live' })).toContainText('workbench.json');
  await expect(page.getByText('Drop to open the snapshot')).toHaveCount(0);
});

test('a page can name no file that it was not told of', async ({ app: { page } }) => {
  const codes = await page.evaluate(async (path) => {
    const ask = window.reaptree.request as (channel: string, payload?: unknown) => Promise<unknown>;
    const code = (answer: unknown) => (answer as { error?: { code: string } }).error?.code;
    const made = await window.reaptree.openDropped(new File(['{}'], path));
    const direct = await ask('view:openDropped', { file: path }).then(code, () => 'no such request');
    return [code(await ask('view:open', { file: path })), code(made), direct];
  }, file);
  expect(codes).toEqual(['refused', 'invalid', 'no such request']);
});

test('a second start hands its file to the first', async ({ app: { electron, page } }) => {
  await expect(grid(page)).toBeVisible();
  const profile = await electron.evaluate(({ app }) => app.getPath('userData'));
  const opened = electron.waitForEvent('window');
  const words = [resolve('.'), `--user-data-dir=${profile}`, ...electronWords(), file];
  const second = spawnSync(electronBinary(), words, { encoding: 'utf8', timeout: 60_000 });
  expect(second).toMatchObject({ status: 0, stderr: expect.stringContaining('running already') });
  const other = await opened;
  await expect(other.getByRole('region', { name: 'Not live' })).toContainText('workbench.json');
  const recent = await electron.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items[0]?.submenu?.items[1]?.submenu?.items.map(({ label }) => label),
  );
  expect(recent).toEqual([file, '', 'Forget these']);
});

test.describe('a file that is not there', () => {
  test.use({ words: [join(folder, 'nowhere.json')] });

  test('does not keep the machine from being shown', async ({ app: { page, electron } }) => {
    await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Not live' })).toHaveCount(0);
    expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});
