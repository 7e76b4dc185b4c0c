#!/usr/bin/env node
// What npm links `reaptree` to: it is there before anything is built, and says so where nothing is.
import('../out/cli/index.js').catch((error) => {
  const missing = error.code === 'ERR_MODULE_NOT_FOUND' && String(error.url).endsWith('/out/cli/index.js');
  process.stderr.write(
    missing ? 'reaptree is not built yet: run "npm run build" first\n' : `${error.stack}\n`,
  );
  process.exitCode = 3;
});
