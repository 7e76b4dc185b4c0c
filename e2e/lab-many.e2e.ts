import { readdirSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { until } from '../engine/testing/real-processes.ts';
import { kernelView } from '../native/kernel.ts';
import { expect, test } from './app.ts';
import { rowOf, search } from './processes.ts';

const MANY = 10_000;

const zombiesOf = (parent: number): number =>
  readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    const view = kernelView(Number(name));
    return view?.ppid === parent && view.state === 'Z';
  }).length;

/** From now on: frames of the page and answers of the main process, and what the progress showed meanwhile. */
async function watchFluency(page: Page) {
  const watch = await page.evaluateHandle(() => {
    const seen = { frames: 0, answers: 0, progress: [] as number[], longestFrameMs: 0, longestAnswerMs: 0 };
    const progress = () => document.querySelector<HTMLProgressElement>('.fork-progress progress');
    let last = performance.now();
    const frame = (now: number): void => {
      seen.longestFrameMs = Math.max(seen.longestFrameMs, now - last);
      last = now;
      const shown = progress();
      if (shown !== null) {
        seen.frames += 1;
        if (seen.progress.at(-1) !== shown.value) seen.progress.push(shown.value);
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const ask = async (): Promise<void> => {
      const asked = performance.now();
      const underWay = progress() !== null;
      await window.reaptree.request('lab:most');
      seen.longestAnswerMs = Math.max(seen.longestAnswerMs, performance.now() - asked);
      if (underWay || progress() !== null) seen.answers += 1;
      setTimeout(() => void ask(), 20);
    };
    void ask();
    return seen;
  });
  return () => watch.jsonValue();
}

async function orderFork(page: Page, children: number): Promise<void> {
  await page.getByRole('button', { name: 'Fork…' }).click();
  const form = page.getByRole('dialog', { name: 'Fork children' });
  await form.getByLabel('Children').fill(String(children));
  await form.getByLabel(/ends after/).fill('0');
  await form.getByRole('button', { name: /^Fork/ }).click();
}

test('10,000 children: cancelled in the midst, then all forked, flagged and collected, and the app goes on', async ({
  app: { page },
}) => {
  test.setTimeout(120_000);
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  await page.getByRole('button', { name: 'New parent' }).first().click();
  const card = page.getByRole('article', { name: /^Parent \d+/ });
  const parent = Number(await card.getAttribute('data-pid'));
  const progress = card.getByRole('progressbar', { name: 'Children forked' });

  // Ten thousand take about a second: whoever wants to cancel in the midst of it must be quick.
  const cancelled = page.evaluate(
    () =>
      new Promise<void>((settle) => {
        const watch = new MutationObserver(() => {
          const cancel = document.querySelector<HTMLButtonElement>('.fork-progress button');
          if (cancel === null) return;
          watch.disconnect();
          cancel.click();
          settle();
        });
        watch.observe(document.body, { childList: true, subtree: true });
      }),
  );
  await orderFork(page, MANY);
  await cancelled;
  await expect(progress).toHaveCount(0);
  await until(() => zombiesOf(parent) > 0);
  const before = zombiesOf(parent);
  expect(before).toBeLessThan(MANY);

  const fluency = await watchFluency(page);
  await orderFork(page, MANY);
  await until(() => zombiesOf(parent) === before + MANY, 30_000, 'the end of all children');

  // While it forked, progress was shown, the page was drawn and the main process answered. How often depends on
  // how long it took, and all of it takes a second.
  await expect(progress).toHaveCount(0);
  const forking = await fluency();
  expect(forking.progress.length).toBeGreaterThan(0);
  expect(forking.progress.toSorted((one, other) => one - other)).toEqual(forking.progress);
  expect(forking.frames).toBeGreaterThan(0);
  expect(forking.answers).toBeGreaterThan(0);

  // Each of them is flagged.
  await page.getByRole('button', { name: 'Processes', exact: true }).click();
  await search(page, `pid:${parent}`);
  await expect(rowOf(page, parent)).toContainText(
    `holds ${(before + MANY).toLocaleString('en-US')} zombies`,
    {
      timeout: 30_000,
    },
  );

  // More than there is room for is said before it is tried.
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  await page.getByRole('button', { name: 'Fork…' }).click();
  const form = page.getByRole('dialog', { name: 'Fork children' });
  await form.getByLabel('Children').fill(String(MANY));
  await form.getByText('More', { exact: true }).click();
  await form.getByLabel('Generations below each').fill('8'); // 90,000 in all
  await expect(form).toContainText(/room for [\d,]+ more/);
  await expect(form.getByRole('button', { name: /^Fork/ })).toBeDisabled();
  await page.keyboard.press('Escape');

  await card.getByRole('button', { name: 'End parent' }).click();
  await expect(card).toHaveCount(0);
  const helper = await page.evaluate(async () => {
    const answer = await window.reaptree.request('lab:state');
    return answer.ok && answer.value.helper.kind === 'running' ? answer.value.helper.pid : 0;
  });
  await until(() => zombiesOf(parent) + zombiesOf(helper) === 0, 60_000, 'the collection of all');
  // And the lab says so, too: nobody is left who was told of.
  await expect(page.getByRole('article', { name: 'Orphans' })).toHaveCount(0);
  const { longestFrameMs, longestAnswerMs } = await fluency();
  test.info().annotations.push({
    type: 'longest',
    description: `${Math.round(longestFrameMs)} ms between frames, ${Math.round(longestAnswerMs)} ms for an answer`,
  });
});
