import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeJson } from '../core/snapshot/json.ts';
import { HOSTILE_NAMES, hostileSnapshot } from '../core/snapshot/testing.ts';
import { expect, test } from './app.ts';

/** The page as the built command writes it, opened from the disk in a window of its own. */
test('an exported page works by itself, whatever the processes are called', async ({ app }) => {
  const folder = mkdtempSync(join(tmpdir(), 'reaptree-page-'));
  const [json, html] = [join(folder, 'a.json'), join(folder, 'a.html')];
  writeFileSync(json, [...writeJson(hostileSnapshot())].join(''));
  execFileSync('node', [resolve('out/cli/index.js'), 'snapshot', json, '-o', html], { stdio: 'ignore' });

  const opened = app.electron.waitForEvent('window');
  await app.electron.evaluate(({ BrowserWindow }, file) => {
    const window = new BrowserWindow({ webPreferences: { sandbox: true, partition: 'exported-page' } });
    void window.loadFile(file);
  }, html);
  const page = await opened;
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));

  await expect(page.getByRole('status')).toHaveText(`${HOSTILE_NAMES.length + 1} processes`);
  const rows = page.getByRole('treeitem');
  await expect(rows).toHaveCount(HOSTILE_NAMES.length + 1);
  await expect(page.locator('img, iframe, .name script')).toHaveCount(0);

  await page.getByRole('searchbox').fill('subgraph');
  await expect(page.getByRole('status')).toHaveText(`1 of ${HOSTILE_NAMES.length + 1}`);
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: /^zombie/ }).click();
  await expect(page.getByRole('status')).toHaveText(/^8 of /);
  await page.getByRole('button', { name: /^zombie/ }).click();

  await page.getByRole('tree').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[aria-selected=true]')).toContainText('init');
  await page.keyboard.press('ArrowLeft');
  await expect(rows).toHaveCount(1);
  expect(complaints).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});
