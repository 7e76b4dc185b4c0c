// The Electron binary: the official one of node_modules, or the fallback where that cannot be downloaded.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { run } from '../children.mjs';
import { fallback, fetchFallback } from './fallback.mjs';
import { cache } from './places.mjs';
import { Trouble } from './trouble.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} executable
 * @property {string} dist        the folder to name in ELECTRON_OVERRIDE_DIST_PATH, and electron-builder's electronDist
 * @property {string} version
 * @property {'official' | 'fallback' | 'override'} origin
 */

const retryAfter = 24 * 60 * 60_000;
const failureNote = join(cache, 'official-download-failed');

/** The Electron that is there to be run, without fetching anything. */
export function findElectron() {
  return override() ?? official() ?? existingFallback();
}

/** @type {import('./step.mjs').Step} */
export const electron = {
  title: 'Electron',

  check(setup) {
    const found = override() ?? official();
    if (found) return use(setup, found);
    // The download has failed lately: do not make every start wait for it to fail again.
    const second = failedLately() ? existingFallback() : null;
    return second && use(setup, second);
  },

  async perform(setup) {
    const reason = await downloadOfficial();
    const arrived = official();
    if (arrived) return `${use(setup, arrived)}, downloaded`;
    if (setup.machine.platform !== 'linux' || setup.machine.arch !== 'x64') {
      throw new Trouble(
        `${wantedVersion()} could not be downloaded (${reason})`,
        'Check the network and run `npx install-electron`, or set ELECTRON_MIRROR to a mirror that you can reach',
      );
    }
    const dist = existingFallback()?.dist ?? (await fetchFallback(reason));
    noteFailure();
    return use(setup, fallbackAt(dist));
  },
};

/**
 * @param {import('./step.mjs').Setup} setup
 * @param {Runtime} runtime
 */
function use(setup, runtime) {
  setup.electron = runtime;
  if (runtime.origin === 'official') return runtime.version;
  setup.env.ELECTRON_OVERRIDE_DIST_PATH = runtime.dist;
  if (runtime.origin === 'override') return `${runtime.version} from ELECTRON_OVERRIDE_DIST_PATH`;
  return (
    `fallback runtime ${runtime.version} (npm package ${fallback.package}, not published by the Electron project), ` +
    `as ${wantedVersion()} could not be downloaded`
  );
}

function packageFolder() {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    throw new Trouble('the npm packages of the project are not installed', 'Run: npm ci');
  }
}

/** @returns {string} */
function wantedVersion() {
  return JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')).version;
}

/** @returns {Runtime | null} */
function official() {
  const dist = join(packageFolder(), 'dist');
  const runtime = runtimeAt(dist, 'official');
  return runtime?.version === wantedVersion() ? runtime : null;
}

/** @returns {Runtime | null} */
function override() {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  return dist ? runtimeAt(dist, 'override') : null;
}

/** @returns {Runtime | null} */
function existingFallback() {
  const runtime = runtimeAt(fallback.dist, 'fallback');
  return runtime?.version === fallback.version ? runtime : null;
}

/**
 * @param {string} dist
 * @returns {Runtime}
 */
function fallbackAt(dist) {
  return { executable: join(dist, 'electron'), dist, version: fallback.version, origin: 'fallback' };
}

/**
 * @param {string} dist
 * @param {Runtime['origin']} origin
 * @returns {Runtime | null}
 */
function runtimeAt(dist, origin) {
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const executable = join(dist, names[/** @type {keyof typeof names} */ (process.platform)] ?? 'electron');
  try {
    accessSync(executable, constants.X_OK);
    const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    return { executable, dist, version, origin };
  } catch {
    return null;
  }
}

/** Runs Electron's own installer and, where it fails, gives the reason in a few words. */
async function downloadOfficial() {
  const folder = packageFolder();
  if (!writable(folder)) return `${folder} is not writable`;
  const installer = join(folder, 'install.js');
  const env = { ...process.env, ELECTRON_GET_NO_PROGRESS: '1', ELECTRON_OVERRIDE_DIST_PATH: undefined };
  const result = await run(process.execPath, [installer], { limit: 5 * 60_000, env });
  if (result.timedOut) return 'no answer within five minutes';
  const firstLine = result.output.split('\n').find((line) => line.trim()) ?? `exit code ${result.code}`;
  return firstLine.replace(/^\w*Error: /, '').trim();
}

function failedLately() {
  try {
    const note = JSON.parse(readFileSync(failureNote, 'utf8'));
    const age = Date.now() - note.at;
    return note.version === wantedVersion() && age >= 0 && age < retryAfter;
  } catch {
    // An ordinary user in a checkout of root's can neither download nor keep a note: then do not try.
    return existsSync(fallback.dist) && !writable(packageFolder());
  }
}

function noteFailure() {
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(failureNote, JSON.stringify({ version: wantedVersion(), at: Date.now() }));
  } catch {
    // Only a note: without it the next start tries the download again.
  }
}

/** @param {string} path */
function writable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
