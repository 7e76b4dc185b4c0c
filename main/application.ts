import { BrowserWindow, dialog, Notification } from 'electron';
import type { RequestPayload } from '../core/contract.ts';
import type { Inspected } from '../core/inspection.ts';
import { writeLabEvents } from '../core/lab.ts';
import type { Preferences } from '../core/preferences.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { Actions } from '../engine/actions/actions.ts';
import { Jobs } from '../engine/actions/jobs.ts';
import { type ReadOnlyMode, refusedByLab } from '../engine/actions/read-only.ts';
import { thisHost } from '../engine/collect/host.ts';
import { desktopHasTray } from '../engine/desktop/session-bus.ts';
import { Inspector } from '../engine/inspect/inspect.ts';
import { Lab } from '../engine/lab/lab.ts';
import { StartedLab, type StartedLabOptions } from '../engine/lab/started/started-lab.ts';
import { answering } from './answering.ts';
import type { Arguments } from './arguments.ts';
import { copyPicture } from './copy-picture.ts';
import { Exporting } from './exporting.ts';
import { readHandedOver } from './handed-over.ts';
import type { Answer, LaterHandlers } from './ipc.ts';
import { Keeping } from './keeping.ts';
import { labRequests } from './lab-requests.ts';
import { LeakNotice } from './leak-notice.ts';
import type { LiveMachine } from './live-machine.ts';
import { NATIVE_PROGRAM } from './locations.ts';
import { ApplicationMenu } from './menu.ts';
import { rememberReadOnly } from './read-only-choice.ts';
import { RecentFiles } from './recent-files.ts';
import { TrayIcon } from './tray.ts';
import { Comparing } from './views/comparing.ts';
import { comparesNothing, copyComparison, saveComparison } from './views/comparison-view.ts';
import { Opening } from './views/opening.ts';
import { tell, type ViewWindow, type ViewWindows } from './views/view-windows.ts';

/** What was there before, for the sake of the first tree. */
export interface Beginnings {
  readonly options: Arguments;
  readonly windows: ViewWindows;
  readonly live: LiveMachine;
  readonly readOnly: ReadOnlyMode;
}

const notRecorded = () => fail('invalid', 'This window shows one moment only.');

/** Everything that a first tree can do without: all that acts, keeps, exports and opens. */
export class Application {
  readonly answer: Answer;
  readonly #beginnings: Beginnings;
  readonly #menu: ApplicationMenu;
  readonly #tray: TrayIcon;
  readonly #recent: RecentFiles;
  readonly #opening: Opening;
  readonly #exporting: Exporting;
  readonly #keeping: Keeping;
  readonly #leakNotice: LeakNotice;
  readonly #lab: Lab | StartedLab;
  #zombies = 0;
  #keepInTray = false;
  /** What is said to the live page once it listens. */
  #toLive: (window: BrowserWindow) => void = () => {};

  constructor(beginnings: Beginnings) {
    this.#beginnings = beginnings;
    const { options, windows, live, readOnly } = beginnings;
    this.#menu = new ApplicationMenu({
      command: (command, window) =>
        tell(window instanceof BrowserWindow ? window : live.show(), 'menu:command', command),
      openRecent: (file) => void this.openNamed(file),
      clearRecent: () => this.#recent.clear(),
    });
    this.#recent = new RecentFiles((files) => this.#menu.show(files));
    this.#menu.show(this.#recent.files);
    this.#opening = new Opening(windows, this.#recent);
    this.#exporting = new Exporting(this.#recent);
    this.#tray = new TrayIcon({
      show: () => live.show(),
      showZombies: () => this.#showLive((window) => tell(window, 'menu:command', 'zombies-only')),
      showProcess: (key) => this.#showLive((window) => tell(window, 'process:show', key)),
      pause: (paused) => this.#configure({ paused }),
    });
    this.#leakNotice = new LeakNotice(({ title, body, about }) => {
      const notification = new Notification({ title, body });
      notification.on('click', () => this.#showLive((window) => tell(window, 'process:show', about)));
      notification.show();
    });
    this.#keeping = new Keeping({
      source: options.source,
      windows,
      recent: this.#recent,
      sampler: live.sampler,
      onRecord: (state) => tell(windows.live, 'record:state', state),
      onTrouble: (failure) => tell(windows.live, 'incidents:trouble', failure),
    });
    live.onSample = ({ facts: { zombies } }) => {
      this.#zombies = zombies;
      this.#tellTray();
      if (this.#leakNotice.cares(zombies)) this.#leakNotice.look(live.history.leaks());
    };
    const labOptions: StartedLabOptions = {
      refusal: () => readOnly.refusal(),
      onEvents: (events) => tell(windows.live, 'lab:events', writeLabEvents(events)),
    };
    this.#lab =
      process.platform === 'win32'
        ? new StartedLab(labOptions)
        : new Lab({
            ...labOptions,
            helperPath: NATIVE_PROGRAM,
            onHelper: (pid) => live.sampler.setLabRoot(pid),
          });
    this.answer = answering(this.#handlers(), (channel) => refusedByLab(channel, readOnly));
  }

  /** A file that was named from outside; where it cannot be shown, the machine is, with the reason before it. */
  async openNamed(file: string): Promise<void> {
    const opened = await this.#opening.open(file);
    if (opened.ok) return;
    const { windows, live } = this.#beginnings;
    const { message, hint = '' } = opened.error;
    process.stderr.write(`reaptree: ${message} ${hint}\n`);
    void dialog.showMessageBox(windows.front ?? live.show(), {
      type: 'error',
      message: 'The snapshot was not opened',
      detail: `${message} ${hint}`,
    });
  }

  /** Somebody started us a second time, and that one gave way. */
  takeOver(said: unknown): void {
    const handed = readHandedOver(said);
    if (handed === null) return;
    if (handed.file === null) this.#beginnings.live.show();
    else void this.openNamed(handed.file);
  }

  /** Whether to go on without a window: somebody has to be able to bring one back. */
  async staysInTray(): Promise<boolean> {
    return this.#keepInTray && this.#tray.there && (await desktopHasTray());
  }

  /** Ends what we started, and writes what is to be kept. */
  async close(): Promise<void> {
    this.#exporting.close();
    await this.#keeping.close();
    await this.#lab.close();
  }

  /** Shows the window with the machine, and says something to its page, which may have to begin first. */
  #showLive(say: (window: BrowserWindow) => void): void {
    const { live, windows } = this.#beginnings;
    const there = windows.live !== null;
    const window = live.show();
    if (there) say(window);
    else this.#toLive = say;
  }

  #tellTray(): void {
    if (!this.#tray.there) return;
    const { live } = this.#beginnings;
    const leaks = this.#zombies === 0 ? [] : live.history.leaks();
    this.#tray.tell({ zombies: this.#zombies, paused: live.sampler.settings.paused, leaks });
  }

  #prefer(preferences: Preferences, { window }: ViewWindow): Result<null> {
    this.#keepInTray = preferences.keepInTray;
    this.#tray.wanted =
      (preferences.tray || preferences.keepInTray) && this.#beginnings.options.smokeTest === null;
    this.#tellTray();
    if (window === this.#beginnings.windows.live) {
      this.#toLive(window);
      this.#toLive = () => {};
    }
    this.#leakNotice.preferences = preferences;
    this.#keeping.preferences = preferences;
    const { options, live } = this.#beginnings;
    const { intervalMs } = preferences;
    const as = live.sampler.settings.intervalMs;
    if (options.intervalMs === null && intervalMs !== as) this.#configure({ intervalMs });
    return ok(null);
  }

  #configure(change: RequestPayload<'sampler:configure'>): void {
    const { live, windows } = this.#beginnings;
    live.sampler.configure(change);
    tell(windows.live, 'sampler:settings', live.sampler.settings);
    this.#tellTray();
  }

  #handlers(): LaterHandlers {
    const { windows, live, readOnly } = this.#beginnings;
    const { sampler } = live;
    const exporting = this.#exporting;
    const opening = this.#opening;
    const keeping = this.#keeping;
    const lab = this.#lab;
    const comparing = new Comparing(windows, opening, () => live.shown);
    const inspector = new Inspector(() => thisHost().clockTicksPerSecond);
    const actions = new Actions({ native: NATIVE_PROGRAM, roots: () => sampler.roots, readOnly });
    const jobs = new Jobs(actions, (job, progress) =>
      tell(windows.live, 'actions:progress', { job, ...progress }),
    );
    return {
      'app:prefer': (preferences, asker) => this.#prefer(preferences, asker),
      'app:hasTray': async () => ok(await desktopHasTray()),
      'app:ticks': ({ on }, { window }) => {
        this.#menu.tick(window, on);
        return ok(null);
      },
      'app:setReadOnly': async ({ on }) => {
        const set = readOnly.set(on);
        if (!set.ok) return set;
        if (on) await lab.holdStill();
        const kept = await rememberReadOnly(on);
        return kept.ok ? set : kept;
      },
      'sampler:seen': async ({ seq }) => {
        await live.feed.acknowledge(seq);
        return ok(null);
      },
      'sampler:configure': (change) => {
        this.#configure(change);
        return ok(sampler.settings);
      },
      'sampler:attend': ({ keys }) => {
        sampler.attend(keys);
        return ok(null);
      },
      'history:events': (question, { shown }) => shown.events(question),
      'history:above': ({ key }, { shown }) => shown.above(key),
      'history:leaks': (_payload, { shown }) => shown.leaks(),
      'history:courses': ({ of }) => ok(live.history.courses(of)),
      'process:inspect': async ({ key, part, filter }) => {
        const answer = await inspector.inspect(key, part, filter);
        return answer.ok ? ok({ part, found: answer.value } as Inspected) : answer;
      },
      'actions:forecast': (order) => actions.forecast(order),
      'actions:run': ({ job, ...order }) => jobs.run(job, order),
      'actions:cancel': ({ job }) => jobs.cancel(job),
      'actions:renice': ({ keys, nice }) => actions.renice(keys, nice),
      'zombie:why': ({ key, watched }) => actions.why(key, watched),
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
      'view:recent': () => ok(this.#recent.files),
      'view:showLive': () => {
        live.show();
        return ok(null);
      },
      ...labRequests(lab),
    };
  }
}
