import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const project = fileURLToPath(new URL('../..', import.meta.url));

/** What the preflight keeps between two starts; `npm ci` empties it along with node_modules. */
export const cache = join(project, 'node_modules', '.cache', 'reaptree');
