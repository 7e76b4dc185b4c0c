import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright/test';
import { start, startLeakyParent } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { chooseFile } from './dialogs.ts';
import { kept, LATER, LEAKY } from './kept.ts';
import { grid, rowOf, search } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-axe-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    readonly axe: { run(options: RunOptions): Promise<AxeResults> };
  }
}

/** Text at 7 : 1. */
const AT_MOST_CONTRAST: RunOptions['rules'] = { 'color-contrast-enhanced': { enabled: true } };

/** What axe finds wrong with what is on the screen, in words that fit into a failure. */
async function wrongWith(page: Page, rules: RunOptions['rules'] = {}): Promise<string[]> {
  // Given to the engine from outside: the page's own rules keep on forbidding every foreign script.
  await page.evaluate(AXE);
  // Colours are compared when they have come to rest.
  await page.waitForTimeout(250);
  return page.evaluate(async (more) => {
    const { violations } = await window.axe.run({
      resultTypes: ['violations'],
      // A menu that is open lies beside the landmarks for as long as it is.
      rules: { ...more, region: { enabled: document.querySelector('[role="menu"]') === null } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 300)}`,
      ),
    );
  }, rules);
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`no view has a barrier, ${theme.toLowerCase()}`, async ({ app: { page } }) => {
    // There are many, and each is looked at in every corner.
    test.setTimeout(180_000);
    const { parent, zombiePid } = await startLeakyParent();
    await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
    await page.keyboard.press(',');
    await page.getByRole('button', { name: theme, exact: true }).click();
    const wrong: Record<string, string[]> = {};
    const look = async (view: string): Promise<void> => {
      const found = await wrongWith(page);
      if (found.length > 0) wrong[view] = found;
    };

    await look('settings');
    await page.getByRole('button', { name: 'Done' }).click();
    await look('first start');
    await search(page, `pid:${zombiePid}`);
    await rowOf(page, zombiePid).click();
    await look('tree with a zombie selected');
    await rowOf(page, parent.pid).click();
    for (const part of [/^Environment/, /^Files/, /^Threads/, /^Signals/, /^Confinement/, /^Memory/]) {
      await page.getByRole('button', { name: part, expanded: false }).click();
    }
    await expect(page.getByText('Seccomp', { exact: true })).toBeVisible();
    await look('details');
    await search(page, 'state:zomby');
    await expect(page.getByRole('alert')).toBeVisible();
    await look('a wrong search');
    await search(page, 'mark:o');
    await look('completion');
    // Whatever else runs on the machine, and however long its command line is.
    await search(page, randomUUID());
    await expect(page.getByText('No process matches')).toBeVisible();
    await look('nothing found');
    await search(page, `pid:${parent.pid}`);
    await rowOf(page, parent.pid).click();
    await page.keyboard.press('o');
    await search(page, 'pid:1');
    await expect(page.getByText('1 match outside the focus')).toBeVisible();
    await look('found outside the focus');
    await page.getByRole('button', { name: 'Add it to the focus' }).click();
    await look('focus');
    await page.getByRole('button', { name: 'Show everything' }).click();
    await search(page, '');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('option').first()).toBeVisible();
    await look('all that can be searched');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'How to search' }).click();
    await expect(page.getByRole('dialog', { name: 'How to search' })).toBeVisible();
    await look('how to search');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await look('list');
    await page.keyboard.press("'");
    await page.keyboard.type('no such name');
    await look('going to a name');
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'CPU %' }).click({ button: 'right' });
    await expect(page.getByRole('menuitem', { name: 'Hide' })).toBeVisible();
    await look('menu of a column');
    await page.keyboard.press('Escape');
    await grid(page).focus();
    await page.keyboard.press(' ');
    await expect(
      page.getByRole('region', { name: 'No new samples' }).getByRole('button', { name: 'Go on' }),
    ).toBeVisible();
    await look('paused');
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'View' }).click();
    await look('view menu');
    await page.getByRole('menuitem', { name: 'Columns…' }).click();
    await look('columns');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    await look('map');
    await page.keyboard.press('?');
    await look('keys');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Leaks/ }).click();
    const leak = page.locator(`.leak[data-pid="${parent.pid}"]`);
    await expect(leak).toBeVisible();
    await look('leaks');
    parent.kill('SIGKILL');
    await expect(leak).toContainText('ended');
    await look('leaks of one that ended');
    await page.getByRole('button', { name: '24 h' }).click();
    await page.locator('tr[data-program="sleep"]').getByRole('button', { expanded: false }).click();
    await expect(page.locator('.leaker-incidents li').first()).toBeVisible();
    await look('who leaked lately');
    await page.getByRole('button', { name: 'Delete all…' }).click();
    await look('deleting incidents');
    await page.getByRole('button', { name: 'Keep them' }).click();
    await page.getByRole('button', { name: 'Lab', exact: true }).click();
    await look('lab');
    await page.getByRole('button', { name: 'Events', exact: true }).click();
    await expect(page.getByRole('feed').locator('.event-row').first()).toBeVisible();
    await look('events');
    await page.getByLabel('Search events').fill(String(zombiePid));
    const life = page.getByRole('region', { name: `What happened to ${zombiePid}` });
    await life.getByRole('button', { name: 'Its events' }).click();
    await expect(page.getByRole('button', { name: 'with all below' })).toBeVisible();
    await look('the life of a zombie');
    await page.getByRole('button', { name: 'Snapshots', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'No snapshots yet' })).toBeVisible();
    await look('snapshots');
    await page.getByRole('button', { name: 'Export this machine…' }).click();
    await page.getByRole('dialog', { name: 'Export' }).getByRole('checkbox').check();
    await expect(page.getByRole('table', { name: 'What is replaced by what' })).toBeVisible();
    await look('export');
    expect(wrong).toEqual({});
  });

  test.describe('what is not live', () => {
    test.use({ words: [kept(folder, `${theme}.json`, LEAKY)] });

    test(`has no barrier, ${theme.toLowerCase()}`, async ({ app: { electron, page } }) => {
      await expect(grid(page)).toBeVisible();
      await page.keyboard.press(',');
      await page.getByRole('button', { name: theme, exact: true }).click();
      await page.getByRole('button', { name: 'Done' }).click();
      await rowOf(page, 21).click();
      expect(await wrongWith(page)).toEqual([]);
      await chooseFile(electron, kept(folder, 'later.json', LATER));
      const opened = electron.waitForEvent('window');
      await page.getByRole('button', { name: 'Compare with' }).click();
      expect(await wrongWith(page)).toEqual([]);
      await page.getByRole('menuitem', { name: 'Another file…' }).click();
      const compared = await opened;
      await rowOf(compared, 20).click();
      await expect(compared.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase());
      expect(await wrongWith(compared)).toEqual([]);
      await page.keyboard.press('5');
      await expect(page.getByRole('region', { name: 'Recent' }).getByRole('listitem')).toHaveCount(2);
      expect(await wrongWith(page)).toEqual([]);
    });
  });
}

test('no barrier in a window that looks back', async ({ app: { electron, page } }) => {
  const { parent, zombiePid } = await startLeakyParent();
  await search(page, `pid:${zombiePid}`);
  await expect(rowOf(page, zombiePid)).toBeVisible();
  parent.kill('SIGKILL');
  const opened = electron.waitForEvent('window');
  await page.getByRole('button', { name: 'Look back' }).click();
  const past = await opened;
  await expect(past.getByRole('slider', { name: 'Time' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await past.emulateMedia({ colorScheme });
    expect(await wrongWith(past)).toEqual([]);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`high contrast, ${colorScheme}: as the system wants it, and as chosen`, async ({ app: { page } }) => {
    const { parent, zombiePid } = await startLeakyParent();
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const strongest = colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(0, 0, 0)';
    await page.emulateMedia({ colorScheme });
    await search(page, `pid:${zombiePid}`);
    await rowOf(page, parent.pid).click();
    await expect.poll(ground).not.toBe(strongest);
    await page.emulateMedia({ colorScheme, contrast: 'more' });
    await expect.poll(ground).toBe(strongest);
    expect(await wrongWith(page, AT_MOST_CONTRAST)).toEqual([]);
    await page.emulateMedia({ colorScheme, contrast: 'no-preference' });
    await expect.poll(ground).not.toBe(strongest);
    await page.keyboard.press(',');
    await page.getByLabel(/^High contrast/).check();
    await expect.poll(ground).toBe(strongest);
    expect(await wrongWith(page, AT_MOST_CONTRAST)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('button', { name: /^Leaks/ }).click();
    await expect(page.locator(`.leak[data-pid="${parent.pid}"]`)).toBeVisible();
    expect(await wrongWith(page, AT_MOST_CONTRAST)).toEqual([]);
  });
}

test('in the colours of the system what is pressed is told from what is not', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await page.emulateMedia({ forcedColors: 'active' });
  const groundOf = (name: string) =>
    page
      .getByRole('button', { name, exact: true })
      .evaluate((button) => getComputedStyle(button).backgroundColor);
  expect(await groundOf('Tree')).not.toBe(await groundOf('List'));
  expect(await groundOf('Details')).not.toBe(await groundOf('Look back'));
  const guides = grid(page).locator('[aria-level="2"] .guides').first();
  await expect
    .poll(() => guides.evaluate((one) => getComputedStyle(one).backgroundImage))
    .toContain('gradient');
  expect(await wrongWith(page)).toEqual([]);
});

for (const theme of ['Light', 'Dark'] as const) {
  test(`nothing that acts has a barrier, ${theme.toLowerCase()}`, async ({ app: { page } }) => {
    test.setTimeout(120_000);
    const [one, other] = [await startLeakyParent(), await startLeakyParent()];
    await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
    await page.keyboard.press(',');
    await page.getByRole('button', { name: theme, exact: true }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    const wrong: Record<string, string[]> = {};
    const look = async (view: string): Promise<void> => {
      const found = await wrongWith(page);
      if (found.length > 0) wrong[view] = found;
    };
    const pids = [one.parent.pid, other.parent.pid, one.zombiePid, other.zombiePid];
    await search(page, pids.map((pid) => `pid:${pid}`).join(' or '));
    await expect(rowOf(page, other.zombiePid)).toContainText('zombie');
    await grid(page).focus();
    await page.keyboard.press('Control+a');
    await expect(page.getByRole('region', { name: 'Selection' })).toContainText('4 processes selected');
    await look('several selected');
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu', { name: 'Process' })).toBeVisible();
    await look('menu');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu', { name: 'Process' })).toHaveCount(0);
    const dialog = page.getByRole('alertdialog');
    const asked = {
      k: 'Who will be hit',
      Delete: 'Who will be hit',
      n: 'Who will be hit',
      r: 'What would be done',
    };
    for (const [key, list] of Object.entries(asked)) {
      await page.keyboard.press(key);
      await expect(dialog.getByRole('list', { name: list })).toBeVisible();
      await look(`dialog by ${key}`);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    }
    await page.keyboard.press('k');
    await dialog.getByRole('radio', { name: /^SIGWINCH/ }).check();
    await dialog.getByRole('button', { name: /^Send SIGWINCH/ }).click();
    await expect(dialog.getByRole('list', { name: 'What became of each' })).toBeVisible();
    await look('outcomes');
    expect(wrong).toEqual({});
  });
}

test('what is longer than its place is reached and scrolled by keys, and what is not is no stop', async ({
  app: { page },
}) => {
  const short = start('sleep', '101');
  for (let more = 30; more > 0; more -= 1) start('sleep', '101');
  const long = start('sh', '-c', `sleep 101; : ${'one word and '.repeat(200)}`);
  const command = page.locator('.details .command');
  await search(page, `pid:${short.pid}`);
  await rowOf(page, short.pid).click();
  await expect(command).toHaveText('sleep 101');
  await expect(command).not.toHaveAttribute('tabindex');
  await search(page, `pid:${long.pid}`);
  await rowOf(page, long.pid).click();
  await command.focus();
  await page.keyboard.press('End');
  await expect.poll(() => command.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  expect(await wrongWith(page)).toEqual([]);

  await search(page, `parent:${process.pid} name:sleep`);
  await expect(grid(page).locator('[role="row"][data-pid]').nth(10)).toBeVisible();
  await grid(page).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('k');
  const list = page.getByRole('alertdialog').getByRole('list', { name: 'Who will be hit' });
  await list.focus();
  await page.keyboard.press('End');
  await expect.poll(() => list.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  expect(await wrongWith(page)).toEqual([]);
  await page.keyboard.press('Escape');
});
