import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { keyNow } from '../engine/actions/facts/zombie-case.ts';
import { statOf } from '../engine/actions/listing.ts';
import { startParent } from '../engine/testing/parents.ts';
import { endAll, start, until } from '../engine/testing/real-processes.ts';
import { expect, launch, test } from './app.ts';

/** Asks for each thing that acts, past every button, and answers what the main process said. */
const tryEverything = (page: Page, key: string, zombie: string) =>
  page.evaluate(
    async ([of, dead]) => {
      const ask = window.reaptree.request as (channel: string, payload?: unknown) => Promise<unknown>;
      const keys = [of];
      const order = { keys, scope: 'one', signal: 'SIGKILL', graceMs: null };
      const answers: Record<string, unknown> = {};
      const asked: [string, unknown?][] = [
        ['actions:run', { ...order, job: 'a' }],
        ['actions:renice', { keys, nice: 5 }],
        ['zombie:reap', { keys: [dead], strategy: null }],
        ['zombie:reap', { keys: [dead], strategy: 'end-parent' }],
        ['lab:startParent'],
        ['lab:runScenario', { scenario: 'zombie', speed: 10, stepping: false, otherwise: false }],
        ['lab:kill', { key: of, signal: 'SIGKILL' }],
        ['lab:cleanUp'],
      ];
      for (const [channel, payload] of asked) {
        const answer = (await ask(channel, payload)) as { ok: boolean; error?: { code: string } };
        answers[channel] = answer.ok ? 'done' : answer.error?.code;
      }
      return answers;
    },
    [key, zombie] as const,
  );

test('as a setting: from that moment, after the next start, and until it is taken back', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'reaptree-read-only-'));
  try {
    const child = start('sleep', '405');
    const { zombie, pid } = await startParent('never');
    await until(() => keyNow(child.pid) !== null);
    const [key, dead] = [keyNow(child.pid) ?? '', keyNow(zombie) ?? ''];
    const untouched = () => {
      expect([statOf(child.pid)?.state, statOf(child.pid)?.nice]).toEqual(['S', 0]);
      expect([statOf(zombie)?.state, statOf(pid)?.state]).toEqual(['Z', 'S']);
    };

    const first = await launch(`--user-data-dir=${profile}`);
    await first.page.getByRole('button', { name: 'Settings' }).click();
    const mode = (page: Page) => page.getByRole('checkbox', { name: /^Read-only mode/ });
    await expect(mode(first.page)).not.toBeChecked();
    await mode(first.page).click();
    await expect(first.page.getByText('read-only', { exact: true })).toBeVisible();
    const answers = await tryEverything(first.page, key, dead);
    expect(new Set(Object.values(answers))).toEqual(new Set(['refused']));
    untouched();
    await first.close();

    const second = await launch(`--user-data-dir=${profile}`);
    const again = await tryEverything(second.page, key, dead);
    expect(new Set(Object.values(again))).toEqual(new Set(['refused']));
    untouched();
    await expect(second.page.getByText('read-only', { exact: true })).toBeVisible();
    await second.page.getByRole('button', { name: 'Settings' }).click();
    await expect(mode(second.page)).toBeChecked();
    await mode(second.page).click();
    await expect(second.page.getByText('read-only', { exact: true })).toHaveCount(0);
    const then = await second.page.evaluate(
      (of) =>
        window.reaptree.request('actions:run', {
          job: 'b',
          keys: [of as `1@1`],
          scope: 'one',
          signal: 'SIGTERM',
          graceMs: null,
        }),
      key,
    );
    expect(then).toMatchObject({ ok: true, value: [{ kind: 'ended' }] });
    await second.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
    await endAll();
  }
});

test.describe('where it was started so', () => {
  test.use({ words: ['--read-only'] });

  test('the setting says so and cannot be taken back', async ({ app: { page } }) => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('checkbox', { name: /^Read-only mode/ })).toBeDisabled();
    await expect(page.getByRole('dialog')).toContainText('was started so');
    const answer = await page.evaluate(() => window.reaptree.request('app:setReadOnly', { on: false }));
    expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
    const about = await page.evaluate(() => window.reaptree.request('app:about'));
    expect(about).toMatchObject({ value: { readOnly: { on: true, fixed: true } } });
  });
});
