import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { until } from '../engine/testing/real-processes.ts';
import { expect, launch, test } from './app.ts';

/** The state letter as the kernel says it; `null` where there is no such process. */
function stateOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2);
  } catch {
    return null;
  }
}

/** Every process below this one, as the kernel has it. */
function descendantsOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]));
    } catch {
      // It has just gone.
    }
  }
  const found = [root];
  for (const parent of found) for (const [pid, ppid] of parents) if (ppid === parent) found.push(pid);
  return found.slice(1);
}

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

async function openLab(page: Page) {
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  await page.getByRole('button', { name: 'New parent' }).first().click();
  const parent = page.getByRole('article', { name: /^Parent \d+/ });
  await expect(parent).toBeVisible();
  return { parent, parentPid: Number(await parent.getAttribute('data-pid')) };
}

async function fork(page: Page, seconds: string, exitCode: string, children = '1') {
  await page.getByRole('button', { name: 'Fork…' }).click();
  const form = page.getByRole('dialog', { name: 'Fork children' });
  await form.getByLabel('Children').fill(children);
  await form.getByLabel(/ends after/).fill(seconds);
  await form.getByLabel(/exit code/).fill(exitCode);
  await form.getByRole('button', { name: /^Fork/ }).click();
}

test('fork, zombie, wait, gone: with buttons, for real', async ({ app: { page } }) => {
  const { parent, parentPid } = await openLab(page);
  await fork(page, '0.5', '7');
  const child = parent.locator('li[data-pid]');
  const childPid = Number(await child.getAttribute('data-pid'));
  expect(readFileSync(`/proc/${childPid}/stat`, 'utf8')).toContain(` ${parentPid} `);
  const transcript = page.getByRole('log', { name: 'System calls' });
  await expect(transcript).toContainText(`= ${childPid}`);

  await expect(child).toContainText('zombie');
  expect(stateOf(childPid)).toBe('Z');
  // And in the tree, as any other zombie, marked as the lab's.
  await page.getByRole('button', { name: 'Processes', exact: true }).click();
  await page.getByLabel('Search processes').fill(`pid:${childPid}`);
  const row = page.locator(`[role="row"][data-pid="${childPid}"]`);
  await expect(row).toContainText('zombie');
  await expect(row).toContainText('lab');

  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  await parent.getByRole('button', { name: 'wait()' }).click();
  await expect(child).toHaveAttribute('data-state', 'reaped');
  await expect(transcript).toContainText(/wait/);
  expect(stateOf(childPid)).toBeNull();
  await page.getByRole('button', { name: 'Processes', exact: true }).click();
  await expect(row).toHaveCount(0);
});

test('a wait blocks for real, a killed child ends it, the parent can be ended', async ({ app: { page } }) => {
  const { parent, parentPid } = await openLab(page);
  await fork(page, '300', '0');
  const child = parent.locator('li[data-pid]');
  const childPid = Number(await child.getAttribute('data-pid'));
  await parent.getByRole('button', { name: 'wait()' }).click();
  await expect(parent).toContainText('blocked in');
  expect(readFileSync(`/proc/${parentPid}/wchan`, 'utf8')).toBe('do_wait');

  await child.getByRole('button', { name: `Signal child ${childPid}` }).click();
  await page.getByRole('menuitem', { name: 'SIGKILL' }).click();
  await expect(child).toHaveAttribute('data-state', 'reaped');
  await expect(child).toContainText('SIGKILL');
  expect(stateOf(childPid)).toBeNull();

  await parent.getByRole('button', { name: 'End parent' }).click();
  await expect(parent).toHaveCount(0);
  await until(() => stateOf(parentPid) === null);
});

for (const way of ['quit', 'SIGTERM', 'SIGKILL'] as const) {
  test(`nothing of the lab is left after ${way}`, async () => {
    const app = await launch();
    const { page, pid } = app;
    const { parent } = await openLab(page);
    await fork(page, '600', '0', '3');
    await expect(parent.locator('li[data-pid]')).toHaveCount(3);
    // One of the children is halted, and the parent blocked: neither can look after itself.
    const first = Number(await parent.locator('li[data-pid]').first().getAttribute('data-pid'));
    process.kill(first, 'SIGSTOP');
    await parent.getByRole('button', { name: 'wait()' }).click();
    await expect(parent).toContainText('blocked in');
    const lab = descendantsOf(pid).filter((one) => commandOf(one).startsWith('reaptree-'));
    expect(lab.length).toBeGreaterThanOrEqual(5);

    if (way === 'quit') await app.close();
    else process.kill(pid, way);
    await until(() => lab.every((one) => stateOf(one) === null), 5_000, 'the end of the lab');
    await app.close();
  });
}
