// The native helper: the C program that forks, waits and kills for the lab.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../children.mjs';
import { install, installCommand } from './apt.mjs';
import { fingerprint, isFresh, markFresh } from './freshness.mjs';
import { project } from './places.mjs';
import { Trouble } from './trouble.mjs';

export const helper = join(project, 'native', 'build', 'reaptree-native');
const stamp = join(project, 'native', 'build', '.sources');

/** @type {import('./step.mjs').Step} */
export const native = {
  title: 'Native helper',

  check(setup) {
    if (setup.machine.platform === 'win32')
      return 'none on Windows, which has no fork: the lab is unavailable';
    return existsSync(helper) && isFresh(stamp, sources()) ? 'up to date' : null;
  },

  async perform(setup) {
    const lacking = toolsMissing(setup.machine);
    const installed = lacking.length > 0 ? await installCompiler(setup.machine, lacking) : [];
    const before = sources();
    // All of it, always: it takes a second, and make would judge by file times what we judge by contents.
    const result = await run('make', ['-B', '-C', join(project, 'native')], { limit: 2 * 60_000 });
    if (!result.ok || !existsSync(helper)) {
      throw new Trouble(
        result.timedOut ? 'it did not compile within two minutes' : 'it does not compile',
        setup.strict
          ? 'Mend native/ and run this again'
          : 'The lab will be unavailable until `make -C native` works',
        { goOn: !setup.strict, details: result.output.trim().split('\n').slice(-12).join('\n') },
      );
    }
    markFresh(stamp, before);
    return installed.length > 0 ? `compiled, after installing ${installed.join(' ')}` : 'compiled';
  },
};

function sources() {
  const print = fingerprint(project, ['native'], (path) => /(\.[ch]|Makefile)$/.test(path));
  return `${process.platform}-${process.arch} ${print}`;
}

/** @param {import('./machine.mjs').Machine} machine */
function toolsMissing(machine) {
  const compiler = machine.env.CC ?? 'cc';
  // $CC may carry flags or a wrapper in front: its first word is what must be there.
  return [compiler.split(' ')[0] ?? 'cc', 'make'].filter((tool) => !machine.has(tool));
}

/**
 * @param {import('./machine.mjs').Machine} machine
 * @param {readonly string[]} lacking
 */
async function installCompiler(machine, lacking) {
  const packages = ['gcc', 'libc6-dev', 'make'];
  const remedy = machine.hasApt ? `Run: ${await installCommand(packages)}` : 'Install a C compiler and make';
  // What apt had to say is not told: the remedy below shows it to whoever runs it.
  const installed = machine.hasApt && machine.isRoot ? await install(packages).catch(() => []) : [];
  if (toolsMissing(machine).length > 0) {
    throw new Trouble(`no ${lacking.join(', no ')}: the lab will be unavailable`, remedy, { goOn: true });
  }
  return installed;
}
