import { existsSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { SCENARIOS } from '../engine/lab/scenarios/index.ts';
import { until } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';

const gallery = (page: Page) => page.getByRole('navigation', { name: 'Bench and scenarios' });
const panel = (page: Page) => page.getByRole('complementary', { name: 'Scenario' });
const status = (page: Page) => panel(page).locator('[data-run]');

async function choose(page: Page, title: string): Promise<void> {
  // The title is the beginning of the entry's name; what it shows follows.
  await gallery(page)
    .locator('.gallery-entry', { has: page.getByText(title, { exact: true }) })
    .click();
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText(title);
}

async function setSpeed(page: Page, speed: string): Promise<void> {
  await panel(page)
    .getByRole('button', { name: /^Speed/ })
    .click();
  await page.getByRole('menuitemradio', { name: new RegExp(`^${speed}`) }).click();
}

const titleOf = (id: string): string => SCENARIOS.find((one) => one.id === id)?.title ?? id;

test('every scenario comes out as expected', async ({ app: { page } }) => {
  test.setTimeout(120_000);
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  for (const { id, title, expected } of SCENARIOS) {
    await choose(page, title);
    if (id === SCENARIOS[0]?.id) await setSpeed(page, '10×');
    await panel(page).getByRole('button', { name: 'Run', exact: true }).click();
    if (id === 'fork-loop') {
      for (const key of ['f', 'f', 'q']) {
        await expect(panel(page).getByRole('button', { name: /Fork one more/ })).toBeVisible();
        await page.keyboard.press(key);
        await page.waitForTimeout(100);
      }
    }
    await expect(status(page), id).toHaveAttribute('data-run', 'ended', { timeout: 30_000 });
    const checks = panel(page).locator('[data-check]');
    await expect(checks).toHaveCount(Object.keys(expected).length);
    expect(await checks.evaluateAll((all) => all.map((one) => one.getAttribute('data-state'))), id).toEqual(
      Object.keys(expected).map(() => 'met'),
    );
    await expect(status(page)).toHaveAttribute('data-green', 'true');
    await expect(page.getByRole('log', { name: 'System calls' })).toContainText('fork() =');
  }
  await expect(gallery(page).getByRole('img', { name: 'came out as expected' })).toHaveCount(
    SCENARIOS.length,
  );
});

test('a parent that does wait turns the zombie’s list red', async ({ app: { page } }) => {
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  await choose(page, titleOf('zombie'));
  await setSpeed(page, '30×');
  await panel(page)
    .getByRole('checkbox', { name: /the parent does wait/ })
    .check();
  await panel(page).getByRole('button', { name: 'Run', exact: true }).click();
  await expect(status(page)).toHaveAttribute('data-run', 'ended');
  await expect(panel(page).locator('[data-check="zombie"]')).toHaveAttribute('data-state', 'broken');
  await expect(panel(page).getByText('5 not as expected')).toBeVisible();
});

test('a scenario shows its processes, its program in two languages, goes by steps and stops', async ({
  app: { page },
}) => {
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  await choose(page, titleOf('waitpid-one'));
  const step = panel(page).getByRole('button', { name: 'Step', exact: true });
  await step.click(); // begins it
  for (let acts = 0; acts < 4; acts++) {
    await expect(panel(page).getByText('It waits for your next step.')).toBeVisible();
    await step.click();
  }
  const parent = page.getByRole('article', { name: /^Parent \d+/ });
  await expect(parent).toContainText('blocked in waitpid');
  await expect(parent.locator('li[data-pid]')).toHaveCount(2);
  await expect(panel(page).locator('.listing:visible li[aria-current]')).toContainText('waitpid(second');
  await panel(page).getByRole('tab', { name: 'Python' }).click();
  await expect(panel(page).locator('.listing:visible li[aria-current]')).toContainText('os.waitpid(second');
  const pids = await parent
    .locator('li[data-pid]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-pid')));
  await panel(page).getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(status(page)).toHaveAttribute('data-run', 'stopped');
  await expect(parent).toHaveCount(0);
  await until(() => pids.every((pid) => !existsSync(`/proc/${pid}`)), 2_000, 'the end of its processes');
});

test('the bench knows names, policies, commands, daemons, and how to interrupt a call', async ({
  app: { page },
}) => {
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  await page.getByRole('button', { name: 'New parent' }).click();
  const parent = page.getByRole('article', { name: /^Parent \d+/ });
  const transcript = page.getByRole('log', { name: 'System calls' });

  await parent.getByRole('button', { name: 'Fork…' }).click();
  const form = page.getByRole('dialog', { name: 'Fork children' });
  await form.getByLabel(/ends after/).fill('0.3');
  await form.getByText('More', { exact: true }).click();
  await form.getByLabel('Name').fill('crash');
  await form.getByLabel(/ends by/).selectOption('SIGABRT');
  await form.getByRole('button', { name: /^Fork/ }).click();
  const crash = parent.locator('li[data-pid]', { hasText: 'crash' });
  await expect(crash).toContainText('SIGABRT');

  await parent.getByRole('button', { name: /^Reaping/ }).click();
  await page.getByRole('radio', { name: /^SIGCHLD handler/ }).check();
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(parent).toContainText('SIGCHLD handler');

  await parent.getByRole('button', { name: /^Exec/ }).click();
  await page.getByLabel(/sh -c/).fill('exec sleep 300');
  await page.getByRole('button', { name: 'Run the command' }).click();
  await expect(transcript).toContainText('execve(sh -c exec sleep 300)');

  await parent.getByRole('button', { name: /^Exec/ }).click();
  await page.getByRole('button', { name: 'Daemonise a child' }).click();
  await expect(transcript).toContainText('that one has adopted me');

  await parent.getByRole('button', { name: 'wait()' }).click();
  await expect(parent).toContainText('blocked in wait');
  await parent.getByRole('button', { name: 'Interrupt the call' }).click();
  await expect(transcript).toContainText('EINTR');
  await page.getByRole('button', { name: 'Clean up all' }).click();
  await expect(parent).toHaveCount(0);
});
