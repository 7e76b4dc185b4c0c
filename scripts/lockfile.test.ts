import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Locked {
  readonly dependencies?: object;
  readonly devDependencies?: object;
  readonly optionalDependencies?: object;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
);

/** The folders in which Node, and npm with it, looks for what a package asks for. */
function* foldersUp(from: string) {
  for (
    let folder = from;
    folder !== '';
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))
  ) {
    yield `${folder}/node_modules`;
  }
  yield 'node_modules';
}

// `npm ci` refuses a lock file that leaves anything out, packages for other platforms included; and
// `npm install` leaves those out that the registry at hand does not have.
it('the lock file names everything that any package asks for', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, asks]) =>
    Object.keys({ ...asks.dependencies, ...asks.devDependencies, ...asks.optionalDependencies })
      .filter((name) => ![...foldersUp(path)].some((folder) => `${folder}/${name}` in lock.packages))
      .map((name) => `${path || 'the project'} asks for ${name}`),
  );
  expect(missing).toEqual([]);
});
