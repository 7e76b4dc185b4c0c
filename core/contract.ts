import type { About } from './about.ts';
import type { Forecast, Order, Outcome, Progress, ReadOnlyState, Reaped, ReapOrder } from './actions.ts';
import type { Watched, ZombieCase } from './diagnosis-facts.ts';
import type { HistoryFilter, HistoryPage, Leak, LeakCourses } from './history.ts';
import type { Incident, Leakers } from './incidents/incident.ts';
import type { Inspected, InspectionPart } from './inspection.ts';
import type { ChildManner, LabState, ReapingPolicy, WrittenLabEvents } from './lab.ts';
import type { RunOrder, ScenarioInfo } from './lab-scenario.ts';
import type { MenuCommand } from './menu-command.ts';
import { namesOf } from './names-of.ts';
import type { Preferences } from './preferences.ts';
import type { ProcessKey } from './process.ts';
import type { EventName, RecordingOverview, Seek } from './recording/playback.ts';
import type { RecordState } from './recording/record-state.ts';
import type { Failure, Result } from './result.ts';
import type { SamplerHealth, SamplerSettings } from './sampler-state.ts';
import type { SignalName } from './signals.ts';
import type { ChangedRow } from './snapshot/changed-row.ts';
import type { Exported, ExportOrder, ExportPreview, ExportProgress } from './snapshot/export-order.ts';
import type { ComparedChoice, RecentFile } from './view.ts';
import type { WrittenState } from './written-state.ts';

/**
 * Every request that the renderer may make: what it carries and what comes back. The main process checks
 * each payload against its schema (request-schemas.ts) before anything else sees it.
 */
export interface Requests {
  'app:about': { payload: undefined; response: About };
  'app:prefer': { payload: Preferences; response: null };
  /** Whether the desktop shows a tray. */
  'app:hasTray': { payload: undefined; response: boolean };
  /** Which commands of the menu are ticked while the window that asks is in front. */
  'app:ticks': { payload: { on: readonly MenuCommand[] }; response: null };
  /** Holds from now on, and after the next start. */
  'app:setReadOnly': { payload: { on: boolean }; response: ReadOnlyState };
  /** Begin (again) to receive the samples: the answer is the whole state, deltas follow. */
  'sampler:attach': { payload: undefined; response: WrittenState };
  /** The page has taken every sample up to this number; told now and then. */
  'sampler:seen': { payload: { seq: number }; response: null };
  'sampler:configure': {
    payload: { intervalMs?: number | undefined; paused?: boolean | undefined };
    response: SamplerSettings;
  };
  /** Whose dear facts (wchan, disk rates) are wanted with each sample: those on the screen, or all to search in. */
  'sampler:attend': { payload: { keys: readonly ProcessKey[] | 'all' }; response: null };
  /** What happened lately, the latest first; `after` is the number of the last one that is known. */
  'history:events': {
    payload: { filter: HistoryFilter; after?: number | undefined; limit: number };
    response: HistoryPage;
  };
  /** Those above a process, gone or not, from the one that started it upwards, as far as they are known. */
  'history:above': { payload: { key: ProcessKey }; response: readonly ProcessKey[] };
  /** Who holds zombies, the worst first. */
  'history:leaks': { payload: undefined; response: readonly Leak[] };
  /** How some of them went in the last minutes; of each only what is later than what is known. */
  'history:courses': {
    payload: { of: readonly { key: ProcessKey; after: number }[] };
    response: LeakCourses;
  };
  /** A closer look at one process, part by part. */
  'process:inspect': {
    /** Of many open files, those in which these words are. */
    payload: { key: ProcessKey; part: InspectionPart; filter?: string | undefined };
    response: Inspected;
  };
  /** Whom an order would hit, before it is given. */
  'actions:forecast': { payload: Pick<Order, 'keys' | 'scope'>; response: Forecast };
  /** `job` names it in the progress that is told, and to cancel it. */
  'actions:run': { payload: Order & { job: string }; response: readonly Outcome[] };
  'actions:cancel': { payload: { job: string }; response: null };
  'actions:renice': { payload: { keys: readonly ProcessKey[]; nice: number }; response: readonly Outcome[] };
  /** What the diagnosis of a zombie rests on, together with what the page has seen of it. */
  'zombie:why': { payload: { key: ProcessKey; watched: Watched }; response: ZombieCase };
  'zombie:reap': { payload: ReapOrder; response: readonly Reaped[] };
  /** What an export would hold. */
  'export:preview': { payload: ExportOrder; response: ExportPreview };
  /** Asks for a file name and writes there what the window shows; `job` names it in the progress, and to cancel it. */
  'export:save': { payload: ExportOrder & { job: string }; response: Exported };
  'export:cancel': { payload: { job: string }; response: null };
  /** Puts it onto the clipboard; answers how many processes that were. */
  'export:copy': { payload: ExportOrder; response: number };
  /** The text itself: for the page to make a picture of. */
  'export:text': { payload: ExportOrder; response: string };
  /** A PNG that the page drew. */
  'export:savePicture': { payload: { png: Uint8Array }; response: { readonly path: string } };
  'export:copyPicture': { payload: { png: Uint8Array }; response: null };
  /** Writes a file that can be dragged out, and lets the next drag carry it. */
  'export:prepareDrag': { payload: ExportOrder; response: null };
  'export:drag': { payload: undefined; response: null };
  /** What is recorded of this machine. */
  'record:state': { payload: undefined; response: RecordState };
  /** Opens what is in memory in a window of its own, at an event or at its end. */
  'record:look': { payload: { event: EventName | null }; response: null };
  /** Asks for a file name, writes there what is in memory, and goes on recording to it. */
  'record:begin': { payload: undefined; response: RecordState };
  /** Ends that; answers the file, or `null` where none was being written. */
  'record:end': { payload: undefined; response: { path: string; bytes: number } | null };
  /** Of the recording that the window shows. */
  'recording:overview': { payload: undefined; response: RecordingOverview };
  /** `from`: the moment that the page shows, where the next may follow from it. */
  'recording:seek': { payload: { from: number | null; to: number }; response: Seek };
  /** Who left zombies since then. */
  'incidents:leakers': { payload: { from: number }; response: Leakers };
  'incidents:list': { payload: { from: number; program: string | null }; response: readonly Incident[] };
  /** Asks for a file name; of all programs where none is named. */
  'incidents:export': {
    payload: { from: number; program: string | null };
    response: { path: string; incidents: number };
  };
  /** For good; of all programs where none is named. Answers how many they were. */
  'incidents:delete': { payload: { program: string | null }; response: number };
  /** Opens a snapshot in a window of its own: one of the recent files, or where `file` is `null` asks which. */
  'view:open': { payload: { file: string | null }; response: null };
  /** A file that was dropped on the page. Only the preload script asks so: a page cannot name files. */
  'view:openDropped': { payload: { file: string }; response: null };
  /** Lays two snapshots over each other in a window of its own, the earlier first. */
  'view:compare': { payload: { one: ComparedChoice; other: ComparedChoice }; response: null };
  /** What changed, of a window that shows a comparison. */
  'comparison:changed': { payload: undefined; response: readonly ChangedRow[] };
  /** Puts it onto the clipboard as text. */
  'comparison:copy': { payload: undefined; response: null };
  /** Asks for a file name and writes what `reaptree diff --json` would. */
  'comparison:save': { payload: undefined; response: { readonly path: string } };
  'view:recent': { payload: undefined; response: readonly RecentFile[] };
  /** Brings the window with the machine as it is to the front. */
  'view:showLive': { payload: undefined; response: null };
  'lab:state': { payload: undefined; response: LabState };
  /** Answers the key of the new parent. */
  'lab:startParent': { payload: undefined; response: ProcessKey };
  'lab:fork': {
    payload: { parent: ProcessKey; count: number; afterMs: number; exitCode: number } & ChildManner;
    response: null;
  };
  /** Ends a fork of many before all are there. */
  'lab:cancelFork': { payload: { parent: ProcessKey }; response: null };
  'lab:setReaping': {
    payload: { parent: ProcessKey; policy: ReapingPolicy; everyMs: number };
    response: null;
  };
  /** The parent forks a child that becomes what a shell makes of the command. */
  'lab:exec': { payload: { parent: ProcessKey; command: string }; response: null };
  'lab:daemonise': { payload: { parent: ProcessKey; lifeMs: number }; response: null };
  /** A blocked call of that parent returns with EINTR. */
  'lab:interrupt': { payload: { parent: ProcessKey }; response: null };
  /** `wait()`: blocks that parent until any child ends. */
  'lab:wait': { payload: { parent: ProcessKey }; response: null };
  /** `waitpid()` for one child (or any, where `child` is null), blocking or not. */
  'lab:waitpid': {
    payload: { parent: ProcessKey; child: ProcessKey | null; nohang: boolean };
    response: null;
  };
  'lab:kill': { payload: { key: ProcessKey; signal: SignalName }; response: null };
  'lab:endParent': { payload: { parent: ProcessKey }; response: null };
  'lab:cleanUp': { payload: undefined; response: null };
  /** How many processes the lab may have at once. */
  'lab:most': { payload: undefined; response: number };
  'lab:scenarios': { payload: undefined; response: readonly ScenarioInfo[] };
  /** What comes of it is told by events; one that still runs is stopped first. */
  'lab:runScenario': { payload: RunOrder; response: null };
  'lab:stepScenario': { payload: undefined; response: null };
  'lab:pressKey': { payload: { key: string }; response: null };
  /** Answers when nothing of it is left. */
  'lab:stopScenario': { payload: undefined; response: null };
}

export type RequestChannel = keyof Requests;
export type RequestPayload<C extends RequestChannel> = Requests[C]['payload'];
export type Response<C extends RequestChannel> = Result<Requests[C]['response']>;

/** What main tells the renderer unasked. */
export interface Events {
  /** Written by `writeDelta`. */
  'sampler:delta': string;
  'sampler:full': WrittenState;
  'sampler:health': SamplerHealth;
  'sampler:settings': SamplerSettings;
  'actions:progress': Progress & { readonly job: string };
  'export:progress': ExportProgress;
  /** Apply each to the state that `lab:state` answered with `applyLabEvent`. */
  'lab:events': WrittenLabEvents;
  'record:state': RecordState;
  /** Why incidents are not kept at present; `null` when they are again. */
  'incidents:trouble': Failure | null;
  'menu:command': MenuCommand;
  /** Somebody wants to see this process: a notification about it was pressed. */
  'process:show': ProcessKey;
}
export type EventChannel = keyof Events;

export const REQUEST_CHANNELS = namesOf<RequestChannel>({
  'app:about': true,
  'app:prefer': true,
  'app:ticks': true,
  'app:hasTray': true,
  'app:setReadOnly': true,
  'sampler:attach': true,
  'sampler:seen': true,
  'sampler:configure': true,
  'sampler:attend': true,
  'history:events': true,
  'history:above': true,
  'history:leaks': true,
  'history:courses': true,
  'process:inspect': true,
  'actions:forecast': true,
  'actions:run': true,
  'actions:cancel': true,
  'actions:renice': true,
  'zombie:why': true,
  'zombie:reap': true,
  'export:preview': true,
  'export:save': true,
  'export:cancel': true,
  'export:copy': true,
  'export:text': true,
  'export:savePicture': true,
  'export:copyPicture': true,
  'export:prepareDrag': true,
  'export:drag': true,
  'record:state': true,
  'record:look': true,
  'record:begin': true,
  'record:end': true,
  'recording:overview': true,
  'recording:seek': true,
  'incidents:leakers': true,
  'incidents:list': true,
  'incidents:export': true,
  'incidents:delete': true,
  'view:open': true,
  'view:openDropped': true,
  'view:compare': true,
  'comparison:changed': true,
  'comparison:copy': true,
  'comparison:save': true,
  'view:recent': true,
  'view:showLive': true,
  'lab:state': true,
  'lab:startParent': true,
  'lab:fork': true,
  'lab:wait': true,
  'lab:waitpid': true,
  'lab:kill': true,
  'lab:endParent': true,
  'lab:cleanUp': true,
  'lab:cancelFork': true,
  'lab:setReaping': true,
  'lab:exec': true,
  'lab:daemonise': true,
  'lab:interrupt': true,
  'lab:most': true,
  'lab:scenarios': true,
  'lab:runScenario': true,
  'lab:stepScenario': true,
  'lab:pressKey': true,
  'lab:stopScenario': true,
});

export const EVENT_CHANNELS = namesOf<EventChannel>({
  'sampler:delta': true,
  'sampler:full': true,
  'sampler:health': true,
  'sampler:settings': true,
  'actions:progress': true,
  'export:progress': true,
  'lab:events': true,
  'record:state': true,
  'incidents:trouble': true,
  'menu:command': true,
  'process:show': true,
});

/** What the preload script asks by itself, with what a page cannot know. */
export const PRELOAD_CHANNELS: readonly RequestChannel[] = ['view:openDropped'];

/** `window.reaptree`: all that a page can reach of the machine. */
export interface ReaptreeApi {
  request<C extends RequestChannel>(
    channel: C,
    ...payload: RequestPayload<C> extends undefined ? [] : [RequestPayload<C>]
  ): Promise<Response<C>>;
  /** Opens a file that the user dropped on the page, a `File` of the DOM. */
  openDropped(file: object): Promise<Response<'view:openDropped'>>;
  /** Returns what ends the subscription. */
  on<C extends EventChannel>(channel: C, listener: (event: Events[C]) => void): () => void;
}
