import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import type { RecentFile } from '../core/view.ts';
import { writeAtomically } from '../engine/files/write-atomically.ts';

const KEPT = 12;

const recentFiles = z.array(
  z.object({
    file: z.string().min(1),
    takenAt: z.number(),
    hostname: z.string(),
    processes: z.number().nullable(),
    lastedMs: z.number().optional(),
  }),
);

/** The snapshots and recordings that were opened or written last, the latest first: for the menu and the place of snapshots. */
export class RecentFiles {
  readonly #path = join(app.getPath('userData'), 'recent.json');
  readonly #changed: (files: readonly RecentFile[]) => void;
  #files: readonly RecentFile[];

  constructor(changed: (files: readonly RecentFile[]) => void) {
    this.#changed = changed;
    this.#files = this.#remembered();
  }

  get files(): readonly RecentFile[] {
    return this.#files;
  }

  has(file: string): boolean {
    return this.#files.some((recent) => recent.file === file);
  }

  add({ file, takenAt, hostname, processes, lastedMs }: RecentFile): void {
    app.addRecentDocument(file);
    const others = this.#files.filter((recent) => recent.file !== file);
    this.#keep([{ file, takenAt, hostname, processes, lastedMs }, ...others].slice(0, KEPT));
  }

  /** It is no longer there, or no longer what it was. */
  forget(file: string): void {
    if (this.has(file)) this.#keep(this.#files.filter((recent) => recent.file !== file));
  }

  clear(): void {
    app.clearRecentDocuments();
    this.#keep([]);
  }

  #keep(files: readonly RecentFile[]): void {
    this.#files = files;
    void writeAtomically(this.#path, JSON.stringify(files));
    this.#changed(files);
  }

  #remembered(): readonly RecentFile[] {
    try {
      return recentFiles.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      // The first start, or a file that cannot be read: nothing in it is needed.
      return [];
    }
  }
}
