import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright/test';
import { SCENARIOS } from '../engine/lab/scenarios/index.ts';
import { labOf } from '../engine/testing/lab-holders.ts';
import { randomMoments } from '../engine/testing/random-moments.ts';
import { until } from '../engine/testing/real-processes.ts';
import { expect, launch, test } from './app.ts';

const moments = randomMoments();
/** Long enough that it is in the midst of it, short enough that much of it is reached. */
const WITHIN_MS = 900;

const labState = async (page: Page) => {
  const answer = await page.evaluate(() => window.reaptree.request('lab:state'));
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};

/** Begins it and lets it come to wherever it comes to; gives who looks for what is left. */
async function inTheMidst(page: Page, scenario: string): Promise<() => number[]> {
  // What takes no time is played by steps, that there is a midst.
  const stepping = moments.next(1) < 0.5;
  const order = { scenario, speed: 3, stepping, otherwise: false };
  const begun = await page.evaluate((run) => window.reaptree.request('lab:runScenario', run), order);
  expect(begun).toMatchObject({ ok: true });
  if (stepping) await page.evaluate(() => window.reaptree.request('lab:stepScenario'));
  let helper = 0;
  await expect(async () => {
    const state = await labState(page);
    if (state.helper.kind === 'running') helper = state.helper.pid;
    expect(state.run?.parents.length).toBeGreaterThan(0);
  }).toPass({ intervals: [20] });
  const end = performance.now() + moments.next(WITHIN_MS);
  while (performance.now() < end) {
    if (stepping) await page.evaluate(() => window.reaptree.request('lab:stepScenario'));
    if (scenario === 'fork-loop')
      await page.evaluate(() => window.reaptree.request('lab:pressKey', { key: 'f' }));
    await pause(30);
  }
  return labOf(helper);
}

for (const { id } of SCENARIOS) {
  test(`nothing of ${id} is left when the app is killed`, async () => {
    test.info().annotations.push({ type: 'REAPTREE_TEST_SEED', description: String(moments.seed) });
    const app = await launch();
    try {
      const left = await inTheMidst(app.page, id);
      expect(left().length).toBeGreaterThanOrEqual(2); // the helper and its keeper, whoever else there is
      process.kill(app.pid, 'SIGKILL');
      const killed = performance.now();
      await until(() => left().length === 0, 3_000, `the end of the lab (seed ${moments.seed})`);
      test.info().annotations.push({
        type: 'gone after',
        description: `${Math.round(performance.now() - killed)} ms`,
      });
    } finally {
      await app.close();
    }
  });
}
