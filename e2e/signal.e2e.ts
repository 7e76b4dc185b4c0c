import { start, until } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';

test('a signal from the context menu, confirmed by name, reaches that process', async ({ app: { page } }) => {
  const target = start('sleep', '400');
  await page.getByLabel('Search processes').fill(`pid:${target.pid}`);
  const row = page.locator(`[role="row"][data-pid="${target.pid}"]`);
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Send signal' }).click();
  await page.getByRole('menuitem', { name: 'SIGTERM' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(`sleep (${target.pid})`);
  await expect(dialog).toContainText('sleep 400');
  expect(target.signalCode).toBeNull();
  await dialog.getByRole('button', { name: 'Send SIGTERM' }).click();
  await until(() => target.signalCode === 'SIGTERM');
  await expect(dialog).toHaveCount(0);
});

test('cancelling sends nothing', async ({ app: { page } }) => {
  const target = start('sleep', '401');
  await page.getByLabel('Search processes').fill(`pid:${target.pid}`);
  await page.locator(`[role="row"][data-pid="${target.pid}"]`).click();
  await page.getByRole('treegrid').press('k');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await page.waitForTimeout(300);
  expect([target.exitCode, target.signalCode]).toEqual([null, null]);
});

test('a process that has gone in the meantime is refused, and said so', async ({ app: { page } }) => {
  const target = start('sleep', '402');
  await page.getByLabel('Search processes').fill(`pid:${target.pid}`);
  const row = page.locator(`[role="row"][data-pid="${target.pid}"]`);
  const key = await row.getAttribute('data-key');
  target.kill('SIGKILL');
  await until(() => target.signalCode === 'SIGKILL');
  const answer = await page.evaluate(
    (gone) =>
      window.reaptree.request('actions:run', {
        job: 'gone',
        keys: [gone as `1@1`],
        scope: 'one',
        signal: 'SIGKILL',
        graceMs: null,
      }),
    key,
  );
  expect(answer).toMatchObject({ ok: true, value: [{ kind: 'gone' }] });
});

test('Reaptree does not signal itself', async ({ app: { page, pid } }) => {
  await page.getByLabel('Search processes').fill(`pid:${pid}`);
  const row = page.locator(`[role="row"][data-pid="${pid}"]`);
  await row.click();
  await page.getByRole('treegrid').press('k');
  await expect(page.getByRole('alertdialog').getByRole('button', { name: /^Send SIG/ })).toBeDisabled();
  const key = await row.getAttribute('data-key');
  const answer = await page.evaluate(
    (own) =>
      window.reaptree.request('actions:run', {
        job: 'own',
        keys: [own as `1@1`],
        scope: 'one',
        signal: 'SIGKILL',
        graceMs: null,
      }),
    key,
  );
  expect(answer).toMatchObject({ ok: true, value: [{ kind: 'refused' }] });
});
