import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, launch, test } from './app.ts';
import { grid } from './processes.ts';

/** A `ps` that fails, until it is mended, before the real one in the path. */
test('a machine that cannot be read is said to be so, and shown as soon as it can', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reaptree-no-ps-'));
  const path = process.env.PATH ?? '';
  const ps = join(folder, 'ps');
  const says = (script: string): void => {
    writeFileSync(ps, `#!/bin/sh\n${script}\n`);
    chmodSync(ps, 0o755);
  };
  says('exit 1');
  process.env.PATH = `${folder}${delimiter}${path}`;
  const app = await launch('--source=ps-list');
  try {
    const { page } = app;
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The processes could not be read: Command failed: ps');
    await expect(alert).toContainText('It is tried again with each sample.');
    await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
    // What explains a tree does not lie over it.
    await expect(page.getByRole('complementary', { name: 'Details' })).toHaveCount(0);
    says(`PATH='${path}' exec ps "$@"`);
    await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
    await expect(page.getByRole('contentinfo')).toContainText('live');

    says('exit 1');
    await expect(page.getByText(/^No samples come. As it was at \d\d:\d\d:\d\d/)).toBeVisible();
    await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
    says(`PATH='${path}' exec ps "$@"`);
    await expect(page.getByText(/^No samples come/)).toHaveCount(0);
  } finally {
    process.env.PATH = path;
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
