import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { Exported } from '../core/contract.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { writeJson } from '../core/snapshot/json.ts';
import { takeSnapshot } from '../core/snapshot/snapshot.ts';
import type { Sampler } from '../engine/collect/sampler.ts';
import { writeAtomically } from '../engine/files/write-atomically.ts';

/** A name that sorts by time and holds no character that a file system refuses. */
export const snapshotFileName = (hostname: string, takenAt: string): string =>
  `reaptree-${hostname.replace(/[^\w.-]/g, '_')}-${takenAt.slice(0, 19).replaceAll(':', '-')}.json`;

/** Takes a sample when the button is pressed, then asks where to. */
export async function exportSnapshot(
  window: BrowserWindow | null,
  sampler: Sampler,
): Promise<Result<Exported>> {
  const full = await sampler.full(true);
  if (!full.ok) return full;
  const snapshot = takeSnapshot(full.value);
  const options = {
    title: 'Export snapshot',
    defaultPath: join(app.getPath('documents'), snapshotFileName(snapshot.host.hostname, snapshot.takenAt)),
    filters: [{ name: 'Reaptree snapshot', extensions: ['json'] }],
  };
  const { canceled, filePath } =
    window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  if (canceled || filePath === '') return fail('cancelled', 'Nothing was exported.');
  const written = await writeAtomically(filePath, writeJson(snapshot));
  return written.ok ? ok({ path: filePath, processes: snapshot.processes.length }) : written;
}
