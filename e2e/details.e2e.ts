import { start, startLeakyParent } from '../engine/testing/real-processes.ts';
import { expect, test } from './app.ts';
import { rowOf, search } from './processes.ts';

test('each part of the details is told on demand, secrets only when they are asked for', async ({
  app: { page },
}) => {
  const { pid } = start('env', '-C', '/tmp', 'THE_TOKEN=hush-hush', 'PLAIN=told', 'sleep', '320');
  await search(page, `pid:${pid}`);
  await rowOf(page, pid).click();
  const details = page.getByRole('complementary', { name: 'Details' });
  const unfold = (title: RegExp) => details.getByRole('button', { name: title, expanded: false }).click();

  await unfold(/^Program and folder/);
  await expect(details.getByText('/tmp', { exact: true })).toBeVisible();

  await unfold(/^Environment/);
  await expect(details.getByText('told', { exact: true })).toBeVisible();
  await expect(details.getByText('hush-hush')).toHaveCount(0);
  await details.getByRole('button', { name: 'Reveal THE_TOKEN' }).click();
  await expect(details.getByText('hush-hush')).toBeVisible();

  await unfold(/^Files and sockets/);
  await expect(details.getByText('/dev/null').first()).toBeVisible();
  await unfold(/^Threads/);
  await expect(details.getByRole('cell', { name: String(pid), exact: true })).toBeVisible();
  await unfold(/^Signals/);
  await expect(details.getByText('Handled', { exact: true })).toBeVisible();
  await unfold(/^Limits/);
  await expect(details.getByRole('cell', { name: 'Open files' })).toBeVisible();
  await unfold(/^Confinement/);
  await expect(details.getByText('Seccomp', { exact: true })).toBeVisible();
  await unfold(/^Memory/);
  await expect(details.getByRole('rowheader', { name: 'Resident', exact: true })).toBeVisible();

  // What was unfolded stays so for the next process.
  const other = start('sleep', '321');
  await search(page, `pid:${other.pid}`);
  await rowOf(page, other.pid).click();
  await expect(details.getByRole('cell', { name: String(other.pid), exact: true })).toBeVisible();
});

test('CPU and memory are drawn for the living, and nothing is asked of a zombie', async ({
  app: { page },
}) => {
  const { parent, zombiePid } = await startLeakyParent();
  const details = page.getByRole('complementary', { name: 'Details' });
  await search(page, `pid:${zombiePid}`);
  await rowOf(page, parent.pid).click();
  await expect(details.getByRole('img', { name: /^CPU over/ })).toBeVisible();
  await rowOf(page, zombiePid).click();
  await expect(details.getByRole('img')).toHaveCount(0);
  await expect(details.getByRole('button', { name: /^Environment/ })).toHaveCount(0);
});
