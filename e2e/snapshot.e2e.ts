import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLeakyParent } from '../engine/testing/real-processes.ts';
import { expect, type RunningApp, test } from './app.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-export-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

/** The save dialog is the system's own and cannot be clicked: it answers at once instead. */
const answerSaveDialog = ({ electron }: RunningApp, filePath: string): Promise<void> =>
  electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: path === '', filePath: path });
  }, filePath);

test('exports everything as JSON through the save dialog', async ({ app }) => {
  const { parent, zombiePid } = await startLeakyParent();
  const { page } = app;
  await page.getByTitle('Show only zombies and their ancestors').click();
  await expect(page.locator(`[role="row"][data-pid="${zombiePid}"]`)).toBeVisible();
  const file = join(folder, 'tree.json');
  await answerSaveDialog(app, file);
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByLabel('Notices')).toContainText('tree.json');
  const snapshot = JSON.parse(readFileSync(file, 'utf8'));
  expect(snapshot).toMatchObject({ format: 'reaptree-snapshot', version: 1, source: 'procfs' });
  const byPid = new Map(snapshot.processes.map((row: { pid: number }) => [row.pid, row]));
  expect(byPid.get(zombiePid)).toMatchObject({
    ppid: parent.pid,
    state: 'Z',
    marks: ['zombie'],
    exit: { code: 3 },
    zombieSince: expect.any(String),
  });
  expect(byPid.get(app.pid)).toMatchObject({ marks: expect.arrayContaining(['own']) });
  expect(readdirSync(folder)).toEqual(['tree.json']);
});

test('a cancelled dialog writes nothing, a folder that is not there says so', async ({ app }) => {
  const { page } = app;
  await answerSaveDialog(app, '');
  await page.getByRole('button', { name: 'Export' }).click();
  await answerSaveDialog(app, join(folder, 'nowhere', 'tree.json'));
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByLabel('Notices')).toContainText('no such folder');
});
