import { type BrowserWindow, dialog } from 'electron';
import { RECORDING_EXTENSION } from '../../core/recording/recording.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { openSnapshot } from '../../engine/snapshot/open-snapshot.ts';
import type { Opened } from '../../engine/snapshot/opened.ts';
import { READER_FILE } from '../locations.ts';
import type { RecentFiles } from '../recent-files.ts';
import { looksRecorded, recordingView } from './recording-view.ts';
import { snapshotView } from './snapshot-view.ts';
import type { ViewWindows } from './view-windows.ts';

const SNAPSHOTS = ['json', 'ndjson', 'reaptree'];

/** Files become windows here, from wherever they were named. */
export class Opening {
  readonly #windows: ViewWindows;
  readonly #recent: RecentFiles;

  constructor(windows: ViewWindows, recent: RecentFiles) {
    this.#windows = windows;
    this.#recent = recent;
  }

  /** Opens a file in a window of its own, or says what is wrong with it. */
  async open(file: string): Promise<Result<null>> {
    if (await looksRecorded(file)) return this.#openRecording(file);
    const read = await this.read(file);
    if (!read.ok) return read;
    this.#windows.open(snapshotView(file, read.value));
    return ok(null);
  }

  async #openRecording(file: string): Promise<Result<null>> {
    const shown = await recordingView({ file });
    if (!shown.ok) {
      this.#recent.forget(file);
      return shown;
    }
    const { view } = shown.value;
    if (view.kind === 'recording') {
      const { from, to, hostname } = view;
      this.#recent.add({ file, takenAt: from, hostname, processes: null, lastedMs: to - from });
    }
    this.#windows.open(shown.value);
    return ok(null);
  }

  async read(file: string): Promise<Result<Opened>> {
    const read = await openSnapshot(READER_FILE, file);
    if (read.ok) this.#recent.add({ file, ...read.value.facts });
    else this.#recent.forget(file);
    return read;
  }

  /** A page may name a file that it was told of, and no other. */
  isRecent(file: string): boolean {
    return this.#recent.has(file);
  }

  async openRecent(file: string): Promise<Result<null>> {
    return this.isRecent(file) ? this.open(file) : fail('refused', 'That file was not opened before.');
  }

  /** Asks which file, in front of the window that wants it. */
  async ask(parent: BrowserWindow, title = 'Open snapshot'): Promise<Result<string>> {
    const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
      title,
      filters: [
        { name: 'Snapshots and recordings', extensions: [...SNAPSHOTS, RECORDING_EXTENSION] },
        { name: 'All files', extensions: ['*'] },
      ],
      properties: ['openFile'],
    });
    const [file] = filePaths;
    return canceled || file === undefined ? fail('cancelled', 'No file was chosen.') : ok(file);
  }

  async askAndOpen(parent: BrowserWindow): Promise<Result<null>> {
    const file = await this.ask(parent);
    return file.ok ? this.open(file.value) : file;
  }
}
