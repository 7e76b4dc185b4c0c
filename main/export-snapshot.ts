import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { Exported } from '../core/contract.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { writeJson } from '../core/snapshot/json.ts';
import { writeAtomically } from '../engine/files/write-atomically.ts';
import { readSnapshotText } from '../engine/snapshot/snapshot-text.ts';
import type { ViewWindow } from './views/view-windows.ts';

/** A name that sorts by time and holds no character that a file system refuses. */
export const snapshotFileName = (hostname: string, takenAt: string): string =>
  `reaptree-${hostname.replace(/[^\w.-]/g, '_')}-${takenAt.slice(0, 19).replaceAll(':', '-')}.json`;

/** Takes what the window shows when the button is pressed, then asks where to. */
export async function exportSnapshot({ window, shown }: ViewWindow): Promise<Result<Exported>> {
  const text = await shown.text();
  if (!text.ok) return text;
  const read = readSnapshotText(text.value);
  if (!read.ok) return read;
  const snapshot = read.value;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Export snapshot',
    defaultPath: join(app.getPath('documents'), snapshotFileName(snapshot.host.hostname, snapshot.takenAt)),
    filters: [{ name: 'Reaptree snapshot', extensions: ['json'] }],
  });
  if (canceled || filePath === '') return fail('cancelled', 'Nothing was exported.');
  const written = await writeAtomically(filePath, writeJson(snapshot));
  return written.ok ? ok({ path: filePath, processes: snapshot.processes.length }) : written;
}
