// The bundle in out/: main, preload, page and command line, built by electron-vite.
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { run } from '../children.mjs';
import { fingerprint, isFresh, markFresh } from './freshness.mjs';
import { project } from './places.mjs';
import { Trouble } from './trouble.mjs';

const builder = join(project, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const commandLine = join(project, 'out', 'cli', 'index.js');
const sources = [
  'core',
  'engine',
  'main',
  'preload',
  'renderer',
  'cli',
  'electron.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
];
// Inside out/, so that it goes when out/ goes or is built by any other hand.
const stamp = join(project, 'out', '.sources');

/** @type {import('./step.mjs').Step} */
export const bundle = {
  title: 'Bundle',

  check: () => (existsSync(commandLine) && isFresh(stamp, print()) ? 'up to date' : null),

  async perform() {
    if (!existsSync(builder)) {
      throw new Trouble('electron-vite is not installed', 'Run: npm ci --include=dev');
    }
    const before = print();
    const started = performance.now();
    const result = await run(process.execPath, [builder, 'build', '-c', 'electron.config.ts'], {
      cwd: project,
      limit: 5 * 60_000,
    });
    if (!result.ok) {
      throw new Trouble(
        result.timedOut ? 'not built within five minutes' : 'electron-vite could not build it',
        'Mend what it says and run this again',
        { details: lastWords(result.output) },
      );
    }
    // npm links the command to this file, and a link is only as executable as what it points to.
    chmodSync(commandLine, 0o755);
    markFresh(stamp, before);
    return `built in ${((performance.now() - started) / 1000).toFixed(1)} s`;
  },
};

/**
 * The end of what it said, without colours and without the stack of its own functions.
 * @param {string} output
 */
function lastWords(output) {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.trim() && !/^\s+at /.test(line));
  return lines.slice(-15).join('\n');
}

function print() {
  return fingerprint(project, sources, (path) => !/\.test\.tsx?$/.test(path));
}
