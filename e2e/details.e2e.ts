import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { geteuid } from 'node:process';
import type { ElectronApplication, Page } from 'playwright/test';
import { compiled } from '../engine/testing/compiled.ts';
import { noParents } from '../engine/testing/parents.ts';
import { start, startAndHear, startLeakyParent } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { grid, rowOf, search } from './processes.ts';

const detailsOf = (page: Page) => page.getByRole('complementary', { name: 'Details' });

async function select(page: Page, pid: number): Promise<void> {
  await search(page, `pid:${pid}`);
  await rowOf(page, pid).click();
}

const unfold = (page: Page, title: RegExp) =>
  detailsOf(page).getByRole('button', { name: title, expanded: false }).click();

const clipboard = (electron: ElectronApplication): Promise<string> =>
  electron.evaluate(({ clipboard }) => clipboard.readText());

test('each part of the details is told on demand, secrets only when they are asked for', async ({
  app: { page },
}) => {
  const { pid } = start('env', '-C', '/tmp', 'THE_TOKEN=hush-hush', 'PLAIN=told', 'sleep', '320');
  await select(page, pid);
  const details = detailsOf(page);

  await unfold(page, /^Program and folder/);
  await expect(details.getByText('/tmp', { exact: true })).toBeVisible();

  await unfold(page, /^Environment/);
  await expect(details.getByText('told', { exact: true })).toBeVisible();
  await expect(details.getByText('hush-hush')).toHaveCount(0);
  await details.getByRole('button', { name: 'Reveal THE_TOKEN' }).click();
  await expect(details.getByText('hush-hush')).toBeVisible();

  await unfold(page, /^Files and sockets/);
  await expect(details.getByText('/dev/null').first()).toBeVisible();
  await unfold(page, /^Threads/);
  await expect(details.getByRole('cell', { name: String(pid), exact: true })).toBeVisible();
  await unfold(page, /^Signals/);
  await expect(details.getByText('Handled', { exact: true })).toBeVisible();
  await unfold(page, /^Limits/);
  await expect(details.getByRole('cell', { name: 'Open files' })).toBeVisible();
  await unfold(page, /^Confinement/);
  await expect(details.getByText('Seccomp', { exact: true })).toBeVisible();
  await unfold(page, /^Memory/);
  await expect(details.getByRole('rowheader', { name: 'Resident', exact: true })).toBeVisible();

  // What was unfolded stays so for the next process.
  const other = start('sleep', '321');
  await select(page, other.pid);
  await expect(details.getByRole('cell', { name: String(other.pid), exact: true })).toBeVisible();
});

test('secrets of a command are masked wherever it is shown, and copied only when they are revealed', async ({
  app: { electron, page },
}) => {
  const words = ['--password', 'hush-hush', '--port=80'];
  const { pid } = start('sh', '-c', 'sleep 322; :', ...words);
  await select(page, pid);
  const command = detailsOf(page).getByRole('region', { name: 'Command' });
  const masked = 'sh -c sleep 322; : --password •••• --port=80';
  await expect(command).toContainText(masked);
  await expect(rowOf(page, pid)).toContainText(masked);
  expect(await page.content()).not.toContain('hush-hush');
  await command.getByRole('button', { name: /^Copy/ }).click();
  await expect.poll(() => clipboard(electron)).toBe(masked);

  await command.getByRole('button', { name: 'Reveal the secrets' }).click();
  await expect(command).toContainText('--password hush-hush --port');
  await command.getByRole('button', { name: /^Copy/ }).click();
  await expect.poll(() => clipboard(electron)).toBe(masked.replace('••••', 'hush-hush'));

  await grid(page).focus();
  await page.keyboard.press('Control+Shift+c');
  await expect(page.getByText('Copied without its secrets')).toBeVisible();
  expect(await clipboard(electron)).toBe(masked);

  // Another process is another secret.
  const { pid: other } = start('sh', '-c', 'sleep 323; :', ...words);
  await select(page, other);
  await expect(command).toContainText('--password ••••');
});

test('CPU and memory are drawn for the living, and nothing is asked of a zombie', async ({
  app: { page },
}) => {
  const { parent, zombiePid } = await startLeakyParent();
  const details = detailsOf(page);
  await search(page, `pid:${zombiePid}`);
  await rowOf(page, parent.pid).click();
  await expect(details.getByRole('img', { name: /^CPU over/ })).toBeVisible();
  await rowOf(page, zombiePid).click();
  await expect(details.getByText('Zombie since')).toBeVisible();
  await expect(details.getByText('exit 3', { exact: true })).toBeVisible();
  await expect(details.getByRole('img')).toHaveCount(0);
  await expect(details.getByRole('button', { name: /^Environment/ })).toHaveCount(0);

  // Whoever is killed does not collect it.
  parent.kill('SIGKILL');
  await expect(details.getByText(/^It is gone/)).toContainText(/\(1\) collected it|whoever adopted it/);
  await expect(details.getByText('Collected', { exact: true })).toBeVisible();
});

test('what ends while it is looked at says so, and has nothing left to ask for', async ({
  app: { page },
}) => {
  const child = start('sleep', '324');
  await select(page, child.pid);
  const details = detailsOf(page);
  const command = details.getByRole('region', { name: 'Command' });
  await expect(command).toContainText('sleep 324');
  await unfold(page, /^Threads/);
  await expect(details.getByRole('cell', { name: String(child.pid), exact: true })).toBeVisible();
  child.kill('SIGKILL');
  // It may have been seen as a zombie for the moment before this test collected it.
  await expect(details.getByText(/^It is gone: (it has ended|.+ \(\d+\) collected it)\./)).toBeVisible();
  await expect(details.getByText(/^(Ended|Collected)$/)).toBeVisible();
  await expect(details.getByRole('button', { name: /^Threads/ })).toHaveCount(0);
  await expect(command).toContainText('sleep 324');
});

test('the children are named, zombies first, as they come and go', async ({ app: { page } }) => {
  const script =
    'for n in $(seq 51); do sleep 325 & done; sh -c "sleep 0.1; exit 3" & echo $!; exec sleep 326';
  const { child: parent, heard } = await startAndHear('sh', '-c', script);
  await search(page, `pid:${heard}`);
  await expect(rowOf(page, Number(heard))).toContainText('zombie');
  await rowOf(page, parent.pid).click();
  const children = detailsOf(page).getByRole('region', { name: 'Children' });
  await expect(children).toContainText('52, 1 zombie');
  await expect(children.getByRole('listitem')).toHaveCount(51);
  await expect(children.getByRole('listitem').first()).toHaveText(`sh ${heard}`);

  await children.getByRole('button', { name: '2 more' }).click();
  await expect(page.getByLabel('Search processes')).toHaveValue(`parent:${parent.pid}`);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', /^5\d$|^[6-9]\d$/);

  await children
    .getByRole('button', { name: /^sleep/ })
    .first()
    .click();
  await expect(detailsOf(page).getByRole('region', { name: 'Command' })).toContainText('sleep 325');
  await expect(children).toContainText('none');
});

test('whose first thread has ended is told of by the others', async ({ app: { page } }) => {
  test.skip(noParents !== null, noParents ?? '');
  const { child } = await startAndHear(compiled('leader-exits'));
  await select(page, child.pid);
  const details = detailsOf(page);
  await expect(details.getByText(/· first thread ended/)).toBeVisible();
  await unfold(page, /^Program and folder/);
  await expect(details.getByText(/\/leader-exits$/).last()).toBeVisible();
  await unfold(page, /^Threads/);
  await expect(details.getByRole('cell', { name: 'ended', exact: true })).toBeVisible();
  await expect(details.getByRole('cell', { name: 'sleeping', exact: true })).toBeVisible();
});

test('of thousands of files those in view are drawn, and any of them is found', async ({ app: { page } }) => {
  const folder = mkdtempSync(join(tmpdir(), 'reaptree-files-'));
  const file = join(folder, 'the last one');
  writeFileSync(file, '');
  const script = `const { openSync } = require('node:fs');
    for (let n = 0; n < 3000; n++) openSync('/dev/null');
    openSync(${JSON.stringify(file)});
    console.log('ready');
    setInterval(() => {}, 1e6);`;
  const { child } = await startAndHear(process.execPath, '-e', script);
  await select(page, child.pid);
  await unfold(page, /^Files and sockets/);
  const details = detailsOf(page);
  const table = details.getByRole('table', { name: 'Files and sockets' });
  await expect(details.getByText(/^The first 1,000 of 3,0\d\d/)).toBeVisible();
  await expect(table).toHaveAttribute('aria-rowcount', '1001');
  expect(await table.getByRole('row').count()).toBeLessThan(60);

  // What is scrolled to is drawn.
  const scroller = table.locator('xpath=..');
  await scroller.scrollIntoViewIfNeeded();
  await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(table.locator('[aria-rowindex="1001"]')).toBeInViewport();

  const filter = details.getByLabel('Filter the files and sockets');
  await filter.fill('LAST one');
  await expect(table.getByRole('cell', { name: file })).toBeVisible();
  await expect(details.getByText(/^1 of 3,0\d\d\.$/)).toBeVisible();
  await filter.fill('no such file');
  await expect(details.getByText(/^None of 3,0\d\d matches\.$/)).toBeVisible();
  // The first Escape is about the field, the next one about the pane.
  await filter.press('Escape');
  await expect(filter).toHaveValue('');
  await filter.press('Escape');
  await expect(details).toHaveCount(0);
  rmSync(folder, { recursive: true });
});

test('what is not permitted says so, and what to do; the rest is told', async ({
  app: { electron, page },
}) => {
  const isRoot = geteuid?.() === 0;
  // Of process 1 an ordinary user is told little. Root has to become one for as long as the app reads.
  const pid = isRoot ? start('sleep', '327').pid : 1;
  await select(page, pid);
  const details = detailsOf(page);
  await expect(details.getByRole('button', { name: /^Environment/ })).toBeVisible();
  if (isRoot) await electron.evaluate(() => process.seteuid?.(65_534));
  const refused = /^Not permitted\. The system does not let you see .*Start Reaptree as root to see it\.$/;
  await unfold(page, /^Environment/);
  await expect(details.getByText(refused)).toHaveCount(1);
  await unfold(page, /^Confinement/);
  await expect(details.getByText(refused)).toHaveCount(2);
  await expect(details.getByText('Seccomp', { exact: true })).toBeVisible();
  await unfold(page, /^Memory/);
  await expect(details.getByText(refused)).toHaveCount(3);
  await expect(details.getByRole('row', { name: /^Proportional/ })).toContainText('not permitted');
  await expect(details.getByRole('row', { name: /^Resident all/ })).toContainText(/\d [kMG]B/);
  if (isRoot) await electron.evaluate(() => process.seteuid?.(0));
});

test('in a narrow window the details lie over the tree, and Escape closes them', async ({
  app: { electron, page },
}) => {
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(800, 600));
  const { pid } = start('sleep', '328');
  await select(page, pid);
  const [tree, pane] = [await grid(page).boundingBox(), await detailsOf(page).boundingBox()];
  expect(tree?.x).toBeLessThan(pane?.x ?? 0);
  expect((tree?.x ?? 0) + (tree?.width ?? 0)).toBe((pane?.x ?? 0) + (pane?.width ?? 0));
  await grid(page).focus();
  await page.keyboard.press('Escape');
  await expect(detailsOf(page)).toHaveCount(0);
  await expect(page.getByLabel('Search processes')).toHaveValue(`pid:${pid}`);
  await page.keyboard.press('Enter');
  await expect(detailsOf(page)).toContainText('sleep 328');
});
