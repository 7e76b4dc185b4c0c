import type { Page } from 'playwright/test';
import { start, startLeakyParent } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { grid, pidsShown, rowOf, search } from './processes.ts';

const field = (page: Page) => page.getByRole('combobox', { name: 'Search processes' });
const offers = (page: Page) => page.getByRole('listbox').getByRole('option');
const offered = (page: Page, name: string) => page.getByRole('option', { name, exact: false });

/** Types it as fast as the page can draw, and tells after which letters the tree was empty, or a mistake was spoken of. */
async function seenWhileTyping(page: Page, text: string): Promise<{ empty: string[]; spoken: string[] }> {
  await field(page).focus();
  return page.evaluate(async (letters) => {
    const seen: { empty: string[]; spoken: string[] } = { empty: [], spoken: [] };
    for (let end = 1; end <= letters.length; end++) {
      document.execCommand('insertText', false, letters[end - 1]);
      await new Promise(requestAnimationFrame);
      const typed = letters.slice(0, end);
      if (document.querySelector('[role="treegrid"] [data-pid]') === null) seen.empty.push(typed);
      if (document.querySelector('[role="alert"]') !== null) seen.spoken.push(typed);
    }
    return seen;
  }, text);
}

test('a field is typed without the tree being emptied, and a mistake is spoken of when one has come to rest', async ({
  app: { page },
}) => {
  const { parent, zombiePid } = await startLeakyParent();
  await search(page, `parent:${parent.pid}`);
  await expect(rowOf(page, zombiePid)).toBeVisible();
  await search(page, '');
  expect(await seenWhileTyping(page, 'state:zombie')).toEqual({ empty: [], spoken: [] });
  await expect(page.locator('.total')).toContainText(/^[1-9]\d* of [\d,]+ processes/);

  await search(page, '');
  expect(await seenWhileTyping(page, `under:${parent.pid} state:zo`)).toEqual({ empty: [], spoken: [] });
  await expect(page.getByRole('alert')).toContainText('Did you mean zombie?');
  await expect(page.locator('.search-under .wrong')).toHaveText('zo');
  await expect.poll(() => pidsShown(page)).toContain(zombiePid);
  await expect(page.locator('.total')).toContainText(/^1 of /);

  // What could be read last found nothing, and that is what the empty page says.
  await search(page, `under:${zombiePid}`);
  const nothing = page.getByRole('status').filter({ hasText: 'No process matches' });
  await expect(nothing).toContainText(`Nothing that runs now matches under:${zombiePid}.`);
  await search(page, `under:${zombiePid} cpu>x`);
  await expect(nothing).toContainText(
    `under:${zombiePid} cpu>x cannot be read, and the last search that could be found nothing: under:${zombiePid}.`,
  );
  await nothing.getByRole('button', { name: 'Show all processes' }).click();
  await expect(field(page)).toHaveValue('');
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
});

test('Enter stays where there is something to mend, and leads to what was found', async ({
  app: { page },
}) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await search(page, 'cpu>x');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('“cpu>” needs a value such as 5');
  await expect(field(page)).toBeFocused();
  await search(page, '');
  await page.keyboard.type('nosuchprocess');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No process matches')).toBeVisible();
  await expect(field(page)).toBeFocused();
  await search(page, 'not cpu > 1000');
  await expect(grid(page)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(grid(page)).toBeFocused();
});

test('what can be typed is offered: all of it on request, within quotes, in the middle, and no longer than one is there', async ({
  app: { page },
}) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(offers(page)).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(offered(page, 'state:')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  const last = offers(page).last();
  await expect(last).toContainText('not');
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect(last).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(offers(page)).toHaveCount(0);

  await page.keyboard.type('mark:');
  await expect(offers(page)).toHaveCount(9);
  await expect(offered(page, 'mark:own')).toHaveCount(1);
  await page.keyboard.type('zo');
  await page.keyboard.press('Tab');
  await expect(field(page)).toHaveValue('mark:zombie ');
  await page.keyboard.press('Control+Space');
  await expect(offered(page, 'or what stands before it')).toHaveCount(1);
  await page.keyboard.press('Home');
  await expect(offers(page)).toHaveCount(0);

  await search(page, 'user:"');
  await expect(offered(page, 'user:me')).toHaveCount(1);
  await search(page, 'mark:zombie cpu>1');
  await page.keyboard.press('Home');
  for (const _ of 'mar') await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+Space');
  await expect(offers(page)).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  for (const _ of ':o') await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('o');
  await expect(offered(page, 'mark:orphan')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(field(page)).toHaveValue('mark:orphan cpu>1');
});

test('what a focus leaves out is said, and can be added to it', async ({ app: { page } }) => {
  const [one, other] = [start('sleep', '321.1'), start('sleep', '321.2')];
  await search(page, `pid:${one.pid}`);
  await rowOf(page, one.pid).click();
  await page.keyboard.press('o');
  await search(page, `pid:${other.pid}`);
  const nothing = page.getByRole('status').filter({ hasText: '1 match outside the focus' });
  await expect(nothing).toContainText(`Nothing that is in the focus matches pid:${other.pid}.`);

  await search(page, '"sleep 321"');
  await expect(rowOf(page, one.pid)).toBeVisible();
  const bar = page.getByRole('region', { name: 'Confined to' });
  await expect(bar).toContainText('1 match outside');
  await bar.getByRole('button', { name: 'Add it' }).click();
  await expect(rowOf(page, other.pid)).toBeVisible();
  await expect(bar).not.toContainText('outside');
  await expect(bar.getByRole('button', { name: /^No longer sleep/ })).toHaveCount(2);

  await bar.getByRole('button', { name: `No longer sleep ${other.pid}` }).click();
  await search(page, `pid:${other.pid}`);
  await nothing.getByRole('button', { name: 'Add it to the focus' }).click();
  await expect(rowOf(page, other.pid)).toBeVisible();
});

test('what hides Reaptree itself does not deny that it is there', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('menuitemcheckbox', { name: "Hide Reaptree's own" }).click();
  await page.keyboard.press('Escape');
  await search(page, 'mark:own');
  const hidden = page.getByRole('status').filter({ hasText: /\d+ matches hidden/ });
  await hidden.getByRole('button', { name: "Show Reaptree's own" }).click();
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
});

test('the switch that keeps what is below the matches is in the menu too', async ({ app: { page } }) => {
  await search(page, 'pid:1');
  const keep = page.getByRole('button', { name: 'Keep what is below the matches' });
  await expect(keep).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Keep what is below the matches' }).click();
  await page.keyboard.press('Escape');
  await expect(keep).toHaveAttribute('aria-pressed', 'true');
  await keep.hover();
  await expect(page.getByText('Show only the matches again')).toBeVisible();
});

test('all that can be typed is told where one types it, and can be tried', async ({ app: { page } }) => {
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  await page.keyboard.press('/');
  await page.getByRole('button', { name: 'How to search' }).click();
  const help = page.getByRole('dialog', { name: 'How to search' });
  await expect(help).toContainText('also rss, memory');
  await help.getByRole('button', { name: 'mark:orphan' }).click();
  await expect(help).toHaveCount(0);
  await expect(field(page)).toHaveValue('mark:orphan');
  await expect(field(page)).toBeFocused();
});

test('what is too dear to be asked of everybody is, while it is searched for', async ({ app: { page } }) => {
  const asleep = start('sleep', '322');
  await search(page, `pid:${asleep.pid} (wchan:nanosleep or wchan:hrtimer)`);
  await expect(rowOf(page, asleep.pid)).toBeVisible();
});
