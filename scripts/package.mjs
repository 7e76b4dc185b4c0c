// `npm run package [-- --full]`: the app as a folder that runs, and with --full as the installers of this
// platform, for which electron-builder fetches tools from Electron's download host.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from './children.mjs';
import { preflight } from './preflight/index.mjs';
import { helper } from './preflight/native.mjs';
import { project } from './preflight/places.mjs';

/** @type {Partial<Record<NodeJS.Platform, string[]>>} */
const installers = {
  linux: ['--linux', 'AppImage', 'deb'],
  darwin: ['--mac', 'dmg', 'zip'],
  win32: ['--win', 'nsis'],
};

process.exitCode = await pack(process.argv.slice(2));

/** @param {readonly string[]} args */
async function pack(args) {
  const full = args.includes('--full');
  const unknown = args.filter((arg) => arg !== '--full');
  if (unknown.length > 0) {
    process.stderr.write(`✗ unknown: ${unknown.join(' ')}. There is --full, for the installers as well\n`);
    return 2;
  }
  const setup = await preflight(['electron', 'native', 'bundle'], { strict: true });
  if (!setup?.electron) return 1;
  // The preflight goes on without a compiler: good enough to try the app out, not to hand it on.
  if (!existsSync(helper)) {
    process.stderr.write(
      '✗ Packaging: the native helper is missing, and an app without it is not for others\n',
    );
    return 1;
  }
  const { electron } = setup;
  if (full && electron.origin === 'fallback') {
    process.stderr.write(
      '✗ Packaging: installers need the official Electron. `npm run package` makes the folder alone\n',
    );
    return 1;
  }

  const targets = full ? (installers[process.platform] ?? ['--dir']) : ['--dir'];
  // The runtime that start and test use, not one that electron-builder would have to fetch once more.
  const runtime = [`-c.electronDist=${electron.dist}`, `-c.electronVersion=${electron.version}`];
  const builder = join(project, 'node_modules', 'electron-builder', 'cli.js');
  const result = await run(process.execPath, [builder, '--publish=never', ...targets, ...runtime], {
    cwd: project,
    limit: 20 * 60_000,
  });
  if (!result.ok) {
    const lastWords = result.output.trim().split('\n').slice(-15).join('\n');
    process.stderr.write(`✗ Packaging: electron-builder failed\n${lastWords.replaceAll(/^/gm, '    ')}\n`);
    return 1;
  }
  process.stdout.write(
    `✓ Packaging: ${full ? 'installers' : 'the app'} in ${relative(process.cwd(), output()) || '.'}\n`,
  );
  return 0;
}

/** The folder that electron-builder writes to, as its configuration has it. */
function output() {
  const configuration = readFileSync(join(project, 'electron-builder.yml'), 'utf8');
  return join(project, /^ {2}output: (\S+)$/m.exec(configuration)?.[1] ?? 'dist');
}
