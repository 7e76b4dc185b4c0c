import { app, BrowserWindow, dialog, Notification, session } from 'electron';
import type { Inspected } from '../core/contract.ts';
import { writeDelta } from '../core/delta.ts';
import { writeLabEvents } from '../core/lab.ts';
import { fail, ok } from '../core/result.ts';
import { readState } from '../core/written-state.ts';
import { Actions } from '../engine/actions/actions.ts';
import { Jobs } from '../engine/actions/jobs.ts';
import { ReadOnlyMode, readOnlyByEnvironment, refusedByLab } from '../engine/actions/read-only.ts';
import { thisHost } from '../engine/collect/host.ts';
import { Sampler } from '../engine/collect/sampler.ts';
import { History } from '../engine/history/history.ts';
import { Inspector } from '../engine/inspect/inspect.ts';
import { Lab } from '../engine/lab/lab.ts';
import { StartedLab, type StartedLabOptions } from '../engine/lab/started/started-lab.ts';
import { HELP, readArguments } from './arguments.ts';
import { copyPicture } from './copy-picture.ts';
import { Exporting } from './exporting.ts';
import { isFirst, readHandedOver } from './handing-over.ts';
import { serveRequests } from './ipc.ts';
import { Keeping } from './keeping.ts';
import { labRequests } from './lab-requests.ts';
import { LeakNotice } from './leak-notice.ts';
import { NATIVE_PROGRAM, WORKER_FILE } from './locations.ts';
import { noMenuYet, setMenu } from './menu.ts';
import { declarePageScheme, expectRequests, servePage } from './page-protocol.ts';
import { rememberedReadOnly, rememberReadOnly } from './read-only-choice.ts';
import { RecentFiles } from './recent-files.ts';
import { SampleFeed } from './sample-feed.ts';
import { forbidNetwork, lockContents, lockSession } from './security.ts';
import { smokeTest } from './smoke-test.ts';
import { spareMemory } from './spare-memory.ts';
import { TrayIcon } from './tray.ts';
import { Comparing } from './views/comparing.ts';
import { comparesNothing, copyComparison, saveComparison } from './views/comparison-view.ts';
import { liveView } from './views/live-view.ts';
import { Opening } from './views/opening.ts';
import { bringForward, tell, ViewWindows } from './views/view-windows.ts';
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

const windows = new ViewWindows();
const recent = new RecentFiles(() => refreshMenu());
const opening = new Opening(windows, recent);
const exporting = new Exporting(recent);
const comparing = new Comparing(windows, opening, () => liveView(sampler, feed, history));

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

/** Files that were named before there could be a window; `null` from then on. */
let namedEarly: string[] | null = [];

spareMemory();
forbidNetwork();
declarePageScheme();
lockContents();
noMenuYet();

const history = new History();
const inspector = new Inspector(() => thisHost().clockTicksPerSecond);

const tray = new TrayIcon({
  show: showLive,
  showZombies: () => tell(showLive(), 'menu:command', 'zombies-only'),
});

const leakNotice = new LeakNotice(({ title, body, about }) => {
  const notification = new Notification({ title, body });
  notification.on('click', () => tell(showLive(), 'process:show', about));
  notification.show();
});

const keeping = new Keeping({
  source: options.source,
  windows,
  recent,
  sampler: () => sampler,
  onRecord: (state) => tell(windows.live, 'record:state', state),
  onTrouble: (failure) => tell(windows.live, 'incidents:trouble', failure),
});

const sampler: Sampler = new Sampler({
  workerFile: WORKER_FILE,
  source: options.source,
  intervalMs: options.intervalMs,
  own: process.pid,
  native: NATIVE_PROGRAM,
  onDelta: (delta) => {
    history.take(delta);
    tray.count(delta.facts.zombies);
    if (leakNotice.cares(delta.facts.zombies)) leakNotice.look(history.leaks());
    feed.push(delta);
  },
  onRestart: (full) => {
    history.reset(readState(full));
    feed.restart(full);
  },
  keeper: keeping.keeper,
  onTrouble: (message) =>
    tell(windows.live, 'sampler:health', message === null ? { kind: 'well' } : { kind: 'troubled', message }),
});

const feed = new SampleFeed({
  send: (delta) => tell(windows.live, 'sampler:delta', writeDelta(delta)),
  sendFull: (full) => tell(windows.live, 'sampler:full', full),
  full: () => sampler.written(),
});

const startedReadOnly = options.readOnly || readOnlyByEnvironment();
const readOnly = new ReadOnlyMode({ on: startedReadOnly || rememberedReadOnly(), fixed: startedReadOnly });

const labOptions: StartedLabOptions = {
  refusal: () => readOnly.refusal(),
  onEvents: (events) => tell(windows.live, 'lab:events', writeLabEvents(events)),
};
const lab =
  process.platform === 'win32'
    ? new StartedLab(labOptions)
    : new Lab({
        ...labOptions,
        helperPath: NATIVE_PROGRAM,
        onHelper: (pid) => sampler.setLabRoot(pid),
      });

const actions = new Actions({
  native: NATIVE_PROGRAM,
  roots: () => sampler.roots,
  readOnly,
});
const jobs = new Jobs(actions, (job, progress) =>
  tell(windows.live, 'actions:progress', { job, ...progress }),
);

serveRequests(
  {
    'app:about': (_payload, { shown }) =>
      ok({
        version: app.getVersion(),
        electron: process.versions.electron,
        platform: process.platform,
        source: options.source,
        sampler: sampler.settings,
        readOnly: readOnly.state,
        view: shown.view,
      }),
    'app:prefer': (preferences) => {
      tray.wanted = preferences.tray && options.smokeTest === null;
      leakNotice.preferences = preferences;
      keeping.preferences = preferences;
      return ok(null);
    },
    'app:setReadOnly': async ({ on }) => {
      const set = readOnly.set(on);
      if (!set.ok) return set;
      if (on) await lab.holdStill();
      const kept = await rememberReadOnly(on);
      return kept.ok ? set : kept;
    },
    'sampler:attach': (_payload, { shown }) => shown.attach(),
    'sampler:seen': async ({ seq }) => {
      await feed.acknowledge(seq);
      return ok(null);
    },
    'sampler:configure': (change) => {
      sampler.configure(change);
      tell(windows.live, 'sampler:settings', sampler.settings);
      return ok(sampler.settings);
    },
    'sampler:attend': ({ keys }) => {
      sampler.attend(keys);
      return ok(null);
    },
    'history:events': (question, { shown }) => shown.events(question),
    'history:leaks': (_payload, { shown }) => shown.leaks(),
    'process:inspect': async ({ key, part }) => {
      const answer = await inspector.inspect(key, part);
      return answer.ok ? ok({ part, found: answer.value } as Inspected) : answer;
    },
    'actions:forecast': (order) => actions.forecast(order),
    'actions:run': ({ job, ...order }) => jobs.run(job, order),
    'actions:cancel': ({ job }) => jobs.cancel(job),
    'actions:renice': ({ keys, nice }) => actions.renice(keys, nice),
    'zombie:why': ({ key, zombieSince }) => actions.why(key, zombieSince),
    'export:preview': (order, asker) => exporting.preview(asker, order),
    'export:save': ({ job, ...order }, asker) => exporting.save(asker, job, order),
    'export:cancel': ({ job }) => exporting.cancel(job),
    'export:copy': (order, asker) => exporting.copy(asker, order),
    'export:text': async (order, asker) => {
      const made = await exporting.text(asker, order);
      return made.ok ? ok(made.value.text) : made;
    },
    'export:savePicture': ({ png }, asker) => exporting.savePicture(asker, png),
    'export:copyPicture': ({ png }) => copyPicture(png),
    'export:prepareDrag': (order, asker) => exporting.prepareDrag(asker, order),
    'export:drag': (_payload, asker) => exporting.drag(asker),
    'zombie:reap': async (order) => {
      const reaped = await actions.reap(order);
      if (reaped.ok) keeping.incidents.acted(reaped.value);
      return reaped;
    },
    ...keeping.handlers,
    'recording:overview': (_payload, { shown }) =>
      shown.playback === undefined ? notRecorded() : ok(shown.playback.overview),
    'recording:seek': ({ from, to }, { shown }) => shown.playback?.seek(from, to) ?? notRecorded(),
    'view:open': ({ file }, { window }) =>
      file === null ? opening.askAndOpen(window) : opening.openRecent(file),
    'view:openDropped': ({ file }) => opening.open(file),
    'view:compare': ({ one, other }, asker) => comparing.compare(asker, one, other),
    'comparison:changed': (_payload, { shown }) =>
      shown.comparison === undefined ? comparesNothing() : ok(shown.comparison.changed),
    'comparison:copy': (_payload, asker) => copyComparison(asker),
    'comparison:save': (_payload, asker) => saveComparison(asker),
    'view:recent': () => ok(recent.files),
    'view:showLive': () => {
      showLive();
      return ok(null);
    },
    ...labRequests(lab),
  },
  (contentsId) => windows.of(contentsId),
  (channel) => refusedByLab(channel, readOnly),
);

const notRecorded = () => fail('invalid', 'This window shows one moment only.');

function showLive(): BrowserWindow {
  const { live } = windows;
  if (live === null) return windows.open(liveView(sampler, feed, history));
  bringForward(live);
  return live;
}

function refreshMenu(): void {
  if (!app.isReady()) return;
  setMenu({
    command: (command, window) =>
      tell(window instanceof BrowserWindow ? window : showLive(), 'menu:command', command),
    recent: recent.files,
    openRecent: (file) => void openNamed(file),
    clearRecent: () => recent.clear(),
  });
}

/** A file that was named from outside; where it cannot be shown, the machine is, with the reason before it. */
async function openNamed(file: string): Promise<void> {
  const opened = await opening.open(file);
  if (opened.ok) return;
  const { message, hint = '' } = opened.error;
  process.stderr.write(`reaptree: ${message} ${hint}\n`);
  void dialog.showMessageBox(windows.front ?? showLive(), {
    type: 'error',
    message: 'The snapshot was not opened',
    detail: `${message} ${hint}`,
  });
}

/** macOS tells so of files, also before we are ready. */
app.on('open-file', (event, file) => {
  event.preventDefault();
  if (namedEarly === null) void openNamed(file);
  else namedEarly.push(file);
});

/** Somebody started us a second time, and that one gave way. */
app.on('second-instance', (_event, _argv, _folder, said) => {
  const handed = readHandedOver(said);
  if (handed === null) return;
  if (handed.file === null) showLive();
  else void openNamed(handed.file);
});

app.whenReady().then(async () => {
  lockSession();
  servePage();
  const named = [...(options.file === null ? [] : [options.file]), ...(namedEarly ?? [])];
  if (named.length === 0) showLive();
  for (const file of named) await openNamed(file);
  namedEarly = null;
  expectRequests();
  refreshMenu();
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
  if (windows.front === null && app.isReady()) showLive();
});
app.on('window-all-closed', () => app.quit());

/** The lab's processes and the sampler's thread end before we do: a thread that is cut off can crash the exit. */
async function end(status: number): Promise<void> {
  // What the page keeps is written to disk some seconds late, and we leave sooner.
  session.defaultSession.flushStorageData();
  exporting.close();
  await keeping.close();
  await Promise.all([lab.close(), sampler.close(), windowsRemembered()]);
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
