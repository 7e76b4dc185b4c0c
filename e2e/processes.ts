import type { Locator, Page } from 'playwright/test';

/** Where things are in the place of the processes. */
export const grid = (page: Page): Locator => page.getByRole('treegrid', { name: 'Processes' });

export const rowOf = (page: Page, pid: number): Locator =>
  grid(page).locator(`[role="row"][data-pid="${pid}"]`);

export async function search(page: Page, query: string): Promise<void> {
  await page.getByLabel('Search processes').fill(query);
}

/** The pids of the rows that are drawn, from the top down. */
export async function pidsShown(page: Page): Promise<number[]> {
  const rows = await grid(page)
    .locator('[role="row"][data-pid]')
    .evaluateAll((found) =>
      found
        .map(
          (row) => [Number(row.getAttribute('aria-rowindex')), Number(row.getAttribute('data-pid'))] as const,
        )
        .sort(([a], [b]) => a - b),
    );
  return rows.map(([, pid]) => pid);
}
