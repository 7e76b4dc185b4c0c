import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { aProcess, aSnapshot } from '../core/snapshot/testing.ts';
import { start, until } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { answerSaveDialog, chooseFile } from './dialogs.ts';
import { kept } from './kept.ts';
import { grid, pidsShown, rowOf, search } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-compare-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

const init = aProcess(1, { ppid: 0, name: 'init' });
const BEFORE = kept(
  folder,
  'before.json',
  aSnapshot([
    init,
    aProcess(20, { name: 'keeper' }),
    aProcess(21, { ppid: 20, name: 'leaver' }),
    aProcess(22, { ppid: 20, name: 'mover' }),
    aProcess(23, { ppid: 20, name: 'dier' }),
    aProcess(24, { ppid: 20, name: 'dead', state: 'Z', marks: ['zombie'] }),
    aProcess(25, { ppid: 20, name: 'same' }),
  ]),
);
const AFTER = kept(
  folder,
  'after.json',
  aSnapshot(
    [
      init,
      aProcess(20, { name: 'keeper', rssBytes: 90 * 1024 * 1024 }),
      aProcess(22, { ppid: 1, name: 'mover' }),
      aProcess(23, { ppid: 20, name: 'dier', state: 'Z', marks: ['zombie'] }),
      aProcess(25, { ppid: 20, name: 'same' }),
      aProcess(26, { ppid: 20, name: 'newcomer' }),
    ],
    { takenAt: '2026-11-20T09:00:00.000Z' },
  ),
);

/** Presses “Compare with” in the window of a snapshot, and waits for the window that comes of it. */
async function compareWith(electron: ElectronApplication, page: Page, what: string): Promise<Page> {
  const opened = electron.waitForEvent('window');
  await page.getByRole('button', { name: 'Compare with' }).click();
  await page.getByRole('menuitem', { name: what }).click();
  const other = await opened;
  await expect(other.getByRole('region', { name: 'Changes' })).toBeVisible();
  return other;
}

const byCommandLine = (...words: string[]): string =>
  execFileSync('node', ['cli/reaptree.mjs', 'diff', ...words], { encoding: 'utf8' });

test.describe('two files', () => {
  // The later one is opened first: it is the time they were taken that puts them in order.
  test.use({ words: [AFTER] });

  test('are one tree with marks, chips that filter, and a text', async ({ app: { electron, page } }) => {
    await expect(grid(page)).toBeVisible();
    await chooseFile(electron, BEFORE);
    const compared = await compareWith(electron, page, 'Another file…');
    await expect(compared.getByRole('region', { name: 'Not live' })).toContainText(
      /before\.json.*with after\.json.*1 h later/,
    );
    const chips = compared.getByRole('region', { name: 'Changes' });
    await expect(chips).toContainText('6 changed');
    await expect.poll(() => pidsShown(compared)).toEqual([1, 20, 21, 23, 24, 26, 22]);
    await expect(rowOf(compared, 20)).toContainText('grown 1.0 MB → 90.0 MB');
    await expect(rowOf(compared, 21)).toHaveAttribute('data-ended', 'true');
    await expect(rowOf(compared, 22)).toContainText('reparented 20 → 1');
    await expect(rowOf(compared, 23)).toContainText('became zombie');
    await expect(rowOf(compared, 24)).toContainText('reaped');
    await expect(rowOf(compared, 26)).toHaveAttribute('data-fresh', 'true');
    // What was collected is no longer held.
    await expect(rowOf(compared, 20)).toContainText('holds 1 zombie');

    await chips.getByRole('button', { name: '1 reparented' }).click();
    await expect.poll(() => pidsShown(compared)).toEqual([1, 22]);
    await chips.getByRole('button', { name: '1 reparented' }).click();
    await expect.poll(() => pidsShown(compared)).toEqual([1, 20, 21, 23, 24, 25, 26, 22]);

    await rowOf(compared, 23).click();
    await expect(compared.getByRole('region', { name: 'What changed' })).toContainText('It became a zombie');

    await compared.getByRole('button', { name: 'Copy as text' }).click();
    await expect(compared.getByLabel('Notices')).toContainText('copied');
    const text = await electron.evaluate(({ clipboard }) => clipboard.readText());
    const [heading] = byCommandLine(BEFORE, AFTER).split('\n');
    expect(text.split('\n')[0]).toBe(heading);
    expect(text).toMatch(/^ *22 {2}reparented 20 → 1 .*sleep 60$/m);

    const file = join(folder, 'diff.json');
    await answerSaveDialog(electron, file);
    await compared.getByRole('button', { name: 'Save as JSON…' }).click();
    await expect(compared.getByLabel('Notices')).toContainText('diff.json');
    expect(readFileSync(file, 'utf8')).toBe(byCommandLine('--json', BEFORE, AFTER));
  });
});

test('a file and the machine as it is show what really started and ended since', async ({
  app: { electron, page },
}) => {
  const ends = start('sleep', '3201');
  await search(page, `pid:${ends.pid}`);
  await expect(rowOf(page, ends.pid)).toBeVisible();
  const file = join(folder, 'machine.json');
  execFileSync('node', ['cli/reaptree.mjs', 'snapshot', '-o', file]);
  await chooseFile(electron, file);
  const opened = electron.waitForEvent('window');
  await electron.evaluate(({ BrowserWindow, Menu }) => {
    const item = Menu.getApplicationMenu()?.items[0]?.submenu?.items[0];
    item?.click(undefined, BrowserWindow.getAllWindows()[0]);
  });
  const snapshot = await opened;
  await expect(grid(snapshot)).toBeVisible();

  const begins = start('sleep', '3202');
  ends.kill('SIGKILL');
  await until(() => ends.exitCode !== null || ends.signalCode !== null);
  await search(page, `pid:${begins.pid}`);
  await expect(rowOf(page, begins.pid)).toBeVisible();

  const compared = await compareWith(electron, snapshot, 'The machine as it is now');
  await expect(compared.getByRole('region', { name: 'Not live' })).toContainText(
    /machine\.json.*with this machine/,
  );
  await search(compared, `pid:${begins.pid} or pid:${ends.pid}`);
  await expect(rowOf(compared, begins.pid)).toContainText('started');
  await expect(rowOf(compared, begins.pid)).toHaveAttribute('data-fresh', 'true');
  await expect(rowOf(compared, ends.pid)).toHaveAttribute('data-ended', 'true');
});
