// `npm run build`, and `npm ci` through the prepare script: the bundle alone, nothing else of the preflight.
import { preflight } from './preflight/index.mjs';

// An install has done its own part when it is over, whatever the sources say: `npm start` builds again.
const orLater = process.argv.includes('--or-later');

const built = await preflight(['bundle']);
process.exitCode = built || orLater ? 0 : 1;
