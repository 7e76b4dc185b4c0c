import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright/test';
import { startAndHear, startLeakyParent, until } from '../engine/testing/real-processes.ts';
import { electronBinary, expect, type RunningApp, test } from './app.ts';
import { grid } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-incidents-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

async function openLately(page: Page): Promise<void> {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await page.keyboard.press('2');
  await page.getByRole('button', { name: '24 h' }).click();
}

/** The row of a program, by the word that it was started with. */
const rowOf = (page: Page, program: string) => page.locator(`tr[data-program="${program}"]`);
const incidentOf = (page: Page, pid: number) => page.locator(`.leaker-incidents li[data-pid="${pid}"]`);

test('a zombie that is left becomes an incident with how it ended and who collected it', async ({
  app: { page },
}) => {
  await openLately(page);
  // Waits for its child after some seconds only.
  const late = await startAndHear(
    'perl',
    '-e',
    '$p = fork; exit 4 if !$p; $| = 1; print "$p\\n"; sleep 4; waitpid $p, 0; sleep 100',
  );
  const { parent, zombiePid } = await startLeakyParent(9);

  await rowOf(page, 'sleep').getByRole('button', { expanded: false }).click();
  await expect(incidentOf(page, zombiePid)).toContainText('exit 9');
  await expect(incidentOf(page, zombiePid)).toContainText('still there');
  await expect(incidentOf(page, zombiePid)).toContainText(`of ${parent.pid}`);
  parent.kill('SIGKILL');
  await expect(incidentOf(page, zombiePid)).toContainText('after its parent had ended');

  await rowOf(page, 'perl').getByRole('button', { expanded: false }).click();
  await expect(incidentOf(page, Number(late.heard))).toContainText('exit 4');
  await expect(incidentOf(page, Number(late.heard))).toContainText('by its parent');
});

test('incidents outlive the app, are exported, and are deleted once that is confirmed', async ({ app }) => {
  const { page } = app;
  await openLately(page);
  const { zombiePid } = await startLeakyParent(5);
  await rowOf(page, 'sleep').getByRole('button', { expanded: false }).click();
  await expect(incidentOf(page, zombiePid)).toContainText('exit 5');

  for (const name of ['incidents.csv', 'incidents.json']) {
    await answerSaveDialog(app, join(folder, name));
    await page.getByRole('button', { name: 'Export…' }).click();
    await expect(page.getByLabel('Notices')).toContainText(name);
  }
  const table = parse(readFileSync(join(folder, 'incidents.csv'), 'utf8'), { columns: true, bom: true });
  expect(table).toContainEqual(expect.objectContaining({ pid: String(zombiePid), exitCode: '5' }));
  const { incidents } = JSON.parse(readFileSync(join(folder, 'incidents.json'), 'utf8'));
  expect(incidents).toContainEqual(expect.objectContaining({ pid: zombiePid, exit: { code: 5 } }));

  await page.getByRole('button', { name: 'Delete the incidents of sleep' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete what sleep leaked?' });
  await question.getByRole('button', { name: 'Keep them' }).click();
  await expect(rowOf(page, 'sleep')).toBeVisible();
  await page.getByRole('button', { name: 'Delete all…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByLabel('Notices')).toContainText('Deleted');
  const { zombiePid: later } = await startLeakyParent(7);
  await rowOf(page, 'sleep').getByRole('button', { expanded: false }).click();
  await expect(incidentOf(page, later)).toBeVisible();
  await expect(incidentOf(page, zombiePid)).toHaveCount(0);
});

test('an app that is killed leaves a sound database with what it had seen', async ({ app }) => {
  const { page, electron, pid } = app;
  const running = electron.process();
  const database = join(
    await electron.evaluate((parts) => parts.app.getPath('userData')),
    'incidents.sqlite',
  );
  await openLately(page);
  const { zombiePid } = await startLeakyParent(6);
  await rowOf(page, 'sleep').getByRole('button', { expanded: false }).click();
  await expect(incidentOf(page, zombiePid)).toContainText('exit 6');
  process.kill(pid, 'SIGKILL');
  await until(() => running.exitCode !== null || running.signalCode !== null);
  expect(asked(database, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(asked(database, 'SELECT pid, exit_code FROM incidents')).toContainEqual({
    pid: zombiePid,
    exit_code: 6,
  });
});

/** By the Node inside Electron, which has SQLite. */
function asked(database: string, sql: string): unknown {
  const program = `
    const { DatabaseSync } = require('node:sqlite');
    const [path, sql] = process.argv.slice(1);
    console.log(JSON.stringify(new DatabaseSync(path, { readOnly: true }).prepare(sql).all()));`;
  const said = execFileSync(electronBinary(), ['-e', program, database, sql], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  });
  return JSON.parse(said);
}

/** The save dialog is the system's own and cannot be clicked: it answers at once instead. */
const answerSaveDialog = ({ electron }: RunningApp, filePath: string): Promise<void> =>
  electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, filePath);
