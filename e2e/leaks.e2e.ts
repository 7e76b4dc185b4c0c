import type { Page } from 'playwright/test';
import { startAndHear, startLeakyParent, until } from '../engine/testing/real-processes.ts';
import { expect, type RunningApp, test } from './app.ts';
import { grid, rowOf } from './processes.ts';

const card = (page: Page, pid: number) => page.locator(`.leak[data-pid="${pid}"]`);

async function openLeaks(page: Page): Promise<void> {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await page.keyboard.press('2');
}

/** A parent that leaves so many children at once, and some more again and again. */
async function startLeaking({ atOnce = 0, everySeconds = 0 }): Promise<number> {
  const { child } = await startAndHear(
    'perl',
    '-e',
    `$| = 1; for (1..${atOnce}) { exit 0 if !fork } print "there\\n";
     while (${everySeconds}) { exit 0 if !fork; select undef, undef, undef, ${everySeconds} } sleep 120`,
  );
  return child.pid;
}

test('a parent that leaks leads to its zombies, and stays when it has ended', async ({ app: { page } }) => {
  const { parent, zombiePid } = await startLeakyParent();
  await openLeaks(page);
  const leak = card(page, parent.pid);
  await expect(leak).toContainText('1 zombie');
  // What was there before, or was left once, says nothing of how fast it goes.
  await expect(leak).toContainText(/not growing for|one, \d+ s ago/);
  await expect(leak).toContainText('sleep 120');
  await expect(leak.getByRole('img')).toHaveAccessibleName(
    /^Zombies held by sleep over the last 1 min: now 1/,
  );
  await leak.getByRole('button', { name: 'Its zombies' }).click();
  await expect(rowOf(page, parent.pid)).toContainText('holds 1 zombie');
  await page.keyboard.press('2');
  await leak.getByRole('button', { name: 'Why?' }).click();
  await expect(rowOf(page, zombiePid)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('region', { name: 'Why is it still here?' })).toContainText(String(parent.pid));

  await page.keyboard.press('2');
  parent.kill('SIGKILL');
  await expect(leak).toContainText(/sleep.*ended \d+ s ago; its zombie was collected/);
  await expect(leak.getByRole('button', { name: 'Reap' })).toHaveCount(0);
  await leak.getByRole('button', { name: 'Its events' }).click();
  await expect(page.getByRole('group', { name: `Only sleep (${parent.pid})` })).toBeVisible();
});

test('a parent is made to collect from its card', async ({ app: { page } }) => {
  // Collects one child, then heeds every signal of another but the first, as one that merges them would.
  const { child } = await startAndHear(
    'perl',
    '-e',
    'system "true"; $SIG{CHLD} = sub { waitpid -1, 1 if $seen++ }; exit 0 if !fork; $| = 1; print "there\\n"; sleep 60 for 1..9',
  );
  await openLeaks(page);
  const leak = card(page, child.pid);
  await leak.getByRole('button', { name: 'Reap' }).click();
  await expect(leak).toContainText('it has collected them all');
});

test('zombies that are adopted are held by who adopted them', async ({ app: { page } }) => {
  // As process 1 of a container that waits for its own child only. 36 is PR_SET_CHILD_SUBREAPER, prctl(2).
  const { child, heard } = await startAndHear(
    'perl',
    '-e',
    `my $prctl = { x64 => 157, arm64 => 167 }->{"${process.arch}"};
     syscall($prctl, 36, 1, 0, 0, 0) == 0 or die; $| = 1;
     my $p = fork; if (!$p) { for (1..4) { exit 0 if !fork } print "$$\\n"; sleep 120 } waitpid $p, 0; sleep 120`,
  );
  const entry = Number(heard);
  await openLeaks(page);
  await expect(card(page, entry)).toContainText('4 zombies');
  process.kill(entry, 'SIGKILL');
  await expect(card(page, child.pid)).toContainText('4 zombies');
  await expect(card(page, entry)).toContainText(`its 4 zombies went to perl (${child.pid})`);
  await card(page, entry).getByRole('button', { name: 'Go to perl' }).click();
  await expect(rowOf(page, child.pid)).toHaveAttribute('aria-selected', 'true');
});

test('parents are ranked by what they hold or by how fast they leak, also after a reload', async ({
  app: { page },
}) => {
  const [many, fast] = [await startLeaking({ atOnce: 60 }), await startLeaking({ everySeconds: 1 })];
  await openLeaks(page);
  await expect(card(page, fast)).toContainText(/\d+ more per minute/);
  const ours = [many, fast];
  const order = async () => {
    const pids = await page.locator('.leak').evaluateAll((cards) => cards.map(({ dataset }) => dataset.pid));
    return pids.map(Number).filter((pid) => ours.includes(pid));
  };
  await page.getByRole('button', { name: 'Fastest' }).click();
  await expect(
    page.getByRole('list', { name: 'Parents that hold zombies, those that leak fastest first' }),
  ).toBeVisible();
  await expect.poll(order).toEqual([fast, many]);
  await page.reload();
  await openLeaks(page);
  await expect(page.getByRole('button', { name: 'Fastest' })).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(order).toEqual([fast, many]);
  await page.getByRole('button', { name: 'Most zombies' }).click();
  await expect.poll(order).toEqual([many, fast]);

  // Nobody goes anywhere while the keyboard is on one of them.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.locator('.leak').first().getByRole('button').first()).toBeFocused();
  const more = await startLeaking({ atOnce: 90 });
  ours.push(more);
  await expect(card(page, more)).toContainText('90 zombies');
  expect(await order()).toEqual([many, fast, more]);
  await page.keyboard.press('Shift+Tab');
  await expect.poll(order).toEqual([more, many, fast]);
});

test('of very many parents only those in view are drawn, and nothing is cut off', async ({ app }) => {
  const { page } = app;
  const parents = 120;
  await startAndHear(
    'perl',
    '-e',
    `for (1..${parents}) { if (!fork) { exit 0 if !fork; sleep 120; exit } } $| = 1; print "there\\n"; sleep 120`,
  );
  await openLeaks(page);
  const cards = page.locator('.leaks-list > li');
  await expect.poll(() => setSize(page)).toBeGreaterThanOrEqual(parents);
  expect(await page.locator('.leaks-list canvas').count()).toBeLessThan(30);
  await page.locator('.leaks-scroller').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await expect
    .poll(async () => Number(await cards.last().getAttribute('aria-posinset')))
    .toBe(await setSize(page));
  await expect(cards.last().locator('canvas')).toBeVisible();

  await resize(app, 800, 640);
  for (const narrow of ['.leaks-sum', '.leaks-list > li:last-child .leak', '.leaks fieldset:last-child']) {
    await expect
      .poll(() => page.locator(narrow).evaluate((part) => part.getBoundingClientRect().right <= innerWidth))
      .toBe(true);
  }
});

const setSize = async (page: Page): Promise<number> =>
  Number(await page.locator('.leaks-list > li').first().getAttribute('aria-setsize'));

async function resize({ electron, page }: RunningApp, width: number, height: number): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, [wide, high]) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, high),
    [width, height] as const,
  );
  await until(async () => (await page.evaluate(() => innerWidth)) <= width);
}
