import { once } from 'node:events';
import type { BrowserWindow } from 'electron';
import { fail, ok, type Result } from '../core/result.ts';
import { writeAtomically } from '../engine/files/write-atomically.ts';

const TREE_TIMEOUT_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** True once the page shows rows and has painted them. */
const TREE_IS_PAINTED = `new Promise((resolve) => {
  if (document.querySelector('[role="treegrid"] [role="row"][data-key]') === null) resolve(false);
  else requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)));
})`;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for the first complete tree and saves a picture of the window. */
export async function smokeTest(window: BrowserWindow, file: string): Promise<Result<null>> {
  if (!window.isVisible()) await once(window, 'show');
  const deadline = Date.now() + TREE_TIMEOUT_MS;
  while (!(await window.webContents.executeJavaScript(TREE_IS_PAINTED))) {
    if (Date.now() > deadline) {
      return fail('unavailable', `No process tree appeared within ${TREE_TIMEOUT_MS / 1000} s.`);
    }
    await pause(LOOK_EVERY_MS);
  }
  const picture = await window.webContents.capturePage();
  return picture.isEmpty()
    ? fail('io', 'The window gave an empty picture.')
    : writeAtomically(file, [picture.toPNG()]).then((written) => (written.ok ? ok(null) : written));
}
