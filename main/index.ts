import { app, dialog, session } from 'electron';
import { fail, ok } from '../core/result.ts';
import { ReadOnlyMode, readOnlyByEnvironment } from '../engine/actions/read-only.ts';
import type { Application } from './application.ts';
import { HELP, readArguments } from './arguments.ts';
import { isFirst } from './first-start.ts';
import { serveRequests } from './ipc.ts';
import { LiveMachine } from './live-machine.ts';
import { noMenuYet, showMenuBar } from './menu-bar.ts';
import { declarePageScheme, servePage } from './page-protocol.ts';
import { rememberedReadOnly } from './read-only-choice.ts';
import { forbidNetwork, lockContents, lockSession } from './security.ts';
import { smokeTest } from './smoke-test.ts';
import { spareMemory } from './spare-memory.ts';
import { ViewWindows } from './views/view-windows.ts';
import { windowsRemembered } from './window-state.ts';

/** Ends the app before it began, with a reason for whoever started it. */
function refuse(message: string, hint = ''): never {
  process.stderr.write(`reaptree: ${message}${hint === '' ? '' : ` ${hint}`}\n`);
  process.exit(2);
}

const read = readArguments(process.argv.slice(1), process.defaultApp ? app.getAppPath() : null);
if (!read.ok) refuse(read.error.message, read.error.hint);
const options = read.value;
if (options.help || options.version) {
  process.stdout.write(options.help ? HELP : `${app.getVersion()}\n`);
  process.exit(0);
}

process.on('uncaughtException', (error) => {
  console.error(error);
  if (options.smokeTest === null && app.isReady()) {
    dialog.showErrorBox(
      'Reaptree has to close',
      `Something went wrong that it cannot repair: ${error.message}`,
    );
  }
  app.exit(1);
});

// The environment is that of one start, and says nothing of the app that runs already.
if (!isFirst({ ...options, plain: options.plain && !readOnlyByEnvironment() })) {
  process.stderr.write('reaptree: it is running already, and shows that now\n');
  process.exit(0);
}

spareMemory();
forbidNetwork();
declarePageScheme();
lockContents();
noMenuYet();

const windows = new ViewWindows();
const live = new LiveMachine(options, windows);
const startedReadOnly = options.readOnly || readOnlyByEnvironment();
const readOnly = new ReadOnlyMode({ on: startedReadOnly || rememberedReadOnly(), fixed: startedReadOnly });

let loaded: Promise<Application> | null = null;
/** All that the first tree does not wait for is loaded when somebody wants something of it: the page, right after it. */
function application(): Promise<Application> {
  loaded ??= import('./application.ts').then(
    (module) => new module.Application({ options, windows, live, readOnly }),
  );
  return loaded;
}

serveRequests(
  (contentsId) => windows.of(contentsId),
  {
    'app:about': (_payload, { shown }) =>
      ok({
        version: app.getVersion(),
        electron: process.versions.electron,
        platform: process.platform,
        source: options.source,
        sampler: live.sampler.settings,
        readOnly: readOnly.state,
        view: shown.view,
      }),
    'sampler:attach': (_payload, { shown }) => shown.attach(),
  },
  async (...asked) => (await application()).answer(...asked),
);

/** Files that were named before there could be a window; `null` from then on. */
let namedEarly: string[] | null = [];

/** macOS tells so of files, also before we are ready. */
app.on('open-file', (event, file) => {
  event.preventDefault();
  if (namedEarly === null) void openNamed(file);
  else namedEarly.push(file);
});
app.on('second-instance', async (_event, _argv, _folder, said) => {
  await app.whenReady();
  (await application()).takeOver(said);
});

const openNamed = async (file: string): Promise<void> => (await application()).openNamed(file);

/** A page that asks for nothing more has come to grief; the machine is watched all the same. */
const APPLICATION_AFTER_MS = 3_000;

app.whenReady().then(async () => {
  lockSession();
  servePage();
  const named = [...(options.file === null ? [] : [options.file]), ...(namedEarly ?? [])];
  namedEarly = null;
  if (named.length === 0) live.show();
  showMenuBar();
  for (const file of named) await openNamed(file);
  setTimeout(application, APPLICATION_AFTER_MS);
  const opened = windows.front;
  if (options.smokeTest === null || opened === null) return;
  const outcome = await smokeTest(opened, options.smokeTest).catch((error: Error) =>
    fail('io', error.message),
  );
  if (!outcome.ok) {
    const { message, hint = '' } = outcome.error;
    process.stderr.write(`reaptree: smoke test failed: ${message} ${hint}\n`);
  }
  await end(outcome.ok ? 0 : 1);
});

app.on('activate', () => {
  if (windows.front === null && app.isReady()) live.show();
});
app.on('window-all-closed', async () => {
  const stays = await loaded?.then((all) => all.staysInTray()).catch(() => false);
  if (stays !== true) app.quit();
});

/** The lab's processes and the sampler's thread end before we do: a thread that is cut off can crash the exit. */
async function end(status: number): Promise<void> {
  // What the page keeps is written to disk some seconds late, and we leave sooner.
  session.defaultSession.flushStorageData();
  await (await loaded)?.close();
  await Promise.all([live.sampler.close(), windowsRemembered()]);
  app.exit(status);
}

/** Whoever quits wants to be rid of us, also where something does not come to its end. */
const ENDING_MOST_MS = 10_000;
app.on('before-quit', () => {
  setTimeout(() => app.exit(0), ENDING_MOST_MS);
});

let ending = false;
app.on('will-quit', (event) => {
  event.preventDefault();
  if (!ending) void end(0);
  ending = true;
});
