import type { Exit, ProcessInfo, ProcessKey } from '../process.ts';
import type { RawProcess } from '../reading.ts';
import type { Lineage } from './lineage.ts';
import type { Rates } from './rates.ts';

/** What is remembered of one process from reading to reading. */
export interface Memory {
  raw: RawProcess;
  /** The row that was last told; `null` until there is one. */
  info: ProcessInfo | null;
  /** What rates are taken against: its counters at the last complete reading, or at first sight. */
  counted: RawProcess;
  countedAtMs: number;
  rates: Rates;
  /** Who its parent is, as of the last reading. */
  parent: ProcessKey | null;
  /** The parent at birth where that was told, else at first sight. */
  firstParent: ProcessKey | null;
  originalParent: ProcessKey | null;
  zombieSince: number | null;
  /** The last command line that was not empty. */
  command: string;
  lineage: Lineage;
  /** What the kernel said at its exit, where it was listened to. */
  exit: Exit | null;
}
