import type { FormatName } from './format-names.ts';
import type { Replacement } from './redact/pseudonyms.ts';

/** What is to be written of a view, and how. */
export interface ExportOrder {
  /** Only what it finds; empty for everything. */
  readonly query: string;
  /** Those above what is found as well, so that one sees where they belong. */
  readonly ancestors: boolean;
  /** Those below what is found as well. */
  readonly below: boolean;
  readonly format: FormatName;
  /** Names and what looks like a secret are replaced. */
  readonly redact: boolean;
}

/** What an export would hold, for a look before it is given away. */
export interface ExportPreview {
  readonly processes: number;
  /** The first {@link EXPORT_LIMITS}`.replacementsShown`, those that stand there most often first. */
  readonly replacements: readonly Replacement[];
  readonly replacementsInAll: number;
  /** What whoever reads such a file may find wanting; `null` where nothing is. */
  readonly caution: string | null;
}

/** How far an export has come. */
export interface ExportProgress {
  readonly job: string;
  readonly written: number;
  readonly processes: number;
}

/** What was written. */
export interface Exported {
  readonly path: string;
  readonly processes: number;
}

export const EXPORT_LIMITS = {
  replacementsShown: 500,
  /** Of a query: a selection of thousands is written as one. */
  queryLength: 400_000,
  /** Characters: a clipboard is kept in memory by whoever is asked for it, several times over. */
  copied: 32 * 1024 * 1024,
  /** Bytes of a picture. */
  picture: 128 * 1024 * 1024,
} as const;
