import { start, startLeakyParent, until } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { grid, rowOf } from './processes.ts';

test('what happened to a process that is long gone is still told, also after a reload', async ({
  app: { page },
}) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const short = start('sleep', '1.3');
  await until(() => short.exitCode !== null);
  await page.getByRole('button', { name: 'Events' }).click();
  await page.getByLabel('Search events').fill(String(short.pid));
  const list = page.getByRole('feed');
  await expect(list.locator('[data-kind="started"]')).toContainText(String(process.pid));
  await expect(list.locator('[data-kind="ended"], [data-kind="reaped"]').first()).toContainText('exit 0');

  await page.reload();
  await expect(grid(page)).toBeVisible();
  await page.keyboard.press('4');
  await page.getByLabel('Search events').fill(String(short.pid));
  await expect(page.getByRole('feed').locator('[data-kind="started"]')).toBeVisible();
});

test('events are filtered by kind and by subtree, and lead into the tree', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const { parent, zombiePid } = await startLeakyParent();
  await page.keyboard.press('4');
  await page.getByRole('button', { name: 'Zombies', exact: true }).click();
  const zombie = page.getByRole('feed').locator(`[data-pid="${zombiePid}"]`);
  await expect(zombie).toContainText('waits to be collected');
  await expect(page.getByRole('feed').locator('[data-kind="started"]')).toHaveCount(0);
  await zombie.getByRole('button').click();
  await expect(rowOf(page, zombiePid)).toHaveAttribute('aria-selected', 'true');

  await rowOf(page, parent.pid).click();
  await page.keyboard.press('4');
  await page.getByRole('button', { name: 'Zombies', exact: true }).click();
  await page.getByRole('button', { name: /^below/ }).click();
  const pids = page.getByRole('feed').locator('.event-row');
  await expect
    .poll(() => pids.evaluateAll((rows) => new Set(rows.map((row) => row.dataset.pid)).size))
    // The parent, the child that it leaks, and what that one started.
    .toBe(3);
  await page.getByLabel('Search events').fill('no such thing');
  await expect(page.getByRole('status').getByText('No such event')).toBeVisible();
});

test('parents are ranked by the zombies that they hold', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const { parent } = await startLeakyParent();
  await page.getByRole('button', { name: /^Leaks, [\d+]+ zombie/ }).click();
  const card = page.locator(`.leak[data-pid="${parent.pid}"]`);
  await expect(card).toContainText('1 zombie');
  await expect(card.getByRole('img')).toBeVisible();
  await card.getByRole('button', { name: 'Its zombies' }).click();
  await expect(rowOf(page, parent.pid)).toContainText('holds 1 zombie');
  await page.keyboard.press('2');
  parent.kill('SIGKILL');
  await expect(card).toHaveCount(0);
});
