import { startLeakyParent } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { grid, rowOf, search } from './processes.ts';

test('the map shows what the tree shows, and a selection holds in both', async ({ app: { page } }) => {
  const { parent, zombiePid } = await startLeakyParent();
  await search(page, `pid:${zombiePid}`);
  await rowOf(page, parent.pid).click();
  // One root with one leaf: the map has them in the middle of its height.
  await page.keyboard.press('o');
  await page.keyboard.press('m');
  const map = page.getByRole('application', { name: /^Map of 2 processes/ });
  const words = page.locator('.map-words');
  await expect(words).toContainText('holds 1 zombie');
  await page.getByRole('button', { name: 'All of it' }).click();
  const box = await map.boundingBox();
  await map.click({ position: { x: 28 + 168, y: (box?.height ?? 0) / 2 } });
  await expect(words).toContainText(`${zombiePid} · zombie`);

  // The keys of the tree, folding included.
  await map.press('ArrowLeft');
  await expect(words).toContainText(String(parent.pid));
  await map.press('ArrowLeft');
  await expect(page.getByRole('application', { name: /^Map of 1 process\b/ })).toBeVisible();
  await page.getByRole('application').press('ArrowRight');
  await map.press('ArrowRight');
  await page.keyboard.press('t');
  await expect(rowOf(page, zombiePid)).toHaveAttribute('aria-selected', 'true');
  await expect(grid(page)).toBeVisible();
});
