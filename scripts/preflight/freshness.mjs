// Is what was built still what the sources say? Told by the contents of the sources, not by their times:
// a copied checkout or a switched branch changes times without changing anything, and a deleted file
// changes everything without leaving a newer time behind.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * One line that changes whenever a source changes, comes or goes.
 * @param {string} root
 * @param {readonly string[]} entries files, and folders with everything under them; those missing count as absent
 * @param {(path: string) => boolean} [matters]
 */
export function fingerprint(root, entries, matters = () => true) {
  const hash = createHash('sha256');
  for (const file of entries.flatMap((entry) => filesUnder(join(root, entry))).filter(matters)) {
    hash.update(`${relative(root, file)}\0`).update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex');
}

/**
 * @param {string} stamp
 * @param {string} print
 */
export function isFresh(stamp, print) {
  try {
    return readFileSync(stamp, 'utf8') === print;
  } catch {
    return false;
  }
}

/**
 * @param {string} stamp
 * @param {string} print the fingerprint from before the build: a source edited meanwhile makes it stale again
 */
export function markFresh(stamp, print) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(`${stamp}.${process.pid}`, print);
  renameSync(`${stamp}.${process.pid}`, stamp);
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (!kind) return [];
  if (!kind.isDirectory()) return kind.isFile() ? [path] : [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
