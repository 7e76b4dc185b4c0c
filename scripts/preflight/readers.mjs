// What the unit tests read our exports back with. Without one of them, its tests are skipped, and that is said.
import { install, installCommand } from './apt.mjs';
import { Trouble } from './trouble.mjs';

/** The command, and the package of Debian and its kin that brings it. */
const packageOf = { dot: 'graphviz', pstree: 'psmisc', python3: 'python3', man: 'man-db' };

/** @type {import('./step.mjs').Step} */
export const readers = {
  title: 'Readers of the exports',

  check({ machine }) {
    if (machine.platform !== 'linux') return '';
    return lacking(machine).length === 0 ? 'present' : null;
  },

  async perform({ machine }) {
    const names = lacking(machine);
    const packages = names.map((name) => packageOf[name]);
    const installed = machine.hasApt && machine.isRoot ? await install(packages).catch(() => []) : [];
    const rest = lacking(machine);
    if (rest.length === 0) return `installed ${installed.join(' ')}`;
    throw new Trouble(
      `no ${rest.join(', no ')}: the tests that read our exports with them are skipped`,
      machine.hasApt
        ? `Run: ${await installCommand(packages)}`
        : 'Install them with the package manager of this system',
      { goOn: true },
    );
  },
};

/**
 * @param {import('./machine.mjs').Machine} machine
 * @returns {(keyof typeof packageOf)[]}
 */
function lacking(machine) {
  const names = /** @type {(keyof typeof packageOf)[]} */ (Object.keys(packageOf));
  return names.filter((name) => !machine.has(name));
}
