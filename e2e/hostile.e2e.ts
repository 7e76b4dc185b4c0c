import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { geteuid } from 'node:process';
import { writeJson } from '../core/snapshot/json.ts';
import { aProcess, aSnapshot } from '../core/snapshot/testing.ts';
import { expect, test } from './app.ts';
import { chooseFile } from './dialogs.ts';
import { grid } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaptree-hostile-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

const whole = (...processes: Parameters<typeof aSnapshot>[0]): string =>
  [...writeJson(aSnapshot(processes))].join('');

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What is wrong with the file, how it is made, and a part of what is said of it. */
const HOSTILE: readonly (readonly [what: string, make: () => string, says: RegExp])[] = [
  ['nothing', () => file('empty.json', ''), /empty/],
  ['a half', () => file('half.json', whole(aProcess(1, { ppid: 0 })).slice(0, 300)), /cut short/],
  ['noise', () => file('noise.json', randomBytes(200_000)), /not JSON|cut short|nested/],
  [
    '500 MB',
    () => {
      const path = file('large.json', '{');
      truncateSync(path, 500 * 1024 * 1024);
      return path;
    },
    /500 MB/,
  ],
  [
    'millions of objects',
    () => file('many.json', `{"processes":[${'{},'.repeat(30_000_000)}{}]}`),
    /holds more values/,
  ],
  ['a million brackets', () => file('deep.json', '['.repeat(1_000_000)), /levels deep/],
  [
    'parents in a circle',
    () => file('circle.json', whole(aProcess(7, { ppid: 8 }), aProcess(8, { ppid: 7 }))),
    /circle/,
  ],
  ['a pid twice', () => file('twice.json', whole(aProcess(7), aProcess(7))), /twice/],
  [
    'another version',
    () => file('version.json', whole().replace('"version": 1', '"version": 2')),
    /version 2/,
  ],
  ['another format', () => file('other.json', '{"name":"x"}'), /not a Reaptree snapshot/],
  [
    'a folder',
    () => {
      mkdirSync(join(folder, 'folder.json'));
      return join(folder, 'folder.json');
    },
    /That is a folder/,
  ],
  [
    'a pipe that nobody writes to',
    () => {
      execFileSync('mkfifo', [join(folder, 'pipe.json')]);
      return join(folder, 'pipe.json');
    },
    /is not a file/,
  ],
  ['a device without an end', () => '/dev/zero', /is not a file/],
  ['nothing there', () => join(folder, 'nowhere.json'), /no such file/],
  ...(geteuid?.() === 0
    ? []
    : [
        [
          'no permission',
          () => {
            const path = file('secret.json', whole());
            chmodSync(path, 0);
            return path;
          },
          /may not read it/,
        ] as const,
      ]),
];

test('whatever a file holds, the window that asked says what is wrong, and lives on', async ({
  app: { electron, page },
}) => {
  test.slow();
  await expect(grid(page).locator('[role="row"][data-pid]').first()).toBeVisible();
  for (const [what, make, says] of HOSTILE) {
    await test.step(what, async () => {
      await chooseFile(electron, make());
      await electron.evaluate(({ BrowserWindow, Menu }) => {
        const item = Menu.getApplicationMenu()?.items[0]?.submenu?.items[0];
        item?.click(undefined, BrowserWindow.getAllWindows()[0]);
      });
      const notice = page.locator('.toast');
      await expect(notice).toContainText(says, { timeout: 60_000 });
      await notice.getByLabel('Dismiss').click();
      await expect(page.locator('.toast')).toHaveCount(0);
    });
  }
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  // It goes on sampling.
  const cost = page.getByRole('contentinfo').getByText(/^sample /);
  const before = await cost.textContent();
  await expect(cost).not.toHaveText(before ?? '');
});
