import type { ElectronApplication } from 'playwright/test';
import type { MenuCommand } from '../core/menu-command.ts';
import { expect, test } from './app.ts';
import { grid } from './processes.ts';

/** Chosen as the user would, who has the first window in front. */
const choose = (electron: ElectronApplication, command: MenuCommand): Promise<void> =>
  electron.evaluate(({ BrowserWindow, Menu }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id);
    if (!item) throw new Error(`there is no ${id} in the menu`);
    item.click(undefined, BrowserWindow.getAllWindows()[0], undefined);
  }, command);

const ticked = (electron: ElectronApplication): Promise<string[]> =>
  electron.evaluate(({ Menu }) => {
    const itemsOf = (menu: Electron.Menu | null): Electron.MenuItem[] =>
      menu?.items.flatMap((item) => [item, ...itemsOf(item.submenu ?? null)]) ?? [];
    return itemsOf(Menu.getApplicationMenu()).flatMap(({ id, checked }) => (checked ? [id] : []));
  });

test('the menu ticks what is switched on, and switches it', async ({ app: { electron, page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const usual = [
    'layout:tree',
    'sort:none',
    'map:marks',
    'rate:1000',
    'details-pane',
    'theme:system',
    'place:processes',
  ];
  await expect.poll(() => ticked(electron)).toEqual(usual);

  await page.keyboard.press('l');
  await choose(electron, 'sort:cpu');
  const cpu = page.getByRole('columnheader', { name: 'CPU %' });
  await expect(cpu).toHaveAttribute('aria-sort', 'descending');
  await choose(electron, 'sort:reversed');
  await expect(cpu).toHaveAttribute('aria-sort', 'ascending');
  await choose(electron, 'comfortable');
  await expect
    .poll(() => grid(page).evaluate((tree) => getComputedStyle(tree).getPropertyValue('--row-height')))
    .toBe('32px');
  await choose(electron, 'details-pane');
  await expect(page.getByRole('complementary', { name: 'Details' })).toHaveCount(0);
  await choose(electron, 'rate:2000');
  await choose(electron, 'pause');
  await expect(page.getByRole('contentinfo')).toContainText('paused');
  await choose(electron, 'theme:dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await choose(electron, 'hide-own');
  await choose(electron, 'subtrees');
  await choose(electron, 'read-only');
  await expect(page.getByRole('contentinfo')).toContainText('read-only');
  await choose(electron, 'orphans-only');
  await expect(page.getByLabel('Search processes')).toHaveValue('mark:orphan');
  await expect
    .poll(() => ticked(electron))
    .toEqual([
      'read-only',
      'layout:list',
      'sort:cpu',
      'sort:reversed',
      'map:marks',
      'pause',
      'rate:2000',
      'comfortable',
      'theme:dark',
      'place:processes',
      'orphans-only',
      'hide-own',
      'subtrees',
    ]);
  await choose(electron, 'zombies-only');
  await choose(electron, 'columns:usual');
  await expect.poll(() => ticked(electron)).toEqual(expect.arrayContaining(['zombies-only', 'sort:none']));
});

test('the map is coloured and made larger from the menu', async ({ app: { electron, page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await choose(electron, 'map:whole');
  const map = page.getByRole('application', { name: /^Map of/ });
  await expect(map).toBeVisible();
  await choose(electron, 'map:memory');
  await expect(page.getByRole('button', { name: 'Memory', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  // Nothing else is drawn anew then.
  await choose(electron, 'pause');
  await expect(page.getByRole('contentinfo')).toContainText('paused');
  const canvas = page.locator('canvas').first();
  const before = await canvas.screenshot();
  await choose(electron, 'map:zoom-in');
  await expect.poll(async () => (await canvas.screenshot()).equals(before)).toBe(false);
});

test('Ctrl with plus zooms in, with Shift or without', async ({ app: { electron, page } }) => {
  await expect(grid(page)).toBeVisible();
  const press = (keyCode: string, ...modifiers: Electron.InputEvent['modifiers'] & object) =>
    electron.evaluate(
      ({ BrowserWindow }, [key, held]) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        for (const type of ['keyDown', 'keyUp'] as const)
          contents?.sendInputEvent({ type, keyCode: key, modifiers: held });
      },
      [keyCode, modifiers] as const,
    );
  const factor = () =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor());
  await press('=', 'control');
  await expect.poll(factor).toBeGreaterThan(1.05);
  await press('0', 'control');
  await expect.poll(factor).toBe(1);
  await press('Plus', 'control');
  await expect.poll(factor).toBeGreaterThan(1.05);
});
