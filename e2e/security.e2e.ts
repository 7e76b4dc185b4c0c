import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expect, test } from './app.ts';

test('the page is isolated, and reaches nothing but window.reaptree', async ({ app: { page } }) => {
  const reach = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in window),
    api: Object.keys(window.reaptree).sort(),
    frozen: Object.isFrozen(window.reaptree),
    origin: location.origin,
  }));
  expect(reach).toEqual({
    globals: [],
    api: ['on', 'openDropped', 'request'],
    frozen: true,
    origin: 'reaptree://app',
  });
});

test('inline and evaluated scripts do not run, and the page itself needs none', async ({ app: { page } }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  await expect(page.locator('[role="row"][data-pid]').first()).toBeVisible();
  await page.reload();
  await expect(page.locator('[role="row"][data-pid]').first()).toBeVisible();
  await page.getByRole('button', { name: 'Lab' }).click();
  await page.keyboard.press('?');
  await page.keyboard.press('Escape');
  expect(complaints).toEqual([]);

  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.broken = true';
    document.body.append(script);
    return 'broken' in window;
  });
  expect(ran).toBe(false);
  await expect.poll(() => complaints.length).toBeGreaterThan(0);
});

test('no network: a server on this very machine is out of reach too', async ({ app: { page, electron } }) => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.end('here');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const fetched = await page.evaluate(
    (target) =>
      fetch(target).then(
        () => 'reached',
        () => 'refused',
      ),
    url,
  );
  // Past the content security policy, from the session itself.
  const bySession = await electron.evaluate(
    ({ session }, target) =>
      session.defaultSession.fetch(target).then(
        () => 'reached',
        () => 'refused',
      ),
    url,
  );
  server.close();
  expect({ fetched, bySession, asked }).toEqual({ fetched: 'refused', bySession: 'refused', asked: 0 });
});

test('no navigation, no new windows, no permissions', async ({ app: { page, electron } }) => {
  const before = page.url();
  await page.evaluate(() => {
    window.open('https://example.org');
    location.href = 'data:text/html,gone';
  });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  const permissions = await page.evaluate(async () => {
    const states = ['geolocation', 'notifications', 'camera'].map(async (name) => {
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      return state;
    });
    return Promise.all(states);
  });
  expect(new Set(permissions)).toEqual(new Set(['denied']));
});

test('a request that does not fit its schema is refused in words', async ({ app: { page } }) => {
  const answers = await page.evaluate(async () => {
    const ask = (channel: string, payload: unknown) =>
      (window.reaptree.request as (channel: string, payload: unknown) => Promise<unknown>)(channel, payload);
    const order = { job: 'x', keys: ['1@1'], scope: 'one', signal: 'SIGTERM', graceMs: null };
    return [
      await ask('actions:run', { ...order, keys: ['1'] }),
      await ask('actions:run', { ...order, signal: 'SIGNOPE' }),
      await ask('actions:run', { ...order, extra: true }),
      await ask('actions:run', undefined),
      // What is answered first takes nothing, and says so.
      await ask('app:about', { more: true }),
      await ask('sampler:attach', 1),
      await ask('sampler:configure', { intervalMs: 1 }),
      await ask('lab:fork', { parent: '1@1', count: 1e9, afterMs: 0, exitCode: 0 }),
    ];
  });
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'invalid' } });
  const unknown = await page.evaluate(() =>
    (window.reaptree.request as (channel: string) => Promise<unknown>)('no:such').then(
      () => 'answered',
      () => 'refused',
    ),
  );
  expect(unknown).toBe('refused');
});

test('a foreign page with the same preload script is answered nothing', async ({ app: { electron } }) => {
  const answers = await electron.evaluate(async ({ BrowserWindow }, preload) => {
    const ask = 'window.reaptree.request("sampler:attach")';
    const outcomes: unknown[] = [];
    // Another window, once with a foreign page and once with our own.
    for (const url of ['data:text/html,foreign', 'reaptree://app/index.html']) {
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await other.loadURL(url);
      outcomes.push(await other.webContents.executeJavaScript(ask));
      other.destroy();
    }
    return outcomes;
  }, resolve('out/preload/index.cjs'));
  expect(answers).toHaveLength(2);
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
});

test('the page is served from its own folder and from nowhere else', async ({ app: { electron } }) => {
  const statuses = await electron.evaluate(({ session }) =>
    Promise.all(
      ['app/index.html', 'app/../main/index.js', 'app/%2e%2e%2fmain%2findex.js', 'other/index.html'].map(
        (path) =>
          session.defaultSession.fetch(`reaptree://${path}`).then(
            ({ status }) => status,
            (error: Error) => error.message,
          ),
      ),
    ),
  );
  const refused = 'net::ERR_FILE_NOT_FOUND';
  expect(statuses).toEqual([200, refused, refused, refused]);
});
