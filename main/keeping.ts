import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { INCIDENT_DAYS, INCIDENTS_AT_ONCE, KEPT_BYTES, KEPT_MINUTES } from '../core/limits.ts';
import type { Preferences } from '../core/preferences.ts';
import type { EventName } from '../core/recording/playback.ts';
import type { RecordState } from '../core/recording/record-state.ts';
import { RECORDING_EXTENSION, RECORDING_FORMAT, RECORDING_VERSION } from '../core/recording/recording.ts';
import { type Failure, fail, ok, type Result } from '../core/result.ts';
import { writtenHost } from '../core/snapshot/snapshot.ts';
import { thisHost } from '../engine/collect/host.ts';
import type { SourceChoice } from '../engine/collect/open-source.ts';
import type { Sampler } from '../engine/collect/sampler.ts';
import { Incidents } from '../engine/incidents/incidents.ts';
import { Recordings } from '../engine/record/recordings.ts';
import type { Handlers } from './ipc.ts';
import { INCIDENTS_FILE } from './locations.ts';
import type { RecentFiles } from './recent-files.ts';
import { recordingView } from './views/recording-view.ts';
import type { ViewWindows } from './views/view-windows.ts';

export interface KeepingOptions {
  readonly source: SourceChoice;
  readonly windows: ViewWindows;
  readonly sampler: Sampler;
  readonly recent: RecentFiles;
  readonly onRecord: (state: RecordState) => void;
  readonly onTrouble: (failure: Failure | null) => void;
}

type Answered =
  | 'record:state'
  | 'record:look'
  | 'record:begin'
  | 'record:end'
  | `incidents:${'leakers' | 'list' | 'export' | 'delete'}`;

/** Whatever of the machine is kept for later: its last minutes, recordings, and zombie incidents. */
export class Keeping {
  readonly #options: KeepingOptions;
  readonly #recordings: Recordings;
  readonly incidents: Incidents;

  constructor(options: KeepingOptions) {
    this.#options = options;
    this.#recordings = new Recordings({
      head: {
        format: RECORDING_FORMAT,
        version: RECORDING_VERSION,
        host: writtenHost(thisHost()),
        source: options.source,
      },
      bounds: boundsOf(KEPT_MINUTES.usual),
      flush: () => options.sampler.flush(),
      onState: options.onRecord,
    });
    const { bootId, bootTime } = thisHost();
    this.incidents = new Incidents(
      {
        workerFile: INCIDENTS_FILE,
        path: join(app.getPath('userData'), 'incidents.sqlite'),
        boot: bootId ?? String(bootTime),
        onTrouble: options.onTrouble,
      },
      INCIDENT_DAYS.usual,
    );
    options.sampler.keep({
      onRecorded: (block) => this.#recordings.add(block),
      onZombies: (keys) => this.incidents.begin(keys),
      onIncidents: (news) => this.incidents.take(news),
    });
  }

  set preferences({ keptMinutes, incidentGraceMs, incidentDays }: Preferences) {
    this.#recordings.bounds = boundsOf(keptMinutes);
    this.#options.sampler.graceMs = incidentGraceMs;
    this.incidents.days = incidentDays;
  }

  readonly handlers: Pick<Handlers, Answered> = {
    'record:state': () => ok(this.#recordings.state),
    'record:look': ({ event }) => this.#lookBack(event),
    'record:begin': (_payload, { window }) => this.#begin(window),
    'record:end': () => this.#end(),
    'incidents:leakers': ({ from }) => this.incidents.leakers(from),
    'incidents:list': (question) => this.incidents.incidents({ ...question, limit: INCIDENTS_AT_ONCE }),
    'incidents:export': (question, { window }) => this.#exportIncidents(window, question),
    'incidents:delete': ({ program }) => this.incidents.delete(program),
  };

  /** What is in memory is written, and a recording ended, before we go. */
  async close(): Promise<void> {
    await Promise.all([this.#recordings.end(), this.incidents.close()]);
  }

  async #lookBack(event: EventName | null): Promise<Result<null>> {
    const blocks = await this.#recordings.snapshot();
    if (!blocks.ok) return blocks;
    const view = await recordingView({ blocks: blocks.value, event });
    if (!view.ok) return view;
    this.#options.windows.open(view.value);
    return ok(null);
  }

  async #begin(window: BrowserWindow): Promise<Result<RecordState>> {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: 'Record to a file',
      defaultPath: join(app.getPath('documents'), `${nameNow('reaptree')}.${RECORDING_EXTENSION}`),
      filters: [{ name: 'Reaptree recording', extensions: [RECORDING_EXTENSION] }],
    });
    if (canceled || filePath === '') return fail('cancelled', 'Nothing is recorded to a file.');
    return this.#recordings.begin(filePath);
  }

  async #end(): ReturnType<Recordings['end']> {
    const { file } = this.#recordings.state;
    const ended = await this.#recordings.end();
    if (ended.ok && ended.value !== null && file !== null) {
      const { hostname } = thisHost();
      const lastedMs = Date.now() - file.from;
      this.#options.recent.add({ file: file.path, takenAt: file.from, hostname, processes: null, lastedMs });
    }
    return ended;
  }

  async #exportIncidents(
    window: BrowserWindow,
    question: { from: number; program: string | null },
  ): Promise<Result<{ path: string; incidents: number }>> {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: 'Export incidents',
      defaultPath: join(app.getPath('documents'), `${nameNow('zombie-incidents')}.csv`),
      filters: [
        { name: 'A table for a spreadsheet', extensions: ['csv'] },
        { name: 'JSON', extensions: ['json'] },
      ],
    });
    if (canceled || filePath === '') return fail('cancelled', 'Nothing was exported.');
    const format = filePath.toLowerCase().endsWith('.json') ? 'json' : 'csv';
    const written = await this.incidents.export({ ...question, limit: -1 }, filePath, format);
    return written.ok ? ok({ path: filePath, incidents: written.value }) : written;
  }
}

const boundsOf = (minutes: number) => ({ ms: minutes * 60_000, bytes: KEPT_BYTES });

const nameNow = (what: string): string =>
  `${what}-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
