import type { CDPSession, Page } from 'playwright';
import { launch } from './app.ts';
import { median, type Report, rounded, type Setting } from './figures.ts';
import { populate } from './population.ts';
import { type Starts, starts } from './starts.ts';

/** Updates that are timed; the first ones belong to the start. */
const UPDATES = 20;
const WARM_UP_MS = 6_000;
/** So long after a sample all that it caused is over. */
const SETTLED_MS = 600;
const SCROLL_MS = 10_000;
const SCROLLS = 5;
const FRAME_MS = 1_000 / 60;
/** Pixels a frame: a row and a half, forty times a second. */
const SCROLL_STEP = 40;
// What runs in the page is text here: this file is checked as code for Node.
const AFTER_THE_NEXT_SAMPLE = `new Promise((resolve) => {
  const forget = window.reaptree.on('sampler:delta', () => {
    forget();
    setTimeout(resolve, ${SETTLED_MS});
  });
})`;

/** Scrolls up and down without a pause while samples come in, and counts the frames that never came. */
const SCROLL = `new Promise((resolve) => {
  const tree = document.querySelector('[role="treegrid"]');
  const began = performance.now();
  let last = began, frames = 0, lost = 0, way = ${SCROLL_STEP};
  const frame = (now) => {
    frames += 1;
    lost += Math.max(0, Math.round((now - last) / ${FRAME_MS}) - 1);
    last = now;
    const end = tree.scrollHeight - tree.clientHeight;
    if (tree.scrollTop + way > end || tree.scrollTop + way < 0) way = -way;
    tree.scrollTop += way;
    if (now - began < ${SCROLL_MS}) requestAnimationFrame(frame);
    else resolve({ frames, lost });
  };
  requestAnimationFrame(frame);
})`;

async function scriptMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1_000;
}

/** The script time of each update, from one sample to the next. */
async function updates(page: Page): Promise<number[]> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const afterNext = (): Promise<void> => page.evaluate(AFTER_THE_NEXT_SAMPLE);
  await afterNext();
  const times: number[] = [];
  for (let update = 0; update < UPDATES; update += 1) {
    const before = await scriptMs(devtools);
    await afterNext();
    times.push((await scriptMs(devtools)) - before);
  }
  // What is measured next shall not be watched as well.
  await devtools.detach();
  return times;
}

async function lostPercent(page: Page): Promise<number> {
  const { frames, lost } = await page.evaluate<{ frames: number; lost: number }>(SCROLL);
  return (100 * lost) / (frames + lost);
}

const figures = ({ first, later }: Starts) => ({
  medianMs: rounded(median(later), 0),
  leastMs: rounded(Math.min(...later), 0),
  veryFirstMs: rounded(first, 0),
});

/** The page itself: what an update costs, what scrolling loses, and how soon the first tree is there. */
export async function run(setting: Setting): Promise<Report> {
  const population = await populate(setting.processes);
  try {
    const { empty, tree } = await starts(setting);
    const app = await launch(setting);
    await app.page.waitForTimeout(WARM_UP_MS);
    const scripts = (await updates(app.page)).sort((a, b) => a - b);
    const lost: number[] = [];
    for (let scroll = 0; scroll < SCROLLS; scroll += 1) lost.push(await lostPercent(app.page));
    await app.end();
    return {
      name: 'render',
      processes: setting.processes,
      results: {
        update: {
          medianMs: rounded(median(scripts)),
          p95Ms: rounded(scripts[Math.floor(scripts.length * 0.95)] ?? Number.NaN),
        },
        scroll: {
          lostPercentMedian: rounded(median(lost)),
          lostPercentLeast: rounded(Math.min(...lost)),
          lostPercentMost: rounded(Math.max(...lost)),
        },
        firstTree: figures(tree),
        emptyWindow: figures(empty),
      },
      ratios: { firstTreeToEmptyWindow: rounded(median(tree.later) / median(empty.later)) },
    };
  } finally {
    await population.end();
  }
}
