import { once } from 'node:events';
import type { BrowserWindow } from 'electron';
import { fail, ok, type Result } from '../core/result.ts';
import { writeAtomically } from '../engine/files/write-atomically.ts';

const TREE_TIMEOUT_MS = 30_000;

/** When the page had painted rows, in milliseconds since the epoch; `null` where it does not come to that. */
const TREE_PAINTED = `new Promise((resolve) => {
  const shown = () => document.querySelector('[role="treegrid"] [role="row"][data-key]') !== null;
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
  if (shown()) return painted();
  const watch = new MutationObserver(() => {
    if (!shown()) return;
    watch.disconnect();
    painted();
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });
  setTimeout(() => resolve(null), ${TREE_TIMEOUT_MS});
})`;

/** Waits for the first complete tree, says when it was there, and saves a picture of the window. */
export async function smokeTest(window: BrowserWindow, file: string): Promise<Result<null>> {
  if (!window.isVisible()) await once(window, 'show');
  const paintedAt: number | null = await window.webContents.executeJavaScript(TREE_PAINTED);
  if (paintedAt === null) {
    return fail('unavailable', `No process tree appeared within ${TREE_TIMEOUT_MS / 1000} s.`);
  }
  // When that is said depends on what else there is to do by then.
  const tookMs = Math.round(paintedAt - performance.timeOrigin);
  const moment = new Date(paintedAt).toISOString();
  process.stdout.write(`The first tree was painted at ${moment}, ${tookMs} ms after the start.\n`);
  const picture = await window.webContents.capturePage();
  return picture.isEmpty()
    ? fail('io', 'The window gave an empty picture.')
    : writeAtomically(file, [picture.toPNG()]).then((written) => (written.ok ? ok(null) : written));
}
