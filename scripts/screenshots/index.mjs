// `npm run screenshots [-- NAME…]`: the pictures in docs/, of a made-up machine (scene.txt) with real processes
// in namespaces of their own, so that no picture shows the machine on which it was taken. Linux, as root.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { _electron } from 'playwright';
import { preflight } from '../preflight/index.mjs';
import { project } from '../preflight/places.mjs';
import { PICTURES } from './pictures.mjs';

const HERE = import.meta.dirname;
const SIZES = [
  { width: 1600, height: 900 },
  { width: 800, height: 640 },
];
/** Leaks take a while until they look like some. */
const SCENE_MS = 25_000;
/** By then the first zombie is there. */
const EARLY_MS = 6_000;
const SETTLED_MS = 700;
const USUAL = { hideOwn: true, welcomed: true, firstStepsDone: true };

const USERS = [
  'root:x:0:0::/root:/bin/sh',
  'www-data:x:33:33::/srv:/bin/sh',
  'redis:x:112:112::/:/bin/sh',
  'li:x:1000:1000::/home/li:/bin/sh',
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PICTURES.some((picture) => picture.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `✗ no such picture: ${unknown.join(', ')}. There are ${PICTURES.map(({ name }) => name).join(', ')}\n`,
  );
  process.exit(2);
}
const setup = await preflight(['electron', 'libraries', 'native', 'bundle', 'display']);
if (setup === null || setup.electron === null) process.exit(1);

const folder = mkdtempSync(join(tmpdir(), 'reaptree-pictures-'));
// The scene's users have to get at their programs.
chmodSync(folder, 0o755);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const scene = await play();
try {
  const app = await openApp();
  const early = join(folder, 'before.json');
  await pause(EARLY_MS);
  await keep(app, early);
  await pause(SCENE_MS - EARLY_MS);
  for (const picture of PICTURES) {
    if (wanted.length > 0 && !wanted.includes(picture.name)) continue;
    const page = picture.open === undefined ? app.page : await picture.open({ ...app, early });
    await take(picture, app.electron, page);
    if (page !== app.page) await page.close();
  }
  await app.electron.close();
} finally {
  // What holds the scene would hold us too.
  scene.kill('SIGKILL');
  await setup.close();
}

/** Starts the machine; it ends with the `unshare` that holds it. */
async function play() {
  const actor = join(folder, 'actor');
  execFileSync('cc', ['-O2', '-o', actor, join(HERE, 'actor.c')], { stdio: 'inherit' });
  // The kernel names a process after the file that it executes.
  const stage = join(folder, 'stage');
  mkdirSync(stage);
  const scene = join(HERE, 'scene.txt');
  const names = readFileSync(scene, 'utf8').match(/^[^|\n]+(?=\|)/gm) ?? [];
  for (const name of new Set(names.map((each) => each.trim()))) symlinkSync(actor, join(stage, name));
  const passwd = join(folder, 'passwd');
  writeFileSync(passwd, `${USERS.join('\n')}\n`);
  const begin = [
    'hostname workbench',
    `mount --bind ${passwd} /etc/passwd`,
    'cd /',
    `exec -a /sbin/init ${join(stage, 'systemd')}`,
  ].join(' && ');
  const unshared = ['--pid', '--fork', '--kill-child', '--mount-proc', '--mount', '--uts'];
  const held = spawn('unshare', [...unshared, 'bash', '-c', begin], {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { PATH: process.env.PATH, SCENE: scene, SCENE_STAGE: stage },
  });
  await once(held, 'spawn');
  process.on('exit', () => held.kill('SIGKILL'));
  while (!readFileSync(`/proc/${initOf(held)}/cmdline`, 'utf8').startsWith('/sbin/init')) await pause(50);
  return held;
}

/** The scene's pid 1 as we see it. @param {import('node:child_process').ChildProcess} held */
function initOf(held) {
  return readFileSync(`/proc/${held.pid}/task/${held.pid}/children`, 'utf8').trim() || 'self';
}

/** The app among the scene's processes, as a folder that Playwright takes for an Electron. */
function electronInside() {
  const inside = join(folder, 'electron');
  const enter = `nsenter --target ${initOf(scene)} --pid --mount --uts`;
  writeFileSync(inside, `#!/bin/sh\nexec ${enter} "${setup?.electron?.executable}" "$@"\n`);
  chmodSync(inside, 0o755);
  return folder;
}

async function openApp() {
  process.env.ELECTRON_OVERRIDE_DIST_PATH = electronInside();
  const electron = await _electron.launch({
    args: [
      project,
      `--user-data-dir=${join(folder, 'profile')}`,
      '--disable-gpu',
      '--no-sandbox',
      '--force-color-profile=srgb',
    ],
    env: { ...definedOnly({ ...process.env, ...setup?.env }), HOME: '/home/li' },
  });
  return { electron, page: await electron.firstWindow() };
}

/** A snapshot of the scene at its beginning, to look at and to compare with. @param {Awaited<ReturnType<typeof openApp>>} app @param {string} file */
async function keep({ electron, page }, file) {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await page.locator('[role="row"][data-pid]').first().waitFor();
  await page.evaluate(`window.reaptree.request('export:save', {
    job: 'early', query: '', ancestors: false, below: false, format: 'json', redact: false,
  })`);
}

/** @param {import('./pictures.mjs').Picture} picture @param {import('playwright').ElectronApplication} electron @param {import('playwright').Page} page */
async function take(picture, electron, page) {
  const window = await electron.browserWindow(page);
  for (const theme of ['light', 'dark']) {
    for (const { width, height } of SIZES) {
      await window.evaluate(
        (shown, [w, h]) => shown.setContentSize(w, h),
        /** @type {const} */ ([width, height]),
      );
      const wide = width >= 1000;
      const settings = { ...USUAL, theme, details: wide, ...picture.settings };
      // Before the page reads what it kept: it also keeps what was selected, and writes that when it goes.
      const kept = JSON.stringify(JSON.stringify(settings));
      await page.addInitScript(`localStorage.clear(); localStorage.setItem('reaptree.settings', ${kept})`);
      await page.reload();
      await picture.show(page);
      await page.mouse.move(width - 4, height - 30);
      await pause(SETTLED_MS);
      await page.screenshot({
        path: join(project, 'docs', 'screenshots', `${picture.name}-${theme}-${width}.png`),
      });
    }
  }
  process.stdout.write(`✓ ${picture.name}\n`);
}

/** @param {NodeJS.ProcessEnv} env @returns {Record<string, string>} */
function definedOnly(env) {
  return Object.fromEntries(
    Object.entries(env).filter(/** @returns {entry is [string, string]} */ (entry) => entry[1] !== undefined),
  );
}
