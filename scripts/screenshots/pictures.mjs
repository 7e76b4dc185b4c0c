// What each picture shows, and how one gets there by hand.

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {Record<string, unknown>} [settings] what is different from the usual ones
 * @property {(page: import('playwright').Page) => Promise<void>} show
 */

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
    name: 'events',
    async show(page) {
      await page.getByRole('button', { name: 'Events' }).click();
      await page.getByRole('feed').waitFor();
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
