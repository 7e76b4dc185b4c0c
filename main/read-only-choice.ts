import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Result } from '../core/result.ts';
import { writeAtomically } from '../engine/files/write-atomically.ts';

/** Kept here and not by the page: it has to hold before there is one. */
const file = (): string => join(app.getPath('userData'), 'read-only.json');

/** Whether read-only mode was on at the last end. A file that is there and cannot be read counts as a yes. */
export function rememberedReadOnly(): boolean {
  try {
    return JSON.parse(readFileSync(file(), 'utf8')).readOnly !== false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

export const rememberReadOnly = (readOnly: boolean): Promise<Result<unknown>> =>
  writeAtomically(file(), JSON.stringify({ readOnly }));
