import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Page } from 'playwright/test';
import { FORMAT_NAMES, FORMAT_TITLES, type FormatName } from '../core/snapshot/format-names.ts';
import { readSnapshot } from '../core/snapshot/read.ts';
import { redact } from '../core/snapshot/redact/redact.ts';
import { startLeakyParent, until } from '../engine/testing/real-processes.ts';
import { expect, launch, test } from './app.ts';
import { answerSaveDialog } from './dialogs.ts';
import { kept, LEAKY } from './kept.ts';
import { grid, rowOf, search } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-export-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

const file = kept(folder, 'kept.json', LEAKY);

/** What `reaptree snapshot` makes of the same file. */
const byCommandLine = (format: FormatName, ...words: string[]): string =>
  execFileSync('node', ['cli/reaptree.mjs', 'snapshot', file, '--format', format, ...words], {
    encoding: 'utf8',
  });

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Export' });

async function openDialog(page: Page) {
  await page.getByRole('button', { name: 'Export…' }).click();
  return dialogOf(page);
}

test.describe('of a snapshot', () => {
  test.use({ words: [file] });

  test('each format is written as the command line writes it', async ({ app: { electron, page } }) => {
    test.slow();
    await expect(grid(page)).toBeVisible();
    for (const name of FORMAT_NAMES) {
      const written = join(folder, `whole.${name}`);
      await answerSaveDialog(electron, written);
      const dialog = await openDialog(page);
      await dialog.getByRole('radio', { name: FORMAT_TITLES[name], exact: true }).check();
      await dialog.getByRole('button', { name: 'Save as…' }).click();
      await expect(dialog).toBeHidden();
      expect(readFileSync(written, 'utf8')).toBe(byCommandLine(name));
    }
  });

  test('a picture is a PNG of the same tree', async ({ app: { electron, page } }) => {
    await expect(grid(page)).toBeVisible();
    const file = join(folder, 'tree.png');
    await answerSaveDialog(electron, file);
    const dialog = await openDialog(page);
    await dialog.getByRole('radio', { name: 'Picture (PNG)' }).check();
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await expect(dialog).toBeHidden();
    const png = readFileSync(file);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const svg = byCommandLine('svg');
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(width) * 2, Number(height) * 2]);
    // Not one colour only: something is drawn.
    const colours = await electron.evaluate(({ nativeImage }, path) => {
      const bitmap = nativeImage.createFromPath(path).toBitmap();
      const seen = new Set<number>();
      for (let at = 0; at < bitmap.length; at += 4) seen.add(bitmap.readUInt32LE(at));
      return seen.size;
    }, file);
    expect(colours).toBeGreaterThan(10);
  });

  test('the preview names what is replaced, and the file holds that instead', async ({
    app: { electron, page },
  }) => {
    await expect(grid(page)).toBeVisible();
    const file = join(folder, 'redacted.json');
    await answerSaveDialog(electron, file);
    const dialog = await openDialog(page);
    await dialog.getByRole('checkbox').check();
    const { snapshot, replacements } = redact(LEAKY);
    const rows = dialog.getByRole('table', { name: 'What is replaced by what' }).getByRole('row');
    await expect(rows).toHaveCount(replacements.length + 1);
    for (const { original, replacement } of replacements) {
      await expect(rows.filter({ hasText: original })).toContainText(replacement);
    }
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await expect(dialog).toBeHidden();
    const written = readSnapshot(readFileSync(file, 'utf8'));
    expect(written).toEqual({ ok: true, value: JSON.parse(JSON.stringify(snapshot)) });
    expect(readFileSync(file, 'utf8')).not.toContain('ghp_');
  });

  test('what is shown, with those above it, is copied', async ({ app: { electron, page } }) => {
    await search(page, 'mark:zombie');
    await expect(rowOf(page, 21)).toBeVisible();
    const dialog = await openDialog(page);
    await dialog.getByRole('radio', { name: /^What is shown/ }).check();
    await dialog.getByRole('radio', { name: 'Text as of pstree' }).check();
    await expect(dialog.locator('.export-count')).toHaveText('4 processes');
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await expect(page.getByLabel('Notices')).toContainText('4 processes');
    const wanted = byCommandLine('pstree', '--query', 'mark:zombie', '--ancestors');
    expect(await electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(wanted);
  });

  test('what is selected is dragged out as a file that is gone with the app', async () => {
    const { page, electron, close } = await launch(file);
    await electron.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const dragged: string[] = [];
      Object.assign(globalThis, { dragged });
      if (window) window.webContents.startDrag = ({ file }) => void dragged.push(file);
    });
    await rowOf(page, 20).click();
    const dialog = await openDialog(page);
    await dialog.getByRole('radio', { name: /^What is selected/ }).check();
    const handle = dialog.locator('.export-drag');
    await handle.hover();
    const dragged = (): Promise<string | undefined> =>
      electron.evaluate(() => (globalThis as unknown as { dragged: string[] }).dragged.at(-1));
    await expect
      .poll(async () => {
        await handle.dispatchEvent('dragstart');
        return dragged();
      })
      .toBeDefined();
    const out = (await dragged()) ?? '';
    const read = readSnapshot(readFileSync(out, 'utf8'));
    expect(read.ok && read.value.processes.map(({ pid }) => pid)).toEqual([20, 21, 22]);
    expect(basename(out)).toBe('reaptree-workbench-2026-11-20T08-00-00.json');
    await close();
    await until(() => !existsSync(dirname(out)));
  });
});

test('exports everything of the machine, and says where to', async ({ app: { electron, page, pid } }) => {
  const { parent, zombiePid } = await startLeakyParent();
  await search(page, `pid:${zombiePid}`);
  await expect(rowOf(page, zombiePid)).toBeVisible();
  const own = mkdtempSync(join(folder, 'own-'));
  await answerSaveDialog(electron, join(own, 'tree.json'));
  await page.keyboard.press('Escape');
  const dialog = await openDialog(page);
  await dialog.getByRole('button', { name: 'Save as…' }).click();
  await expect(page.getByLabel('Notices')).toContainText('tree.json');
  const snapshot = JSON.parse(readFileSync(join(own, 'tree.json'), 'utf8'));
  expect(snapshot).toMatchObject({ format: 'reaptree-snapshot', version: 1, source: 'procfs', query: null });
  const byPid = new Map(snapshot.processes.map((row: { pid: number }) => [row.pid, row]));
  expect(byPid.get(zombiePid)).toMatchObject({
    ppid: parent.pid,
    state: 'Z',
    marks: ['zombie'],
    exit: { code: 3 },
    zombieSince: expect.any(String),
  });
  expect(byPid.get(pid)).toMatchObject({ marks: expect.arrayContaining(['own']) });
  expect(readdirSync(own)).toEqual(['tree.json']);
});

test('a cancelled dialog writes nothing, a folder that is not there says so', async ({
  app: { electron, page },
}) => {
  await answerSaveDialog(electron, '');
  const dialog = await openDialog(page);
  await dialog.getByRole('button', { name: 'Save as…' }).click();
  await expect(dialog.getByRole('button', { name: 'Save as…' })).toBeEnabled();
  await expect(page.locator('.toast')).toHaveCount(0);
  await answerSaveDialog(electron, join(folder, 'nowhere', 'tree.json'));
  await dialog.getByRole('button', { name: 'Save as…' }).click();
  await expect(page.getByLabel('Notices')).toContainText('no such folder');
});
