import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { blocksOf } from '../engine/record/block-file.ts';
import { OpenRecording } from '../engine/record/open-recording.ts';
import { start, startLeakyParent, until } from '../engine/testing/real-processes.ts';
import { expect, launch, type RunningApp, test } from './app.ts';
import { grid, rowOf, search } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-recording-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

const slider = (page: Page) => page.getByRole('slider', { name: 'Time' });

/** Opens the last minutes, and answers their window. */
async function lookBack({ electron, page }: RunningApp): Promise<Page> {
  const opened = electron.waitForEvent('window');
  await page.getByRole('button', { name: 'Look back' }).click();
  const past = await opened;
  await expect(slider(past)).toBeVisible();
  return past;
}

test('looking back shows a process that has really ended in the meantime', async ({ app }) => {
  const { page } = app;
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const { parent, zombiePid } = await startLeakyParent(7);
  await search(page, `pid:${zombiePid}`);
  await expect(rowOf(page, zombiePid)).toContainText('zombie');
  parent.kill('SIGKILL');
  await expect(rowOf(page, zombiePid)).toHaveCount(0);

  const past = await lookBack(app);
  await expect(past.getByRole('region', { name: 'Not live' })).toContainText('looking back at the last');
  await search(past, `pid:${zombiePid}`);
  // The end of what is in memory: it is gone.
  await expect(rowOf(past, zombiePid).filter({ hasText: 'zombie' })).toHaveCount(0);
  await slider(past).press('[');
  await until(async () => {
    if ((await rowOf(past, zombiePid).filter({ hasText: 'zombie' }).count()) > 0) return true;
    await past.getByRole('button', { name: 'The event before' }).click();
    return false;
  });
  await rowOf(past, zombiePid).click();
  const details = past.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('exit 7');
  await expect(details).toContainText(String(parent.pid));
  await expect(details.getByRole('button', { name: /^Send signal/ })).toBeDisabled();

  // What was selected is followed to the moments at which it was not there.
  await slider(past).press('End');
  await expect(details).toContainText('not there at this moment');
});

test('an event leads back to the moment at which it happened', async ({ app }) => {
  const { page, electron } = app;
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const { parent, zombiePid } = await startLeakyParent();
  await search(page, `pid:${zombiePid}`);
  await expect(rowOf(page, zombiePid)).toContainText('zombie');
  parent.kill('SIGKILL');
  await expect(rowOf(page, zombiePid)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Events', exact: true }).click();
  await page.getByLabel('Search events').fill(String(zombiePid));
  const zombie = page.getByRole('feed').locator('[data-kind="zombie"]');
  const opened = electron.waitForEvent('window');
  await zombie.getByRole('button', { name: /look back/ }).click();
  const past = await opened;
  await expect(rowOf(past, zombiePid)).toHaveAttribute('aria-selected', 'true');
  await expect(rowOf(past, zombiePid)).toContainText('zombie');

  // In that window an event moves the time: right before it was collected, it was there for the last time.
  await past.keyboard.press('4');
  await past.getByLabel('Search events').fill(String(zombiePid));
  const end = past.getByRole('feed').locator('[data-kind="reaped"], [data-kind="ended"]');
  const before = Number(await slider(past).getAttribute('aria-valuenow'));
  await end.getByRole('button', { name: /look back/ }).click();
  await expect(rowOf(past, zombiePid)).toHaveAttribute('aria-selected', 'true');
  expect(Number(await slider(past).getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(before);
});

test('time is gone through by the keyboard, and the tree follows', async ({ app }) => {
  await expect(grid(app.page).locator('[role="row"][data-pid]').first()).toBeVisible();
  // Each is seen in another sample than the one before: so there are some to go through.
  let child = start('sleep', '300');
  for (let at = 0; at < 4; at += 1) {
    await search(app.page, `pid:${child.pid}`);
    await expect(rowOf(app.page, child.pid)).toBeVisible();
    if (at < 3) child = start('sleep', '300');
  }
  const past = await lookBack(app);
  const time = slider(past);
  const value = async (): Promise<number> => Number(await time.getAttribute('aria-valuenow'));
  await search(past, `pid:${child.pid}`);
  await expect(rowOf(past, child.pid)).toBeVisible();
  const [first, last] = [Number(await time.getAttribute('min')), await value()];
  expect(last).toBe(Number(await time.getAttribute('max')));

  await time.focus();
  await time.press('Home');
  await expect.poll(value).toBe(first);
  await expect(rowOf(past, child.pid)).toHaveCount(0);
  await expect(time).toHaveAttribute('aria-valuetext', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
  await time.press('ArrowRight');
  await expect.poll(value).toBeGreaterThan(first);
  const second = await value();
  await time.press('ArrowLeft');
  await expect.poll(value).toBe(first);
  await time.press('ArrowUp');
  await expect.poll(value).toBe(second);
  await time.press('PageUp');
  await expect.poll(value).toBeGreaterThan(second);
  await time.press('PageDown');
  await expect.poll(value).toBeLessThanOrEqual(second);
  await time.press('End');
  await expect.poll(value).toBe(last);
  await expect(rowOf(past, child.pid)).toBeVisible();

  // Played from the beginning, ten times as fast, it comes to the end by itself.
  await past.getByRole('button', { name: 'Speed 1×' }).click();
  await past.getByRole('menuitemradio', { name: '10×' }).click();
  await time.press(' ');
  await expect(past.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(value).toBe(last);
  await expect(past.getByRole('button', { name: 'Play' })).toBeVisible();
  await expect(rowOf(past, child.pid)).toBeVisible();
});

/** The save dialog is the system's own and cannot be clicked: it answers at once instead. */
const answerSaveDialog = ({ electron }: RunningApp, filePath: string): Promise<void> =>
  electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, filePath);

async function recordTo(app: RunningApp, file: string): Promise<void> {
  await answerSaveDialog(app, file);
  await app.electron.evaluate(({ Menu }) => {
    const menu = Menu.getApplicationMenu()?.items[0]?.submenu?.items;
    menu?.find(({ label }) => label.startsWith('Record'))?.click();
  });
  await expect(app.page.getByRole('contentinfo')).toContainText('recording');
}

test('what is recorded to a file is opened again, and shows what was there', async ({ app }) => {
  const file = join(folder, 'course.rtrec');
  await expect(grid(app.page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await recordTo(app, file);
  const child = start('sleep', '300');
  await search(app.page, `pid:${child.pid}`);
  await expect(rowOf(app.page, child.pid)).toBeVisible();
  child.kill('SIGKILL');
  await expect(rowOf(app.page, child.pid)).toHaveCount(0);
  await app.page.getByRole('contentinfo').getByRole('button', { name: 'Stop' }).click();
  await expect(app.page.getByLabel('Notices')).toContainText('course.rtrec');
  await expect(app.page.getByRole('contentinfo')).not.toContainText('recording');

  await app.page.keyboard.press('5');
  const recent = app.page.getByRole('region', { name: 'Recent' });
  await expect(recent).toContainText('recorded');
  const opened = app.electron.waitForEvent('window');
  await recent.getByRole('button', { name: 'course.rtrec' }).click();
  await expect(slider(await opened)).toBeVisible();

  const other = await launch(file);
  try {
    const { page } = other;
    await expect(page.getByRole('region', { name: 'Not live' })).toContainText('opened from course.rtrec');
    await expect(slider(page)).toBeVisible();
    await page.getByRole('button', { name: /^Ends/ }).click();
    await search(page, `pid:${child.pid}`);
    await until(async () => {
      if ((await rowOf(page, child.pid).count()) > 0) return true;
      await page.getByRole('button', { name: 'The next event' }).click();
      return false;
    });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Events' }).click();
    await page.getByLabel('Search events').fill(String(child.pid));
    await expect(page.getByRole('feed').locator(`[data-pid="${child.pid}"]`).first()).toBeVisible();
  } finally {
    await other.close();
  }
});

test('an app that is killed leaves a recording that can be read', async ({ app }) => {
  const file = join(folder, 'killed.rtrec');
  await expect(grid(app.page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await recordTo(app, file);
  const child = start('sleep', '300');
  await search(app.page, `pid:${child.pid}`);
  await expect(rowOf(app.page, child.pid)).toBeVisible();
  const written = async (): Promise<boolean> => {
    const recording = await read(file);
    const state = await recording.state(recording.overview().times.length - 1);
    return state.ok && state.value.processes.some(({ pid }) => pid === child.pid);
  };
  // What was seen is on the disk some seconds later.
  await until(written, 20_000);
  process.kill(app.pid, 'SIGKILL');
  expect(await written()).toBe(true);
  // The block that was being written, at most.
  expect((await read(file)).overview().lost).toBeLessThanOrEqual(1);
});

async function read(file: string): Promise<OpenRecording> {
  const opened = await OpenRecording.open(blocksOf(readFileSync(file)));
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}
