// What Electron and the tests need of a Linux system: shared libraries, `ps`, and a display server where
// there is no display.
import { run } from '../children.mjs';
import { install, installCommand } from './apt.mjs';
import { Trouble } from './trouble.mjs';

const graphics = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libxss1',
  'libxtst6',
  'libdrm2',
  'libnotify4',
  'libsecret-1-0',
];

/** @type {import('./step.mjs').Step} */
export const libraries = {
  title: 'System libraries',

  async check(setup) {
    if (setup.machine.platform !== 'linux') return '';
    const lacking = await lacks(setup);
    return lacking.packages.length === 0 ? 'present' : null;
  },

  async perform(setup) {
    const { packages, names } = await lacks(setup);
    if (!setup.machine.hasApt) {
      throw new Trouble(
        `${names.join(', ')} not found`,
        'Install them with the package manager of this system',
      );
    }
    if (!setup.machine.isRoot) {
      throw new Trouble(`${names.join(', ')} not found`, `Run: ${await installCommand(packages)}`);
    }
    const installed = await install(packages);
    const rest = await lacks(setup);
    if (rest.names.length > 0) {
      throw new Trouble(
        `${rest.names.join(', ')} still not found after installing ${installed.join(' ')}`,
        'Install them by hand',
      );
    }
    return `installed ${installed.join(' ')}`;
  },
};

/**
 * @param {import('./step.mjs').Setup} setup
 * @returns {Promise<{ names: string[], packages: string[] }>} what is missing, and the packages that bring it
 */
async function lacks({ machine, electron, needsDisplay }) {
  const missing = electron && machine.has('ldd') ? missingLibraries(await ldd(electron.executable)) : [];
  const names = [...missing];
  const packages = missing.length > 0 ? [...graphics] : [];
  if (needsDisplay && !machine.env.DISPLAY && !machine.env.WAYLAND_DISPLAY && !machine.has('Xvfb')) {
    names.push('Xvfb');
    packages.push('xvfb');
  }
  if (!machine.has('ps')) {
    names.push('ps');
    packages.push('procps');
  }
  return { names, packages };
}

/** @param {string} executable */
async function ldd(executable) {
  const { stdout } = await run('ldd', [executable], { limit: 20_000 });
  return stdout;
}

/**
 * @param {string} output of ldd
 */
export function missingLibraries(output) {
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}
