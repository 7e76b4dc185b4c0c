import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { answerSaveDialog, chooseFile } from './dialogs.ts';
import { kept, LATER, LEAKY } from './kept.ts';
import { grid } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-snapshots-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

test('what was opened and written is listed, opened again, compared, and forgotten once it is gone', async ({
  app: { electron, page },
}) => {
  await expect(grid(page)).toBeVisible();
  await page.keyboard.press('5');
  await expect(page.getByRole('heading', { name: 'No snapshots yet' })).toBeVisible();

  await chooseFile(electron, kept(folder, 'leaky.json', LEAKY));
  const first = electron.waitForEvent('window');
  await page.getByRole('button', { name: 'Open…', exact: true }).click();
  await (await first).close();
  const written = join(folder, 'written.json');
  await answerSaveDialog(electron, written);
  await page.getByRole('button', { name: 'Export this machine…' }).click();
  await page.getByRole('button', { name: 'Save as…' }).click();
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeHidden();
  const recent = page.getByRole('region', { name: 'Recent' }).getByRole('listitem');
  await expect(recent).toHaveText([/^written\.json/, /^leaky\.json.*workbench, .*5 processes/]);

  const again = electron.waitForEvent('window');
  await recent.filter({ hasText: 'leaky.json' }).getByRole('button', { name: 'Open' }).click();
  await expect((await again).getByRole('region', { name: 'Not live' })).toContainText('leaky.json');

  await chooseFile(electron, kept(folder, 'later.json', LATER));
  const compared = electron.waitForEvent('window');
  await recent.filter({ hasText: 'leaky.json' }).getByRole('button', { name: 'Compare with' }).click();
  await page.getByRole('menuitem', { name: 'Another file…' }).click();
  await expect((await compared).getByRole('region', { name: 'Changes' })).toContainText('1 started');

  rmSync(join(folder, 'later.json'));
  await recent.filter({ hasText: 'later.json' }).getByRole('button', { name: 'Open' }).click();
  await expect(page.getByLabel('Notices')).toContainText('no such file');
  await expect(recent.filter({ hasText: 'later.json' })).toHaveCount(0);
});
