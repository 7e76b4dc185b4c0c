import { expect, test } from './app.ts';

test('the bench by keys alone: several parents, reaping now and then, any signal, each one’s own calls', async ({
  app: { page },
}) => {
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  const cards = page.getByRole('article', { name: /^Parent \d+/ });
  const log = page.getByRole('log', { name: 'System calls' });
  const form = page.getByRole('dialog', { name: 'Fork children' });

  await expect(page.getByRole('button', { name: 'New parent' })).toBeEnabled();
  await page.keyboard.press('n');
  await expect(cards).toHaveCount(1);
  await page.keyboard.press('n');
  await expect(cards).toHaveCount(2);
  const [first, second] = [cards.nth(0), cards.nth(1)];
  await expect(second).toHaveAttribute('data-current');
  await page.keyboard.press('Shift+G');
  await expect(first).toHaveAttribute('data-current');
  await expect(second).not.toHaveAttribute('data-current');

  // It looks for dead children at an interval of one's own choice.
  await page.keyboard.press('r');
  const reaping = page.getByRole('dialog', { name: 'Reaping' });
  await reaping.getByRole('radio', { name: /^look now and then/ }).check();
  await reaping.getByLabel('It looks every').fill('0.7');
  await page.keyboard.press('Enter');
  await expect(first).toContainText('looks every 0.7 s');
  await expect(reaping).toHaveCount(0);
  const fork = async (seconds: string): Promise<void> => {
    await page.keyboard.press('f');
    await form.getByLabel(/ends after/).fill(seconds);
    await page.keyboard.press('Enter');
    await expect(form).toHaveCount(0);
  };
  await fork('0');
  await expect(first.locator('li[data-state="reaped"]')).toHaveCount(1);

  // A blocked call is interrupted by a key, and so the parent takes orders again.
  await fork('600');
  await expect(first.locator('li[data-state="alive"]')).toHaveCount(1);
  await page.keyboard.press('w');
  await expect(first).toContainText('blocked in wait');
  await page.keyboard.press('i');
  await expect(log).toContainText('EINTR');
  await page.keyboard.press('h');
  await expect(log).toContainText(/WNOHANG\) = 0/);

  // Any signal there is.
  await page.keyboard.press('k');
  await page.getByRole('menuitem', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: /SIGWINCH/ }).click();
  await expect(log).toContainText(/pidfd_send_signal\(.*SIGWINCH/);

  // What the other did is none of its transcript.
  const pids = [await first.getAttribute('data-pid'), await second.getAttribute('data-pid')];
  await expect(first.getByRole('button', { name: /^Signal parent/ })).toBeFocused();
  await page.keyboard.press('g');
  await expect(second).toHaveAttribute('data-current');
  await page.keyboard.press('h');
  await page.getByLabel('Whose calls').selectOption(`of parent ${pids[1]}`);
  await expect(log).toContainText('ECHILD');
  await expect(log).toContainText(`fork() = ${pids[1]}`);
  await expect(log).not.toContainText('EINTR');
  await page.getByLabel('Whose calls').blur();

  await page.keyboard.press('e');
  await expect(cards).toHaveCount(1);
  await page.keyboard.press('Shift+Delete');
  await expect(cards).toHaveCount(0);
});
