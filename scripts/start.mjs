// `npm start [-- options]`: looks after what is missing, then opens the app.
import { run, statusOf } from './children.mjs';
import { preflight } from './preflight/index.mjs';
import { project } from './preflight/places.mjs';

const help = `npm start [-- options] [FILE]

Builds what is not built yet and opens Reaptree on this machine's own processes, or on those kept in FILE.

  --source=procfs|ps-list    where the processes are read from (default: the best one for this system)
  --interval=SECONDS         how often, from 0.25 to 10 (default: 1)
  --smoke-test FILE.png      open the window, wait for the first complete tree, save a screenshot, quit
  --enable-logging           show Chromium's own log as well
  --help                     this text
`;

/** Signals by which somebody wanted it to end. */
const asked = new Set(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL']);

process.exitCode = await start(process.argv.slice(2));

/** @param {readonly string[]} args */
async function start(args) {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help);
    return 0;
  }
  const setup = await preflight(['electron', 'libraries', 'sandbox', 'native', 'bundle', 'display']);
  if (!setup?.electron) return 1;
  // Where there is no D-Bus, Chromium logs a dozen errors at every start, and none of them matters here.
  const quiet = args.includes('--enable-logging') ? [] : ['--log-level=3'];
  const result = await run(
    setup.electron.executable,
    [...setup.electronArguments, ...quiet, project, ...args],
    {
      env: { ...process.env, ...setup.env },
      show: true,
      passSignals: true,
    },
  );
  await setup.close();
  if (result.missing) {
    process.stderr.write(`✗ ${setup.electron.executable} could not be started\n`);
    return 1;
  }
  if (result.signal && !asked.has(result.signal)) {
    process.stderr.write(
      `✗ Reaptree was ended by ${result.signal}. \`npm start -- --enable-logging\` may tell why\n`,
    );
  }
  return result.signal ? statusOf(result.signal) : (result.code ?? 1);
}
