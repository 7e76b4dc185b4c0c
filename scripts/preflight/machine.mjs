// What the steps ask of the machine, in one place, so that a test can put another machine in its place.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 * @property {boolean} isRoot
 * @property {boolean} hasApt        Debian, Ubuntu or one of their kin
 * @property {NodeJS.ProcessEnv} env
 * @property {(command: string) => boolean} has
 */

/** @type {Machine} */
export const thisMachine = {
  platform: process.platform,
  arch: process.arch,
  isRoot: process.getuid?.() === 0,
  hasApt: existsSync('/etc/debian_version') && onPath('apt-get'),
  env: process.env,
  has: onPath,
};

/** @param {string} command */
function onPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    const file = join(folder, command);
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}
