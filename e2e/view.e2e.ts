import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, start, startAndHear, startLeakyParent } from '../engine/testing/real-processes.ts';
import { expect, launch, test } from './app.ts';
import { grid, pidsShown, rowOf, search } from './processes.ts';

/** A shell with three children, and what is typed to see just these. */
async function family() {
  const { child, heard } = await startAndHear(
    'sh',
    '-c',
    'sleep 311 & a=$!; sleep 312 & b=$!; sleep 313 & echo $a $b $!; wait',
  );
  const children = heard.split(' ').map(Number);
  return { parent: child.pid, children };
}

test('one list of all, sorted by any column, both ways and not at all', async ({ app: { page } }) => {
  const { parent, children } = await family();
  await search(page, `parent:${parent}`);
  await expect(rowOf(page, parent)).toBeVisible();
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await expect(rowOf(page, parent)).toHaveCount(0);
  const pid = page.getByRole('columnheader', { name: 'PID' });
  await pid.getByRole('button').click();
  await expect(pid).toHaveAttribute('aria-sort', 'descending');
  const falling = [...children].sort((a, b) => b - a);
  await expect.poll(() => pidsShown(page)).toEqual(falling);
  await pid.getByRole('button').press('Enter');
  await expect(pid).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => pidsShown(page)).toEqual([...falling].reverse());
  await pid.getByRole('button').press('Enter');
  await expect(pid).toHaveAttribute('aria-sort', 'none');
});

test('siblings are sorted below their parent', async ({ app: { page } }) => {
  const { parent, children } = await family();
  await search(page, `under:${parent} sleep or pid:${parent}`);
  await page.getByRole('columnheader', { name: 'PID' }).getByRole('button').click();
  await expect
    .poll(async () => (await pidsShown(page)).filter((pid) => children.includes(pid)))
    .toEqual([...children].sort((a, b) => b - a));
});

test('a folded parent stands for all that is below it', async ({ app: { page } }) => {
  const { parent } = await family();
  await page.getByRole('button', { name: 'Details', exact: true }).click();
  await search(page, `pid:${parent} or under:${parent}`);
  await rowOf(page, parent).click();
  await grid(page).press('ArrowLeft');
  await expect(rowOf(page, parent)).toContainText('+3');
  await expect(rowOf(page, parent).locator('.sum')).toHaveCount(2);
});

test('a title that was pressed leaves the keys to the rows', async ({ app: { page } }) => {
  const { parent, children } = await family();
  await search(page, `pid:${parent} or under:${parent}`);
  await expect(rowOf(page, parent)).toBeVisible();
  const pid = page.getByRole('columnheader', { name: 'PID' });
  await pid.getByRole('button').click();
  await expect(grid(page)).toBeFocused();
  await rowOf(page, parent).click();
  await pid.getByRole('button').click();
  await page.keyboard.press('ArrowDown');
  await expect(rowOf(page, children[0] ?? 0)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(keys).toBeVisible();
  // Not waited for: what closes is no place for keys any more.
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(keys).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);

  await pid.getByRole('button').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('columnheader', { name: 'State' }).getByRole('button')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(grid(page)).toBeFocused();
  await expect(rowOf(page, children[0] ?? 0)).toHaveAttribute('aria-selected', 'true');
});

test('a name that is typed is gone to, and nothing is filtered', async ({ app: { page } }) => {
  const { parent, children } = await family();
  await search(page, `pid:${parent} or under:${parent}`);
  await rowOf(page, parent).click();
  await page.keyboard.press("'");
  await page.keyboard.type('slee');
  await expect(rowOf(page, children[0] ?? 0)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(rowOf(page, children[1] ?? 0)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.type('q');
  await expect(page.getByText('no such row')).toBeVisible();
  await expect(rowOf(page, parent)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(grid(page)).toBeFocused();
  await expect(page.getByLabel('Go to the row of this name')).toHaveCount(0);
  await expect(page.getByLabel('Search processes')).not.toHaveValue('');
});

test('confined to one subtree, then to two, then to nothing', async ({ app: { page } }) => {
  const first = await family();
  const second = await family();
  await search(page, `pid:${first.parent}`);
  await rowOf(page, first.parent).click();
  await page.keyboard.press('o');
  await search(page, '');
  await expect.poll(() => pidsShown(page)).toEqual([first.parent, ...first.children]);
  await page.getByRole('button', { name: 'Show everything' }).click();
  await search(page, `pid:${second.parent}`);
  await rowOf(page, second.parent).click();
  await page.keyboard.press('o');
  await search(page, '');
  await expect.poll(() => pidsShown(page)).toEqual([second.parent, ...second.children]);
});

test('the subtrees of what is found are shown on request', async ({ app: { page } }) => {
  const { parent, children } = await family();
  await search(page, `pid:${parent}`);
  await expect(rowOf(page, parent)).toBeVisible();
  await expect(rowOf(page, children[0] ?? 0)).toHaveCount(0);
  await page.getByRole('button', { name: 'Keep what is below the matches' }).click();
  for (const pid of children) await expect(rowOf(page, pid)).toBeVisible();
});

test('held rows stay where they are, until they are let go', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const early = start('sleep', '3140');
  await search(page, '"sleep 314"');
  await expect(rowOf(page, early.pid)).toBeVisible();
  await grid(page).focus();
  await page.keyboard.press('f');
  await expect(page.getByRole('contentinfo')).toContainText('rows held');
  const late = start('sleep', '314');
  await page.waitForTimeout(1_600);
  await expect(rowOf(page, late.pid)).toHaveCount(0);
  await page.keyboard.press('f');
  await expect(rowOf(page, late.pid)).toBeVisible();
});

test('columns are chosen, moved and resized, and the dear ones are asked', async ({ app: { page } }) => {
  const asleep = start('sleep', '315');
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('menuitem', { name: 'Columns…' }).click();
  await page.getByRole('checkbox', { name: /^Waits in/ }).check();
  await page.getByRole('checkbox', { name: /^User/ }).uncheck();
  await page.getByRole('button', { name: 'Waits in: earlier' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('columnheader')).toHaveText([
    'Name',
    'PID',
    'State',
    'CPU %',
    'Waits in',
    'Memory',
    'Command',
  ]);
  await search(page, `pid:${asleep.pid}`);
  await expect(rowOf(page, asleep.pid)).toContainText(/nanosleep|hrtimer|do_/);
  const head = page.getByRole('columnheader', { name: 'Memory' });
  const before = (await head.boundingBox())?.width ?? 0;
  await head.getByRole('button').press('Shift+ArrowRight');
  await expect.poll(async () => (await head.boundingBox())?.width).toBe(before + 16);
});

test('a title has a menu, and its edge fits the column to what is in it', async ({ app: { page } }) => {
  const long = start('sleep', '316.000000000000000000000000000000000000000000000000000000000000000000');
  await search(page, `pid:${long.pid}`);
  await expect(rowOf(page, long.pid)).toBeVisible();
  const memory = page.getByRole('columnheader', { name: 'Memory' });
  const menu = page.getByRole('menu', { name: 'Column' });
  await memory.click({ button: 'right' });
  await menu.getByRole('menuitemradio', { name: 'Sort ascending' }).click();
  await expect(memory).toHaveAttribute('aria-sort', 'ascending');
  await memory.getByRole('button').press('Shift+F10');
  await expect(menu.getByRole('menuitemradio', { name: 'Sort ascending' })).toBeChecked();
  await menu.getByRole('menuitem', { name: 'Hide' }).click();
  await expect(memory).toHaveCount(0);
  await expect(page.getByRole('menu', { name: 'Process' })).toHaveCount(0);

  const name = page.getByRole('columnheader', { name: 'Name' });
  const before = (await name.boundingBox())?.width ?? 0;
  await name.locator('.head-edge').dblclick();
  const cut = () =>
    rowOf(page, long.pid)
      .locator('.name')
      .evaluate((one) => one.scrollWidth - one.clientWidth);
  await expect.poll(async () => (await name.boundingBox())?.width).not.toBe(before);
  expect(await cut()).toBeLessThanOrEqual(0);
  const command = page.getByRole('columnheader', { name: 'Command' });
  await command.click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'As wide as what is in it' }).click();
  const words = rowOf(page, long.pid).getByRole('gridcell').last();
  await expect.poll(() => words.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  await command.click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'The usual columns' }).click();
  await expect(memory).toBeVisible();
  await expect.poll(async () => (await name.boundingBox())?.width).toBe(before);
});

test('everything is as it was left after a restart', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'reaptree-left-'));
  try {
    const { parent, children } = await family();
    const first = await launch(`--user-data-dir=${profile}`);
    await search(first.page, `pid:${parent}`);
    await rowOf(first.page, parent).click();
    await search(first.page, '');
    await grid(first.page).press('ArrowLeft');
    await expect(rowOf(first.page, parent)).toHaveAttribute('aria-expanded', 'false');
    await first.page.keyboard.press('Shift+ArrowUp');
    await expect(first.page.getByRole('contentinfo')).toContainText('2 processes selected');
    await first.page.getByRole('columnheader', { name: 'CPU %' }).getByRole('button').click();
    await first.page.waitForTimeout(600);
    await first.close();

    const second = await launch(`--user-data-dir=${profile}`);
    const row = rowOf(second.page, parent);
    await expect(row).toHaveAttribute('aria-selected', 'true');
    await expect(row).toHaveAttribute('aria-expanded', 'false');
    await expect(second.page.getByRole('contentinfo')).toContainText('2 processes selected');
    await expect(rowOf(second.page, children[0] ?? 0)).toHaveCount(0);
    await expect(second.page.getByRole('columnheader', { name: 'CPU %' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await second.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
    await endAll();
  }
});

test('every button of the bar is within reach, however narrow the window', async ({
  app: { electron, page },
}) => {
  const last = page.getByRole('button', { name: 'Details', exact: true });
  await search(page, 'not mark:kernel');
  await expect(page.locator('.total')).toContainText(' of ');
  for (const width of [640, 800, 1000]) {
    await electron.evaluate(
      ({ BrowserWindow }, wide) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, 500),
      width,
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
    await expect
      .poll(() => last.evaluate((button) => button.getBoundingClientRect().right))
      .toBeLessThanOrEqual(width);
  }
});

test('in a narrow window the details are opened for the moment, and names go before badges', async ({
  app: { electron, page },
}) => {
  const narrow = async (wide: number): Promise<void> => {
    await electron.evaluate(
      ({ BrowserWindow }, width) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, 700),
      wide,
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(wide);
  };
  const details = page.getByRole('complementary', { name: 'Details' });
  const { parent, zombiePid } = await startLeakyParent();
  await narrow(800);
  await page.getByRole('button', { name: 'Got it' }).click();
  await expect(details).toHaveCount(0);
  await search(page, `pid:${zombiePid}`);
  await rowOf(page, parent.pid).click();
  await page.keyboard.press('Enter');
  await expect(details).toBeVisible();
  await narrow(1010);
  await expect(details).toBeVisible();
  const badge = rowOf(page, parent.pid).getByTitle('holds 1 zombie');
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').focus();
  const name = rowOf(page, parent.pid).locator('.name');
  const words = badge.locator('.badge-words');
  for (let step = 0; step < 15; step += 1) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => words.evaluate((one) => one.clientWidth)).toBeGreaterThan(20);
  for (let step = 0; step < 15; step += 1) await page.keyboard.press('Shift+ArrowLeft');
  // The skull with the number is left of it.
  await expect.poll(() => words.evaluate((one) => one.clientWidth)).toBe(1);
  expect(await name.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  await narrow(800);
  await expect(details).toHaveCount(0);
});
