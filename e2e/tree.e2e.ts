import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright/test';
import type { Delta } from '../core/delta.ts';
import { start, startLeakyParent, until } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { grid, rowOf, search } from './processes.ts';

const ps = (pids: readonly number[]): string[] =>
  execFileSync('ps', ['-o', 'pid=,ppid=,state=', '-p', pids.join(',')], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).join(' '))
    .sort();

const WORDS: Readonly<Record<string, string>> = { S: 'sleeping', T: 'stopped', Z: 'zombie' };

test('the tree agrees with ps on processes that were started here', async ({ app: { page } }) => {
  const asleep = start('sleep', '300');
  const stopped = start('sleep', '301');
  stopped.kill('SIGSTOP');
  const { parent, zombiePid } = await startLeakyParent();
  const pids = [asleep.pid, stopped.pid, parent.pid, zombiePid];
  await until(
    () =>
      ps(pids)
        .map((line) => line.at(-1))
        .sort()
        .join('') === 'SSTZ',
  );

  const ours: string[] = [];
  for (const line of ps(pids)) {
    const [pid = '', ppid = '', state = ''] = line.split(' ');
    await search(page, `pid:${pid}`);
    const row = rowOf(page, Number(pid));
    await expect(row).toContainText(WORDS[state] ?? '?');
    // The row above it, one level up, is its parent.
    const level = Number(await row.getAttribute('aria-level'));
    const above = grid(page).locator(`[role="row"][data-pid="${ppid}"][aria-level="${level - 1}"]`);
    await expect(above).toBeVisible();
    ours.push(`${pid} ${await above.getAttribute('data-pid')} ${state}`);
  }
  expect(ours.sort()).toEqual(ps(pids));
});

/** The pids of drawn rows that are no zombies, and have none below them. */
async function leavesShown(page: Page): Promise<number[]> {
  const rows = await grid(page)
    .locator('[role="row"][data-pid]')
    .evaluateAll((found) =>
      found
        .map((row) => ({
          pid: Number(row.getAttribute('data-pid')),
          index: Number(row.getAttribute('aria-rowindex')),
          level: Number(row.getAttribute('aria-level')),
          // What has just ended stays to be seen for a moment.
          zombie: row.hasAttribute('data-zombie') || row.hasAttribute('data-ended'),
        }))
        .sort((a, b) => a.index - b.index),
    );
  // Whatever follows the last one that is drawn is not known.
  const leaf = ({ level }: { level: number }, at: number): boolean =>
    (rows[at + 1]?.level ?? Number.POSITIVE_INFINITY) <= level;
  return rows.filter((row, at) => !row.zombie && leaf(row, at)).map(({ pid }) => pid);
}

test.describe('at a rate of 0.25 s', () => {
  test.use({ words: ['--interval=0.25'] });

  test("a zombie made outside is flagged, counted, filtered, and gone with its parent's end", async ({
    app: { page },
  }) => {
    const { parent, zombiePid } = await startLeakyParent();
    const chip = page.getByTitle('Show only zombies and their ancestors');
    await expect(chip).toContainText(/^\s*[\d,]+ zombies?/);
    await chip.click();
    // Zombies and their ancestors stay, and nothing else: what has nothing below it is a zombie.
    await expect.poll(() => leavesShown(page)).toEqual([]);
    await search(page, `mark:zombie under:${parent.pid}`);
    const row = rowOf(page, zombiePid);
    await expect(row).toContainText('zombie');
    await expect(rowOf(page, parent.pid)).toContainText('holds 1 zombie');
    parent.kill('SIGKILL');
    await expect(row).toHaveCount(0);
  });
});

test('a zombie is flagged by the second sample after its death at the latest', async ({ app: { page } }) => {
  const samples = await page.evaluateHandle(() => {
    const heard: { takenAt: number; dead: string[] }[] = [];
    window.reaptree.on('sampler:delta', (text) => {
      const { facts, added, changed }: Delta = JSON.parse(text);
      const states = [...added.map(({ key, state }) => [key, { state }] as const), ...changed];
      heard.push({
        takenAt: facts.takenAt,
        dead: states.filter(([, { state }]) => state === 'Z').map(([key]) => key),
      });
    });
    return heard;
  });
  const { parent, zombiePid } = await startLeakyParent();
  await until(() => ps([zombiePid])[0]?.endsWith('Z') ?? false);
  const diedBy = Date.now();
  await search(page, `mark:zombie parent:${parent.pid}`);
  await expect(rowOf(page, zombiePid)).toHaveAttribute('data-zombie');
  const heard = await samples.jsonValue();
  const flagged = heard.findIndex(({ dead }) => dead.some((key) => key.startsWith(`${zombiePid}@`)));
  expect(flagged).not.toBe(-1);
  expect(heard.slice(0, flagged).filter(({ takenAt }) => takenAt > diedBy).length).toBeLessThan(2);
});

test('the keyboard moves, collapses and expands as the treegrid pattern says', async ({ app: { page } }) => {
  const { parent, zombiePid } = await startLeakyParent();
  await search(page, `pid:${zombiePid}`);
  await expect(rowOf(page, zombiePid)).toBeVisible();
  const tree = grid(page);
  await rowOf(page, parent.pid).click();
  await expect(rowOf(page, parent.pid)).toHaveAttribute('aria-selected', 'true');
  await tree.press('ArrowLeft');
  await expect(rowOf(page, parent.pid)).toHaveAttribute('aria-expanded', 'false');
  await expect(rowOf(page, zombiePid)).toHaveCount(0);
  await tree.press('ArrowRight');
  await expect(rowOf(page, parent.pid)).toHaveAttribute('aria-expanded', 'true');
  await tree.press('ArrowRight');
  await expect(rowOf(page, zombiePid)).toHaveAttribute('aria-selected', 'true');
  await tree.press('ArrowLeft');
  await expect(rowOf(page, parent.pid)).toHaveAttribute('aria-selected', 'true');
  await tree.press('Home');
  await expect(tree.locator('[role="row"][aria-rowindex="2"]')).toHaveAttribute('aria-selected', 'true');
});

test('pausing freezes the tree, going on brings it up to date', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  // Paused right after the first look, it would take a second one all the same.
  await page.evaluate(() => new Promise((resolve) => window.reaptree.on('sampler:delta', resolve)));
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('contentinfo')).toContainText('paused');
  const said = page.getByText(/^Paused: as it was at \d\d:\d\d:\d\d/);
  await expect(said).toBeVisible();
  const late = start('sleep', '302');
  await search(page, `pid:${late.pid}`);
  await page.waitForTimeout(1_500);
  await expect(rowOf(page, late.pid)).toHaveCount(0);
  await page.getByRole('region', { name: 'No new samples' }).getByRole('button', { name: 'Go on' }).click();
  await expect(rowOf(page, late.pid)).toBeVisible();
  await expect(said).toHaveCount(0);
});

test.describe('the portable source', () => {
  test.use({ words: ['--source=ps-list'] });

  test('shows the same zombie', async ({ app: { page } }) => {
    const { parent, zombiePid } = await startLeakyParent();
    await search(page, `state:zombie parent:${parent.pid}`);
    await expect(rowOf(page, zombiePid)).toContainText('zombie');
  });
});

test('a page that reloads gets the whole state again', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await page.reload();
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  const asleep = start('sleep', '303');
  await search(page, `pid:${asleep.pid}`);
  await expect(rowOf(page, asleep.pid)).toBeVisible();
});
