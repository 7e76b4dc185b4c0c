import type { Page } from 'playwright/test';
import { programNamed } from '../engine/actions/facts/means.ts';
import { statOf } from '../engine/actions/listing.ts';
import { startParent } from '../engine/testing/parents.ts';
import { start, startAndHear, until } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';

const alive = (pid: number): boolean => !['Z', undefined].includes(statOf(pid)?.state);

async function find(page: Page, pid: number) {
  await page.getByLabel('Search processes').fill(`pid:${pid}`);
  const row = page.locator(`[role="row"][data-pid="${pid}"]`);
  await row.click();
  return row;
}

test('a tree is named, asked to end, and then told of one by one', async ({ app: { page } }) => {
  const script = `trap '' TERM; sleep 81 & sleep 82 & echo ready; while :; do wait; sleep 0.1; done`;
  const { child } = await startAndHear('sh', '-c', script);
  const row = await find(page, child.pid);
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'End with all below…' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(
    dialog.getByRole('list', { name: 'Who will be hit' }).getByText('sleep', { exact: true }),
  ).toHaveCount(2);
  await dialog.getByLabel('Seconds of grace').fill('2');
  expect(alive(child.pid)).toBe(true);
  await dialog.getByRole('button', { name: /^End \d+ processes$/ }).click();
  await expect(dialog.getByRole('status')).toContainText('SIGKILL in');
  const outcomes = dialog.getByRole('list', { name: 'What became of each' });
  await expect(outcomes).toBeVisible();
  await expect(outcomes.locator('li[data-kind="ended"]')).not.toHaveCount(0);
  await expect(outcomes.locator('li:not([data-kind="ended"])')).toHaveCount(0);
  expect(alive(child.pid)).toBe(false);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
});

test('what is called off kills nobody', async ({ app: { page } }) => {
  const { child } = await startAndHear('sh', '-c', `trap '' TERM; echo ready; while :; do sleep 0.1; done`);
  await find(page, child.pid);
  await page.getByRole('treegrid').press('Delete');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Seconds of grace').fill('60');
  await dialog.getByRole('button', { name: 'End 1 process' }).click();
  await dialog.getByRole('button', { name: 'Kill nobody else' }).click();
  await expect(dialog.getByRole('list', { name: 'What became of each' })).toContainText(
    'let go: it ignores SIGTERM',
  );
  expect(alive(child.pid)).toBe(true);
});

test('niceness is set, and stop and continue are', async ({ app: { page } }) => {
  const child = start('sleep', '403');
  const row = await find(page, child.pid);
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Niceness/ }).click();
  await page.getByLabel('Niceness').fill('10');
  await page.getByRole('button', { name: 'Set niceness 10' }).click();
  await until(() => statOf(child.pid)?.nice === 10);
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Stop' }).click();
  await until(() => statOf(child.pid)?.state === 'T');
});

test('what Reaptree was started from is not even halted without a question', async ({ app: { page } }) => {
  await find(page, process.pid);
  await page.getByRole('treegrid').press('s');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('this session may end with it');
  await expect(dialog.getByRole('radio', { name: /^SIGSTOP/ })).toBeChecked();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
});

test('a zombie says why it is still there, and a nudge makes its parent collect it', async ({
  app: { page },
}) => {
  const { zombies, pid } = await startParent('merged');
  const left = zombies.filter((one) => statOf(one)?.state === 'Z');
  await find(page, left[0] ?? 0);
  const card = page.getByRole('region', { name: 'Why is it still here?' });
  await expect(card).toContainText('may have missed this one');
  await expect(card).toContainText(`(${pid})`);
  await card.getByRole('button', { name: 'Nudge' }).click();
  await until(() => left.every((one) => statOf(one) === null));
  await expect(page.getByText('2 zombies collected')).toBeVisible();
});

test('through a debugger, with the warning before and each status after', async ({ app: { page } }) => {
  test.skip(programNamed('gdb') === null && programNamed('lldb') === null, 'no debugger is installed');
  // More than the diagnosis names.
  const { zombies, pid } = await startParent('many', undefined, '60');
  await until(() => zombies.every((one) => statOf(one)?.state === 'Z'));
  await find(page, zombies[0] ?? 0);
  const card = page.getByRole('region', { name: 'Why is it still here?' });
  await expect(card).toContainText('does not wait for it');
  await card.getByRole('button', { name: 'Collect all 60…' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('never learns how they ended');
  expect(zombies.every((one) => statOf(one)?.state === 'Z')).toBe(true);
  await dialog.getByRole('button', { name: 'Collect all 60' }).click();
  await expect(dialog).toContainText('collected, exit 10');
  await expect(dialog).toContainText('collected, exit 69');
  expect(zombies.every((one) => statOf(one) === null)).toBe(true);
  expect(alive(pid)).toBe(true);
});

test('whoever is in vfork() is named with the child that keeps it there, which can be ended', async ({
  app: { page },
}) => {
  const { zombie, pid } = await startParent('vfork');
  await until(() => statOf(pid)?.state === 'D');
  await find(page, zombie);
  const card = page.getByRole('region', { name: 'Why is it still here?' });
  await expect(card).toContainText("has neither exec'd nor ended");
  await card.getByRole('button', { name: 'Free it…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End 1 process' }).click();
  await until(() => statOf(pid)?.state === 'S');
});

test('of one whose first thread has ended it is said that it lives', async ({ app: { page } }) => {
  const { pid } = await startParent('leader');
  await find(page, pid);
  const card = page.getByRole('region', { name: 'Has it ended?' });
  await expect(card).toContainText('1 other thread of it still runs');
  await expect(card).not.toContainText('SIGCHLD');
  await expect(card).not.toContainText('how it ended');
});

test('where nobody would collect, that is said before the parent is ended', async ({ app: { page } }) => {
  const { zombie, pid: adopter } = await startParent('adopter', undefined, 'never');
  await find(page, zombie);
  const card = page.getByRole('region', { name: 'Why is it still here?' });
  await expect(card).toContainText(`(${adopter}) would adopt its children`);
  await card.getByRole('button', { name: /^End / }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('It would be for nothing');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(alive(statOf(zombie)?.ppid ?? 0)).toBe(true);
});

test('ending the parent names what hangs on it', async ({ app: { page } }) => {
  const { zombie, pid } = await startParent('other');
  await find(page, zombie);
  const card = page.getByRole('region', { name: 'Why is it still here?' });
  await card.getByRole('button', { name: /^End / }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('1 living child loses their parent');
  await expect(dialog.getByRole('list', { name: 'What hangs on it' }).getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(alive(pid)).toBe(true);
});

test('the report for the parent’s authors is copied', async ({ app: { page, electron } }) => {
  const { zombie } = await startParent('never');
  await find(page, zombie);
  await page.getByRole('button', { name: /^Copy the report for/ }).click();
  await expect
    .poll(() => electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('How to mend it');
});

test.describe('read-only', () => {
  test.use({ words: ['--read-only'] });

  test('nothing acts, and it says why', async ({ app: { page } }) => {
    const child = start('sleep', '404');
    const { zombie } = await startParent('never');
    await expect(page.getByText('read-only', { exact: true })).toBeVisible();
    const row = await find(page, child.pid);
    await row.click({ button: 'right' });
    await expect(page.getByRole('menuitem', { name: /^End…/ })).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Escape');
    const key = await row.getAttribute('data-key');
    const answers = await page.evaluate(async (target) => {
      const keys = [target as `1@1`];
      const { request } = window.reaptree;
      return [
        await request('actions:run', { job: 'x', keys, scope: 'one', signal: 'SIGKILL', graceMs: null }),
        await request('actions:renice', { keys, nice: 5 }),
        await request('zombie:reap', { keys, strategy: null }),
        await request('lab:startParent'),
      ];
    }, key);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(alive(child.pid)).toBe(true);
    await find(page, zombie);
    const card = page.getByRole('region', { name: 'Why is it still here?' });
    await expect(card.getByRole('button', { name: /^(Collect|Nudge|End)/ }).first()).toBeDisabled();
  });
});
