import { start, startAndHear, startLeakyParent, until } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { grid, rowOf, search } from './processes.ts';

test('what happened to a process that is long gone is still told, also after a reload', async ({
  app: { page },
}) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const short = start('sleep', '1.3');
  await until(() => short.exitCode !== null);
  await page.getByRole('button', { name: 'Events' }).click();
  await page.getByLabel('Search events').fill(String(short.pid));
  // By its pid as well, as everybody's events stand there until the answer has come.
  const its = page.getByRole('feed').locator(`[data-pid="${short.pid}"]`);
  const started = its.and(page.locator('[data-kind="started"]'));
  await expect(started).toContainText(String(process.pid));
  await expect(its.and(page.locator('[data-kind="ended"], [data-kind="reaped"]'))).toContainText('exit 0');

  await page.reload();
  await expect(grid(page)).toBeVisible();
  await page.keyboard.press('4');
  await page.getByLabel('Search events').fill(String(short.pid));
  await expect(started).toBeVisible();
});

test('what happened to a pid is answered on top, for those that run too', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const short = start('sh', '-c', 'sleep 0.7; exit 4');
  await until(() => short.exitCode !== null);
  await page.keyboard.press('4');
  // A part of the command line finds it too, though it is long over.
  await page.getByLabel('Search events').fill('SLEEP 0.7; EXIT');
  const list = page.getByRole('feed');
  await expect(list.locator(`[data-pid="${short.pid}"]`).first()).toContainText('sh -c sleep 0.7; exit 4');

  await page.getByLabel('Search events').fill(String(short.pid));
  const answer = page.getByRole('region', { name: `What happened to ${short.pid}` });
  await expect(answer).toContainText('ended');
  await expect(answer).toContainText('sh -c sleep 0.7; exit 4');
  await expect(answer).toContainText(`(${process.pid})`);
  await expect(answer).toContainText('exit 4');

  await page.getByLabel('Search events').fill(String(process.pid));
  const running = page.getByRole('region', { name: `What happened to ${process.pid}` });
  await expect(running).toContainText('runs');
  await expect(running).toContainText('before Reaptree looked');
  await running.getByRole('button', { name: 'Show it' }).click();
  await expect(rowOf(page, process.pid)).toHaveAttribute('aria-selected', 'true');

  await page.keyboard.press('4');
  await page.getByLabel('Search events').fill('4194305');
  await expect(page.getByRole('status').getByText('Nobody with the pid 4194305')).toBeVisible();
});

test('events are filtered by kind, and lead into the tree', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const { zombiePid } = await startLeakyParent();
  await page.keyboard.press('4');
  await page.getByRole('button', { name: 'Zombies', exact: true }).click();
  const zombie = page.getByRole('feed').locator(`[data-pid="${zombiePid}"]`);
  await expect(zombie).toContainText('waits to be collected');
  await expect(page.getByRole('feed').locator('[data-kind="started"]')).toHaveCount(0);
  await zombie.locator('.event-who').click();
  await expect(rowOf(page, zombiePid)).toHaveAttribute('aria-selected', 'true');
});

test('the link of one that is gone leads to the nearest above it that is left', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const { child, heard } = await startAndHear('sh', '-c', "sh -c 'sleep 100 & echo $!; wait'; true");
  await page.keyboard.press('4');
  await page.getByLabel('Search events').fill(heard);
  const link = page.getByRole('feed').locator(`[data-pid="${heard}"] .event-who`).first();
  await expect(link).not.toHaveAttribute('data-gone');
  process.kill(Number(heard), 'SIGKILL');
  // The row that stands there takes notice, and it is decided at the click where it leads.
  await expect(link).toHaveAttribute('data-gone');
  await until(() => child.exitCode !== null);
  // Until its end is seen too, it is the nearest that is left.
  const gone = page.getByRole('feed').locator('[data-kind="ended"], [data-kind="reaped"]').first();
  await page.getByLabel('Search events').fill(String(child.pid));
  await expect(gone).toHaveAttribute('data-pid', String(child.pid));
  await page.getByLabel('Search events').fill(heard);
  await expect(gone).toHaveAttribute('data-pid', heard);
  await gone.locator('.event-who').click();
  await expect(rowOf(page, process.pid)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('dialog')).toContainText('the nearest above it that is left');
});

test('its events, and those of all below it, are a key away, and one that is gone has them too', async ({
  app: { page, electron },
}) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const { parent, zombiePid } = await startLeakyParent();
  await search(page, `pid:${parent.pid}`);
  await rowOf(page, parent.pid).click();
  await page.keyboard.press('h');
  await expect(page.getByRole('group', { name: `Only sleep (${parent.pid})` })).toBeVisible();
  await page.keyboard.press('1');
  await rowOf(page, parent.pid).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Its events' }).click();
  // As narrow as it gets.
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(640, 600));
  const rows = page.getByRole('feed').locator('.event-row');
  const pids = () => rows.evaluateAll((all) => [...new Set(all.map((row) => Number(row.dataset.pid)))]);
  await expect.poll(pids).toEqual([parent.pid]);
  await page.getByRole('button', { name: 'with all below' }).click();
  // The parent, the child that it leaks, and what that one started.
  await expect.poll(async () => (await pids()).length).toBe(3);
  expect(await pids()).toContain(zombiePid);
  parent.kill('SIGKILL');
  await expect(page.getByRole('region', { name: /^What happened to sleep/ })).toContainText('by SIGKILL');
  expect(await pids()).toContain(zombiePid);
  await page.getByRole('button', { name: 'The events of all processes' }).click();
  await expect(page.getByRole('button', { name: 'with all below' })).toHaveCount(0);

  // By its pid in the list, from where it is the root of a subtree though it is over.
  await page.getByLabel('Search events').fill(String(parent.pid));
  await rows.first().locator('.event-pid').click();
  await page.getByRole('button', { name: 'with all below' }).click();
  await expect.poll(async () => (await pids()).length).toBe(3);
  await page.getByLabel('Search events').fill('no such thing');
  await expect(page.getByRole('status').getByText('No event of it')).toBeVisible();
  await page.getByRole('button', { name: 'Show all events' }).click();
  await expect(rows.first()).toBeVisible();
});
