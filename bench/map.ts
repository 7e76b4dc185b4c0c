import type { Page } from 'playwright';
import { launch } from './app.ts';
import { median, type Report, rounded, type Setting } from './figures.ts';
import { populate } from './population.ts';

const SETTLED_MS = 3_000;
const MOVED_MS = 10_000;
/** A frame that took longer is seen as one that hangs. */
const LATE_MS = 25;
/** For each way of moving it, the key that is pressed with each frame: to and fro. */
const WAYS = {
  move: `(frame) => ({ key: frame % 120 < 60 ? 'ArrowLeft' : 'ArrowRight', altKey: true })`,
  zoom: `(frame) => frame % 8 === 0 ? { key: frame % 64 < 32 ? '+' : '-' } : null`,
  fold: `(frame) => frame % 40 === 0 ? { key: frame % 80 === 0 ? 'ArrowLeft' : 'ArrowRight' } : null`,
} as const;

// What runs in the page is text here: this file is checked as code for Node.
const frames = (way: keyof typeof WAYS): string => `new Promise((resolve) => {
  const map = document.querySelector('[role="application"]');
  const keyOf = ${WAYS[way]};
  const began = performance.now();
  const times = [];
  let last = began;
  const frame = (now) => {
    times.push(now - last);
    last = now;
    const key = keyOf(times.length);
    if (key !== null) map.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...key }));
    if (now - began < ${MOVED_MS}) requestAnimationFrame(frame);
    else resolve(times.slice(1));
  };
  requestAnimationFrame(frame);
})`;

async function measured(page: Page, way: keyof typeof WAYS) {
  const times = await page.evaluate<number[]>(frames(way));
  return {
    medianMs: rounded(median(times), 1),
    latePercent: rounded((100 * times.filter((time) => time > LATE_MS).length) / times.length),
    longestMs: rounded(Math.max(...times), 0),
  };
}

/** How fluent the map is with all of it in view, while samples come in. */
export async function run(setting: Setting): Promise<Report> {
  const population = await populate(setting.processes);
  try {
    const app = await launch(setting);
    await app.page.keyboard.press('m');
    const map = app.page.getByRole('application', { name: 'Map of the processes' });
    await map.press('0');
    await app.page.waitForTimeout(SETTLED_MS);
    const move = await measured(app.page, 'move');
    await map.press('0');
    const zoom = await measured(app.page, 'zoom');
    await map.press('0');
    // The first row: nearly all of it goes and comes, which is too much to glide.
    await map.press('Home');
    const fold = await measured(app.page, 'fold');
    await app.end();
    return { name: 'map', processes: setting.processes, results: { move, zoom, fold }, ratios: {} };
  } finally {
    await population.end();
  }
}
