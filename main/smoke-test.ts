import { once } from 'node:events';
import type { BrowserWindow } from 'electron';
import { fail, ok, type Result } from '../core/result.ts';
import { writeAtomically } from '../engine/files/write-atomically.ts';

const TREE_TIMEOUT_MS = 30_000;

/** True once the page shows rows and has painted them, false where it does not come to that. */
const TREE_IS_PAINTED = `new Promise((resolve) => {
  const shown = () => document.querySelector('[role="treegrid"] [role="row"][data-key]') !== null;
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)));
  if (shown()) return painted();
  const watch = new MutationObserver(() => {
    if (!shown()) return;
    watch.disconnect();
    painted();
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });
  setTimeout(() => resolve(false), ${TREE_TIMEOUT_MS});
})`;

/** Waits for the first complete tree, says when it was there, and saves a picture of the window. */
export async function smokeTest(window: BrowserWindow, file: string): Promise<Result<null>> {
  if (!window.isVisible()) await once(window, 'show');
  if (!(await window.webContents.executeJavaScript(TREE_IS_PAINTED))) {
    return fail('unavailable', `No process tree appeared within ${TREE_TIMEOUT_MS / 1000} s.`);
  }
  process.stdout.write(`The first tree was painted ${Math.round(performance.now())} ms after the start.\n`);
  const picture = await window.webContents.capturePage();
  return picture.isEmpty()
    ? fail('io', 'The window gave an empty picture.')
    : writeAtomically(file, [picture.toPNG()]).then((written) => (written.ok ? ok(null) : written));
}
