// Chromium's sandbox: on wherever it can be. It refuses to run as root, and for anyone else it needs user
// namespaces or a setuid helper.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../children.mjs';
import { Trouble } from './trouble.mjs';

/** @type {import('./step.mjs').Step} */
export const sandbox = {
  title: 'Sandbox',

  async check(setup) {
    if (setup.machine.platform !== 'linux') return '';
    if (setup.machine.isRoot) {
      setup.electronArguments.push('--no-sandbox');
      return 'off (--no-sandbox), as Electron cannot have one when root runs it';
    }
    if (setup.electron && isSetuidRoot(helper(setup.electron))) return 'on, by the setuid helper';
    return (await canMakeNamespaces(setup.machine)) ? 'on' : null;
  },

  perform(setup) {
    const path = setup.electron ? helper(setup.electron) : 'chrome-sandbox';
    throw new Trouble(
      'this system lets an ordinary user make no user namespaces, and Electron does not start without its sandbox',
      `Run: sudo chown root:root '${path}' && sudo chmod 4755 '${path}'`,
    );
  },
};

/** @param {import('./electron.mjs').Runtime} runtime */
function helper(runtime) {
  return join(runtime.dist, 'chrome-sandbox');
}

/** @param {string} path */
function isSetuidRoot(path) {
  const file = statSync(path, { throwIfNoEntry: false });
  return file !== undefined && file.uid === 0 && (file.mode & 0o4001) === 0o4001;
}

/**
 * Tries it out: the settings that forbid it differ from system to system, and a container may too.
 * @param {import('./machine.mjs').Machine} machine
 */
async function canMakeNamespaces(machine) {
  if (!machine.has('unshare')) return true;
  // A mount needs the rights inside the namespace, which some systems withhold while they let one make it.
  const attempt = await run('unshare', ['--user', '--map-root-user', '--pid', '--fork', 'true'], {
    limit: 5_000,
  });
  return attempt.ok;
}
