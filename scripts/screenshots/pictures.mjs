// What each picture shows, and how one gets there by hand.

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {Record<string, unknown>} [settings] what is different from the usual ones
 * @property {(app: App) => Promise<import('playwright').Page>} [open] the window it is of, where not the live one
 * @property {(page: import('playwright').Page) => Promise<void>} show
 */

/**
 * @typedef {object} App
 * @property {import('playwright').ElectronApplication} electron
 * @property {import('playwright').Page} page
 * @property {string} early a snapshot of the beginning
 */

/** Opens the early snapshot in a window of its own. @param {App} app */
async function openEarly({ electron, page, early }) {
  await electron.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
  }, early);
  const opened = electron.waitForEvent('window');
  await page.evaluate(`window.reaptree.request('view:open', { file: null })`);
  return opened;
}

/** Opens the last minutes in a window of their own. @param {App} app */
async function lookBack({ electron, page }) {
  const opened = electron.waitForEvent('window');
  await page.evaluate(`window.reaptree.request('record:look', { event: null })`);
  return opened;
}

/** Lays the machine as it is over the early snapshot. @param {App} app */
async function compareEarly(app) {
  const snapshot = await openEarly(app);
  const opened = app.electron.waitForEvent('window');
  await snapshot.getByRole('button', { name: 'Compare with' }).click();
  await snapshot.getByRole('menuitem', { name: 'The machine as it is now' }).click();
  const compared = await opened;
  await snapshot.close();
  return compared;
}

/** @param {import('playwright').Page} page */
const tree = async (page) => {
  await page.locator('[role="row"][data-pid]').first().waitFor();
};

/** @param {import('playwright').Page} page @param {string} name */
const rowNamed = (page, name) => page.locator('[role="row"][data-pid]', { hasText: name });

/** @type {readonly Picture[]} */
export const PICTURES = [
  {
    name: 'tree',
    async show(page) {
      await tree(page);
      await rowNamed(page, 'weather.sh').nth(1).click();
    },
  },
  {
    name: 'list',
    settings: { layout: 'list', sort: { column: 'memory', reversed: false } },
    async show(page) {
      await tree(page);
      await rowNamed(page, 'gnome-shell').first().click();
    },
  },
  {
    name: 'map',
    settings: { layout: 'map' },
    async show(page) {
      await page.getByRole('button', { name: 'All of it' }).click();
    },
  },
  {
    name: 'leaks',
    async show(page) {
      await page.getByRole('button', { name: /^Leaks/ }).click();
      await page.locator('.line-chart canvas').first().waitFor();
    },
  },
  {
    name: 'leaks-lately',
    async show(page) {
      await page.getByRole('button', { name: /^Leaks/ }).click();
      await page.getByRole('button', { name: '7 days' }).click();
      await page.locator('tr[data-program]').first().getByRole('button', { expanded: false }).click();
      await page.locator('.leaker-incidents li').first().waitFor();
    },
  },
  {
    name: 'events',
    async show(page) {
      await page.getByRole('button', { name: 'Events' }).click();
      await page.getByRole('feed').waitFor();
    },
  },
  {
    name: 'recording',
    open: lookBack,
    async show(page) {
      await page.getByRole('slider', { name: 'Time' }).waitFor();
      for (let step = 0; step < 2; step += 1) {
        await page.getByRole('button', { name: 'The event before' }).click();
      }
      await rowNamed(page, 'weather.sh').nth(1).click();
    },
  },
  {
    name: 'snapshot',
    open: openEarly,
    async show(page) {
      await tree(page);
      await page.locator('[role="row"][data-zombie]').first().click();
    },
  },
  {
    name: 'comparison',
    open: compareEarly,
    async show(page) {
      await page.getByRole('region', { name: 'Changes' }).waitFor();
      await page.locator('[role="row"][data-fresh]').nth(1).click();
    },
  },
  {
    name: 'export',
    async show(page) {
      await tree(page);
      await page.getByRole('button', { name: 'Export…' }).click();
      await page.getByRole('dialog', { name: 'Export' }).getByRole('checkbox').check();
      await page.getByRole('table', { name: 'What is replaced by what' }).waitFor();
    },
  },
  {
    name: 'first-start',
    settings: { welcomed: false },
    show: tree,
  },
  {
    name: 'settings',
    async show(page) {
      await tree(page);
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
];
