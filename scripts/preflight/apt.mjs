// Packages of Debian, Ubuntu and their kin: which names this release knows, and installing them.
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../children.mjs';
import { Trouble } from './trouble.mjs';

/** Packages that took a new name when Debian 13 and Ubuntu 24.04 went over to 64-bit time. */
const renamed = new Set(['libgtk-3-0', 'libasound2', 'libatk-bridge2.0-0']);

/**
 * The names that apt knows for what is wanted.
 * @param {readonly string[]} wanted
 * @param {ReadonlySet<string>} known every package name that apt has heard of
 */
export function choosePackages(wanted, known) {
  const sinceTime64 = [...known].some((name) => /^lib.*t64$/.test(name));
  return wanted.map((name) => {
    if (known.has(`${name}t64`)) return `${name}t64`;
    // Before the first `apt-get update` apt knows the installed packages only: those tell the release.
    return !known.has(name) && renamed.has(name) && sinceTime64 ? `${name}t64` : name;
  });
}

/** @returns {Promise<Set<string>>} */
async function knownPackages() {
  const { stdout } = await run('apt-cache', ['pkgnames'], { limit: 30_000 });
  return new Set(stdout.split('\n'));
}

/**
 * The one command that a user without root rights can run, or hand to who has them.
 * @param {readonly string[]} wanted
 */
export async function installCommand(wanted) {
  const names = choosePackages(wanted, await knownPackages());
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/**
 * Installs, as root. Throws a Trouble that holds apt's last words.
 * @param {readonly string[]} wanted
 */
export async function install(wanted) {
  await apt(['update'], 'the package lists could not be fetched', wanted);
  const names = choosePackages(wanted, await knownPackages());
  await apt(
    ['install', '-y', '--no-install-recommends', ...names],
    `apt could not install ${names.join(' ')}`,
    wanted,
  );
  return names;
}

/**
 * @param {readonly string[]} args
 * @param {string} problem
 * @param {readonly string[]} wanted
 */
async function apt(args, problem, wanted) {
  const patience = [
    '-o',
    'DPkg::Lock::Timeout=120',
    '-o',
    'Acquire::Retries=2',
    '-o',
    'Acquire::http::Timeout=30',
  ];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  for (let attempt = 1; ; attempt += 1) {
    const result = await run('apt-get', ['-q', ...patience, ...args], { limit: 10 * 60_000, env });
    if (result.ok) return;
    // The timeout above covers dpkg's lock, but not the one of the package lists.
    if (attempt < 20 && /Could not get lock .*\/lists\//.test(result.output)) {
      await sleep(3_000);
      continue;
    }
    const lastWords = result.output
      .trim()
      .split('\n')
      .filter((line) => /^(E|W|Err):?/.test(line));
    throw new Trouble(
      result.timedOut ? `${problem} within ten minutes` : problem,
      `Run it by hand to see why: ${(await installCommand(wanted)).replaceAll('sudo ', '')}`,
      { details: lastWords.slice(-5).join('\n') },
    );
  }
}
