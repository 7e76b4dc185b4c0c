import type { ExportSource } from './exported.ts';

/** What the thread of an export is started with. */
export type ExportTask =
  | { readonly kind: 'preview' | 'text'; readonly source: ExportSource }
  | {
      readonly kind: 'file';
      readonly source: ExportSource;
      readonly path: string;
      /** Numbers that both threads see, at the places below. */
      readonly shared: SharedArrayBuffer;
    };

/** Set to 1 by whoever no longer wants it. */
export const CANCELLED = 0;
/** How many pieces were written; one for each process, more or less. */
export const WRITTEN = 1;
export const PROCESSES = 2;
export const SHARED_NUMBERS = 3;
