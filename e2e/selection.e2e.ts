import type { Page } from 'playwright/test';
import { statOf } from '../engine/actions/listing.ts';
import { startParent } from '../engine/testing/parents.ts';
import { start, until } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { grid, rowOf, search } from './processes.ts';

const stateOf = (pid: number) => statOf(pid)?.state;

/** Some that sleep, and a search that finds just them. */
async function sleepers(page: Page, seconds: number, many = 3): Promise<number[]> {
  const pids = Array.from({ length: many }, () => start('sleep', String(seconds)).pid);
  await search(page, `"sleep ${seconds}"`);
  for (const pid of pids) await expect(rowOf(page, pid)).toBeVisible();
  return pids;
}

const selected = (page: Page) => grid(page).locator('[role="row"][aria-selected="true"]');

test('several are selected by pointer and keys, told of, and let go of by Escape', async ({
  app: { page },
}) => {
  await page.getByRole('button', { name: 'List', exact: true }).click();
  const [first = 0, second = 0, third = 0] = await sleepers(page, 5101);
  await expect(grid(page)).toHaveAttribute('aria-multiselectable', 'true');
  await rowOf(page, first).click();
  await rowOf(page, third).click({ modifiers: ['Control'] });
  await expect(rowOf(page, first)).toHaveAttribute('aria-selected', 'true');
  await expect(rowOf(page, second)).toHaveAttribute('aria-selected', 'false');
  await expect(page.getByRole('contentinfo')).toContainText('2 processes selected');
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('2 processes selected');
  await rowOf(page, first).click();
  await rowOf(page, third).click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(1);
  await expect(page.getByLabel('Search processes')).not.toHaveValue('');
  await page.keyboard.press('Control+a');
  await expect(selected(page)).toHaveCount(3);
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', /^process-/);
});

test('a stop, a niceness and an end of several name each of them', async ({ app: { page } }) => {
  const pids = await sleepers(page, 5102);
  await grid(page).focus();
  await page.keyboard.press('Control+a');
  const dialog = page.getByRole('alertdialog');
  const hit = dialog.getByRole('list', { name: 'Who will be hit' }).getByRole('listitem');

  await page.keyboard.press('s');
  await expect(dialog).toContainText('Send a signal to 3 processes');
  await expect(hit).toHaveCount(3);
  expect(pids.map(stateOf)).toEqual(['S', 'S', 'S']);
  await dialog.getByRole('button', { name: 'Send SIGSTOP to 3' }).click();
  await until(() => pids.every((pid) => stateOf(pid) === 'T'));
  await expect(dialog).toHaveCount(0);

  await page.keyboard.press('n');
  await expect(hit).toHaveCount(3);
  await dialog.getByLabel('Niceness').fill('7');
  await dialog.getByRole('button', { name: 'Set niceness 7' }).click();
  await until(() => pids.every((pid) => statOf(pid)?.nice === 7));

  // One of them ends while the others are looked at: it is left out, and that is said.
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await until(() => stateOf(pids[0] ?? 0) === undefined);
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('Delete');
  await expect(dialog).toContainText('1 of those selected has ended already, and is left out');
  await dialog.getByRole('button', { name: 'End 2 processes' }).click();
  const outcomes = dialog.getByRole('list', { name: 'What became of each' });
  await expect(outcomes.locator('li[data-kind="ended"]')).toHaveCount(2);
  await expect(outcomes.locator('li[data-kind="gone"]')).toHaveCount(1);
  expect(pids.map(stateOf).filter((state) => state !== undefined && state !== 'Z')).toEqual([]);
});

test('the menu is of all that are selected, and focuses on them', async ({ app: { page, electron } }) => {
  const pids = await sleepers(page, 5103);
  const [first = 0, second = 0] = pids;
  await rowOf(page, first).click();
  await rowOf(page, second).click({ modifiers: ['Control'] });
  await rowOf(page, first).click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Process' });
  await expect(menu).toContainText('2 processes');
  await menu.getByRole('menuitem', { name: /^Copy pids/ }).click();
  await expect
    .poll(() => electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe(`${first} ${second}`);
  await rowOf(page, first).click({ button: 'right' });
  await menu.getByRole('menuitem', { name: /^Focus on these/ }).click();
  await search(page, '');
  await expect(grid(page).locator('[role="row"][data-pid]')).toHaveCount(2);
  await rowOf(page, first).click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Send signal' }).click();
  await page.getByRole('menuitem', { name: 'SIGHUP' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Send a signal to');
  await dialog.getByRole('button', { name: /^Send SIGHUP/ }).click();
  await until(() => stateOf(first) === undefined);
});

test('zombies of several parents are reaped together, each by what helps there', async ({
  app: { page },
}) => {
  const quick = await startParent('merged');
  const left = quick.zombies.filter((pid) => stateOf(pid) === 'Z');
  const other = await startParent('merged');
  const more = other.zombies.filter((pid) => stateOf(pid) === 'Z');
  await search(page, `mark:zombie (parent:${quick.pid} or parent:${other.pid})`);
  await expect(rowOf(page, left[0] ?? 0)).toBeVisible();
  await expect(rowOf(page, more[0] ?? 0)).toBeVisible();
  await grid(page).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('r');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(`Reap ${left.length + more.length} zombies of 2 parents?`);
  await expect(dialog.getByRole('list', { name: 'What would be done' })).toContainText('SIGCHLD once more');
  await dialog.getByRole('button', { name: `Reap ${left.length + more.length}` }).click();
  await expect(dialog.locator('li[data-kind="ended"]')).toHaveCount(left.length + more.length);
  expect([...left, ...more].map(stateOf)).toEqual([...left, ...more].map(() => undefined));
});

test('in the map: Ctrl takes one more, and the menu is there too', async ({ app: { page } }) => {
  await sleepers(page, 5104);
  await page.getByRole('button', { name: 'Map', exact: true }).click();
  const map = page.getByRole('application', { name: /^Map of/ });
  await map.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page.getByRole('contentinfo')).toContainText('3 processes selected');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: 'Process' })).toContainText('3 processes');
});

test('the application menu does the same, and says why where it does nothing', async ({
  app: { page, electron },
}) => {
  // Many steps, each of which waits for a look at the machine.
  test.slow();
  const choose = (label: string) =>
    electron.evaluate(({ BrowserWindow, Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.find(({ label: of }) => of === '&Process')?.submenu
        ?.items;
      const item = items?.find(({ label: of }) => of === wanted);
      if (item === undefined) throw new Error(`there is no ${wanted} in the menu`);
      item.click(undefined, BrowserWindow.getAllWindows()[0], undefined);
    }, label);
  const notices = page.getByRole('region', { name: 'Notices' });
  const [first = 0, second = 0, third = 0] = await sleepers(page, 5105);
  await choose('End…');
  await expect(notices.getByText('Nothing is selected.')).toBeVisible();
  await choose('Select all that is shown');
  await expect(selected(page)).toHaveCount(3);
  await choose('Reap');
  await expect(notices.getByText('There is no zombie among them.')).toBeVisible();
  await choose('Niceness…');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Niceness').fill('3');
  await dialog.getByRole('button', { name: 'Set niceness 3' }).click();
  await until(() => [first, second, third].every((pid) => statOf(pid)?.nice === 3));
  await expect(dialog).toHaveCount(0);
  await choose('Copy pid');
  await expect
    .poll(() => electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe(`${first} ${second} ${third}`);
  await choose('Stop or continue');
  await dialog.getByRole('button', { name: 'Send SIGSTOP to 3' }).click();
  await until(() => [first, second, third].every((pid) => stateOf(pid) === 'T'));
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(page, first)).toContainText('stopped');
  await choose('Stop or continue');
  await dialog.getByRole('button', { name: 'Send SIGCONT to 3' }).click();
  await until(() => [first, second, third].every((pid) => stateOf(pid) === 'S'));
  await expect(dialog).toHaveCount(0);
  await choose('Focus: only these and what is below');
  await expect(page.getByRole('region', { name: 'Confined to' })).toBeVisible();
  await choose('Go to parent');
  await expect(selected(page)).toHaveCount(1);
});
