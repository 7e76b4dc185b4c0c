import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { geteuid } from 'node:process';
import { app, type BrowserWindow, clipboard, dialog, nativeImage } from 'electron';
import { fail, ok, type Result } from '../core/result.ts';
import type { Exported, ExportOrder, ExportPreview } from '../core/snapshot/export-order.ts';
import { FORMATS, SNAPSHOT_EXTENSION } from '../core/snapshot/formats.ts';
import { isLive, type View } from '../core/view.ts';
import { thisHost } from '../engine/collect/host.ts';
import { writeAtomically } from '../engine/files/write-atomically.ts';
import type { ExportSource } from '../engine/snapshot/exported.ts';
import { Exports } from '../engine/snapshot/exports.ts';
import { EXPORT_FILE } from './locations.ts';
import type { RecentFiles } from './recent-files.ts';
import { TRAY_PIXELS, trayPicture } from './tray-picture.ts';
import { tell, type ViewWindow } from './views/view-windows.ts';

interface FileType {
  readonly title: string;
  readonly extensions: readonly string[];
}

const PNG: FileType = { title: 'Picture (PNG)', extensions: ['png'] };

const typeOf = ({ format }: ExportOrder): FileType => {
  const { title, extension } = FORMATS[format];
  return { title, extensions: format === 'json' ? [extension, SNAPSHOT_EXTENSION] : [extension] };
};

/** A name that sorts by time and holds no character that a file system refuses. */
export function exportFileName(view: View, redacted: boolean, now: number): string {
  const [hostname, at] = whoAndWhen(view, now);
  // The name of a file is read by whoever gets it.
  const whose = redacted ? '' : `${hostname.replace(/[^\w.-]/g, '_')}-`;
  return `reaptree-${whose}${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}`;
}

function whoAndWhen(view: View, now: number): [hostname: string, at: number] {
  switch (view.kind) {
    case 'live':
      return [thisHost().hostname, now];
    case 'snapshot':
      return [view.hostname, view.takenAt];
    case 'comparison':
      return [view.after.hostname, view.after.takenAt];
    case 'recording':
      return [view.hostname, view.to];
  }
}

/** What a window shows, on its way to a file, the clipboard or another program. */
export class Exporting {
  readonly #exports: Exports;
  readonly #recent: RecentFiles;
  readonly #askers = new Map<string, BrowserWindow>();
  /** Where files lie that are dragged out, for as long as we run; made for the first. */
  #folder: string | null = null;
  readonly #dragged = new WeakMap<BrowserWindow, string>();

  constructor(recent: RecentFiles) {
    this.#recent = recent;
    this.#exports = new Exports({
      workerFile: EXPORT_FILE,
      onProgress: (progress) => tell(this.#askers.get(progress.job) ?? null, 'export:progress', progress),
    });
  }

  async preview(asker: ViewWindow, order: ExportOrder): Promise<Result<ExportPreview>> {
    const source = await sourceOf(asker, order);
    return source.ok ? this.#exports.preview(source.value) : source;
  }

  /** Takes what there is when the button is pressed, then asks where to. */
  async save(asker: ViewWindow, job: string, order: ExportOrder): Promise<Result<Exported>> {
    const source = await sourceOf(asker, order);
    if (!source.ok) return source;
    const path = await askWhere(asker, typeOf(order), order.redact);
    if (!path.ok) return path;
    this.#askers.set(job, asker.window);
    const written = await this.#exports.write(job, source.value, path.value);
    this.#askers.delete(job);
    if (!written.ok) return written;
    // What was written whole can be opened again.
    if (FORMATS[order.format].whole) this.#recent.add({ file: path.value, ...written.value });
    return ok({ path: path.value, processes: written.value.processes });
  }

  cancel(job: string): Result<null> {
    return this.#exports.cancel(job);
  }

  async text(asker: ViewWindow, order: ExportOrder): Promise<Result<{ text: string; processes: number }>> {
    const source = await sourceOf(asker, order);
    return source.ok ? this.#exports.text(source.value) : source;
  }

  async copy(asker: ViewWindow, order: ExportOrder): Promise<Result<number>> {
    const made = await this.text(asker, order);
    if (!made.ok) return made;
    await clipboard.writeText(made.value.text);
    return ok(made.value.processes);
  }

  async savePicture(asker: ViewWindow, png: Uint8Array): Promise<Result<{ path: string }>> {
    const path = await askWhere(asker, PNG, false);
    if (!path.ok) return path;
    const written = await writeAtomically(path.value, [png]);
    return written.ok ? ok({ path: path.value }) : written;
  }

  async prepareDrag(asker: ViewWindow, order: ExportOrder): Promise<Result<null>> {
    const source = await sourceOf(asker, order);
    if (!source.ok) return source;
    this.#folder ??= await mkdtemp(join(tmpdir(), 'reaptree-dragged-'));
    const name = exportFileName(asker.shown.view, order.redact, Date.now());
    const path = join(this.#folder, `${name}.${FORMATS[order.format].extension}`);
    const written = await this.#exports.write(path, source.value, path);
    if (!written.ok) return written;
    const last = this.#dragged.get(asker.window);
    if (last !== undefined && last !== path) await rm(last, { force: true });
    this.#dragged.set(asker.window, path);
    return ok(null);
  }

  /** While the pointer holds it: from here on the system carries the file. */
  drag({ window }: ViewWindow): Result<null> {
    const file = this.#dragged.get(window);
    if (file === undefined) return fail('unavailable', 'The file is not written yet.', 'Drag it again.');
    const size = { width: TRAY_PIXELS, height: TRAY_PIXELS };
    window.webContents.startDrag({ file, icon: nativeImage.createFromBitmap(trayPicture(0), size) });
    return ok(null);
  }

  /** Nothing that was only made to be dragged outlives the app. */
  close(): void {
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }
}

async function sourceOf({ shown }: ViewWindow, order: ExportOrder): Promise<Result<ExportSource>> {
  const text = await shown.text();
  if (!text.ok) return text;
  // Of a file from elsewhere, nobody is “me”.
  return ok({ text: text.value, order, uid: isLive(shown.view) ? (geteuid?.() ?? null) : null });
}

async function askWhere(
  { window, shown }: ViewWindow,
  { title, extensions: [first = '', ...more] }: FileType,
  redacted: boolean,
): Promise<Result<string>> {
  const name = exportFileName(shown.view, redacted, Date.now());
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Export',
    defaultPath: join(app.getPath('documents'), `${name}.${first}`),
    filters: [{ name: title, extensions: [first, ...more] }],
  });
  return canceled || filePath === '' ? fail('cancelled', 'Nothing was exported.') : ok(filePath);
}
