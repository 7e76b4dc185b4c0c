import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { aProcess, aSnapshot } from '../core/snapshot/testing.ts';
import { start, startLeakyParent } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { kept } from './kept.ts';
import { grid, rowOf, search } from './processes.ts';

const mapOf = (page: Page): Locator => page.getByRole('application', { name: 'Map of the processes' });
const wordsOf = (page: Page): Locator => page.locator('.map-words');
const saidOn = (page: Page): Locator => page.locator('.map > [role="status"]');

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the map is drawn in exactly this colour, given as the theme names it or as CSS does; from the left. */
async function pointsOf(page: Page, colour: string): Promise<readonly Point[]> {
  // What was asked for is drawn in the next frame.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  return pointsNow(page, colour);
}

/** The same in the picture that is there. */
async function pointsNow(page: Page, colour: string): Promise<readonly Point[]> {
  return mapOf(page).evaluate((frame, wanted) => {
    const canvas = frame.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('no map');
    const probe = document.createElement('span');
    probe.style.setProperty('forced-color-adjust', 'none');
    probe.style.color = wanted;
    frame.append(probe);
    const [red, green, blue] = getComputedStyle(probe).color.match(/\d+/g)?.map(Number) ?? [];
    probe.remove();
    const { data, width } = context.getImageData(0, 0, canvas.width, canvas.height);
    const points: { x: number; y: number }[] = [];
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] !== red || data[at + 1] !== green || data[at + 2] !== blue) continue;
      const pixel = at / 4;
      points.push({
        x: ((pixel % width) + 0.5) / devicePixelRatio,
        y: (Math.floor(pixel / width) + 0.5) / devicePixelRatio,
      });
    }
    return points.sort((a, b) => a.x - b.x);
  }, colour);
}

test('the map shows what the tree shows, and a selection holds in both', async ({ app: { page } }) => {
  const { parent, zombiePid } = await startLeakyParent();
  await search(page, `pid:${zombiePid}`);
  await rowOf(page, parent.pid).click();
  await page.keyboard.press('o');
  await page.keyboard.press('m');
  const map = mapOf(page);
  const words = wordsOf(page);
  await expect(words).toContainText('holds 1 zombie');
  await page.getByRole('button', { name: 'All of it' }).click();
  // The zombie is at the right, with its name.
  await map.click({ position: (await pointsOf(page, 'var(--zombie)')).at(-1) as Point });
  await expect(words).toContainText(`${zombiePid} · zombie`);

  // The keys of the tree, folding included.
  await map.press('ArrowLeft');
  await expect(words).toContainText(String(parent.pid));
  await expect(saidOn(page)).toHaveText(/ \d+, level 1, .*expanded, \d+ below, .*holds 1 zombie$/);
  await map.press('ArrowLeft');
  await expect(saidOn(page)).toContainText('collapsed');
  await map.press('ArrowRight');
  await map.press('ArrowRight');
  await expect(saidOn(page)).toHaveText(new RegExp(` ${zombiePid}, level 2, under .+, zombie`));

  const before = await pointsOf(page, 'var(--zombie)');
  await map.press('Alt+ArrowLeft');
  expect((await pointsOf(page, 'var(--zombie)'))[0]?.x).toBeCloseTo((before[0]?.x ?? 0) + 80, 0);

  await page.keyboard.press('t');
  await expect(rowOf(page, zombiePid)).toHaveAttribute('aria-selected', 'true');
  await expect(grid(page)).toBeVisible();
});

test('the words on the map follow the process', async ({ app: { page } }) => {
  // It takes a megabyte more each time, for a while.
  const program =
    'const all = []; setInterval(() => all.length < 100 && all.push(Buffer.alloc(1 << 20, 1)), 200)';
  const growing = start(process.execPath, '-e', program);
  await search(page, `pid:${growing.pid}`);
  await rowOf(page, growing.pid).click();
  await page.keyboard.press('m');
  const words = wordsOf(page);
  await expect(words).toContainText(String(growing.pid));
  // Held rows, so that nothing but the process itself has the words written anew.
  await page.keyboard.press('f');
  const first = await words.textContent();
  await expect(words).not.toHaveText(first ?? '');
});

const folder = mkdtempSync(join(tmpdir(), 'reaptree-map-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

/** So many parents with ten children each, of which the first is a zombie. */
const PARENTS = 150;
const crowd = aSnapshot([
  aProcess(1, { ppid: 0, name: 'init' }),
  ...Array.from({ length: PARENTS }, (_, at) => {
    const parent = 100 + at * 20;
    return [
      aProcess(parent, { name: `parent-${at}` }),
      aProcess(parent + 1, { ppid: parent, name: 'lost', state: 'Z', marks: ['zombie'] }),
      ...Array.from({ length: 9 }, (_, child) => aProcess(parent + 2 + child, { ppid: parent })),
    ];
  }).flat(),
]);

test.describe('a map of more than a thousand', () => {
  test.use({ words: [kept(folder, 'crowd.json', crowd)] });

  test.beforeEach(async ({ app: { page } }) => {
    await grid(page).press('m');
    await expect(mapOf(page)).toBeVisible();
  });

  test('with all of it in view fills the view, and what is clicked is what is drawn there', async ({
    app: { page },
  }) => {
    const map = mapOf(page);
    await map.press('0');
    for (let times = 0; times < 5; times += 1) await map.press('-');
    const points = await pointsOf(page, 'var(--zombie)');
    const box = await map.boundingBox();
    expect((points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0)).toBeGreaterThan(0.6 * (box?.width ?? 0));

    const words = wordsOf(page);
    for (let at = 0; at < 20; at += 1) {
      const point = points[Math.floor((at / 20) * points.length)] as Point;
      await map.click({ position: point });
      await expect(words).toHaveText(/zombie/);
    }
  });

  test('opens the menu by key for the selected process, wherever that is drawn', async ({
    app: { page },
  }) => {
    const map = mapOf(page);
    await map.press('Home');
    for (let times = 0; times < 5; times += 1) await map.press('PageDown');
    await map.press('0');
    const words = wordsOf(page);
    for (let times = 0; times < 4; times += 1) {
      await map.press('ArrowDown');
      const [, name, pid] = (await words.textContent())?.match(/^(\S+) (\d+)/) ?? [];
      await map.press('Shift+F10');
      const menu = page.getByRole('menu', { name: 'Process' });
      await expect(menu).toContainText(`${name} (${pid})`);
      await page.keyboard.press('Escape');
      await expect(menu).toHaveCount(0);
      await expect(words).toContainText(`${name} ${pid}`);
    }
  });

  test('shows what was searched for, however near one was to something else', async ({ app: { page } }) => {
    const map = mapOf(page);
    await map.press('End');
    for (let times = 0; times < 8; times += 1) await map.press('+');
    await search(page, 'pid:101');
    await expect.poll(async () => (await pointsOf(page, 'var(--zombie)')).length).toBeGreaterThan(0);
  });

  test('is there in the colours of the system', async ({ app: { page } }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await mapOf(page).press('0');
    await expect.poll(async () => (await pointsOf(page, 'LinkText')).length).toBeGreaterThan(0);
    expect((await pointsOf(page, 'CanvasText')).length).toBeGreaterThan(0);
    await page.emulateMedia({ forcedColors: 'none' });
    await expect.poll(async () => (await pointsOf(page, 'var(--zombie)')).length).toBeGreaterThan(0);
  });
});

/** Services, and a session of unequal families far down in it. */
const desktop = aSnapshot([
  aProcess(1, { ppid: 0, name: 'init' }),
  ...Array.from({ length: 60 }, (_, at) => aProcess(100 + at, { name: 'service' })),
  aProcess(200, { name: 'session' }),
  ...[28, 16, 40].flatMap((size, family) => [
    aProcess(300 + 100 * family, { ppid: 200, name: 'family' }),
    ...Array.from({ length: size }, (_, at) =>
      aProcess(301 + 100 * family + at, { ppid: 300 + 100 * family }),
    ),
  ]),
]);

test.describe('a map of unequal families', () => {
  test.use({ words: [kept(folder, 'desktop.json', desktop)] });

  test('fills a wide window, down to the lower right', async ({ app: { electron, page } }) => {
    await grid(page).press('m');
    const map = mapOf(page);
    const window = await electron.browserWindow(page);
    const width = 1600;
    await window.evaluate((shown, wide) => shown.setContentSize(wide, 800), width);
    // The map learns of its new size a little later.
    const inLowerRight = async (): Promise<number> => {
      await map.press('0');
      const points = await pointsOf(page, 'var(--map-idle)');
      const box = await map.boundingBox();
      if (box === null || (await page.evaluate(() => innerWidth)) !== width) return 0;
      const there = points.filter(({ x, y }) => x > 0.55 * box.width && y > 0.55 * box.height);
      return there.length / points.length;
    };
    await expect.poll(inLowerRight).toBeGreaterThan(0.05);
  });
});

/** Two families, of which the lower one has a stopped process in it. */
const families = aSnapshot([
  aProcess(1, { ppid: 0, name: 'init' }),
  aProcess(10, { name: 'upper' }),
  ...Array.from({ length: 6 }, (_, at) => aProcess(11 + at, { ppid: 10 })),
  aProcess(20, { name: 'lower' }),
  aProcess(21, { ppid: 20, name: 'halted', state: 'T', marks: ['stopped'] }),
  ...Array.from({ length: 3 }, (_, at) => aProcess(22 + at, { ppid: 20 })),
]);

test.describe('when something is folded', () => {
  test.use({ words: [kept(folder, 'families.json', families)] });

  const STOPPED = 'var(--stopped)';
  /** The middle of the one dot of a colour. */
  const dotIn = async (page: Page): Promise<Point> => {
    const points = await pointsNow(page, STOPPED);
    const middle = (way: 'x' | 'y') => points.reduce((sum, point) => sum + point[way], 0) / points.length;
    return { x: middle('x'), y: middle('y') };
  };

  /** On the map, at the upper family, with all of it in view. */
  const goToUpper = async (page: Page): Promise<void> => {
    await grid(page).press('m');
    const map = mapOf(page);
    await map.press('Home');
    await map.press('ArrowDown');
    await expect(wordsOf(page)).toContainText('upper 10');
    await map.press('0');
    // Drawn, as all is again once it is folded and unfolded.
    await pointsOf(page, STOPPED);
  };

  test('the others glide to their places, can be hit on the way, and turn back from there', async ({
    app: { page },
  }) => {
    await goToUpper(page);
    const map = mapOf(page);
    const before = await dotIn(page);
    // From here on time passes only where the test lets it.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    const frames = (ms: number): Promise<void> => page.clock.runFor(ms);

    await map.press('ArrowLeft');
    await expect(saidOn(page)).toContainText('collapsed');
    await frames(20);
    expect((await dotIn(page)).y).toBeCloseTo(before.y, 0);
    await frames(60);
    const onTheWay = await dotIn(page);
    expect(onTheWay.y).toBeLessThan(before.y - 4);

    await map.press('ArrowRight');
    await expect(saidOn(page)).toContainText('expanded');
    await frames(20);
    expect((await dotIn(page)).y).toBeCloseTo(onTheWay.y, 0);
    await frames(300);
    expect((await dotIn(page)).y).toBeCloseTo(before.y, 0);

    await map.press('ArrowLeft');
    await expect(saidOn(page)).toContainText('collapsed');
    await frames(80);
    const again = await dotIn(page);
    await map.click({ position: again });
    await expect(wordsOf(page)).toContainText('halted 21');
    await frames(300);
    const after = await dotIn(page);
    expect(after.y).toBeLessThan(again.y - 2);
  });

  test('nothing glides for whom less should move', async ({ app: { page } }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await goToUpper(page);
    const map = mapOf(page);
    const before = await dotIn(page);
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await map.press('ArrowLeft');
    await expect(saidOn(page)).toContainText('collapsed');
    await page.clock.runFor(20);
    const after = await dotIn(page);
    expect(after.y).toBeLessThan(before.y - 10);
    await page.clock.runFor(300);
    expect(await dotIn(page)).toEqual(after);
  });
});
