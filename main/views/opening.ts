import { type BrowserWindow, dialog } from 'electron';
import { ok, type Result } from '../../core/result.ts';
import { openSnapshot } from '../../engine/snapshot/open-snapshot.ts';
import { READER_FILE } from '../locations.ts';
import { snapshotView } from './snapshot-view.ts';
import type { ViewWindows } from './view-windows.ts';

/** Opens a file in a window of its own, or says what is wrong with it. */
export async function openFile(windows: ViewWindows, file: string): Promise<Result<BrowserWindow>> {
  const read = await openSnapshot(READER_FILE, file);
  return read.ok ? ok(windows.open(snapshotView(file, read.value))) : read;
}

/** Asks which file; `false` where none was chosen. */
export async function chooseAndOpen(windows: ViewWindows, parent: BrowserWindow): Promise<Result<boolean>> {
  const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
    title: 'Open snapshot',
    filters: [
      { name: 'Snapshots', extensions: ['json', 'ndjson'] },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: ['openFile'],
  });
  const [file] = filePaths;
  if (canceled || file === undefined) return ok(false);
  const opened = await openFile(windows, file);
  return opened.ok ? ok(true) : opened;
}
