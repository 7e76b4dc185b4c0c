import type { ProcessKey, SourceName } from '../../core/process.ts';
import type { Changes } from '../../core/reading.ts';

/** Whose dear facts (where it sleeps, what it reads and writes) are asked for with each reading. */
export type Attention = ReadonlySet<ProcessKey> | 'all';

/**
 * How much the very first reading asks of those that are there. Somebody waits for the first tree, so `quick` leaves
 * what it is not built of (control group, pid namespaces, and user and command line of those that are not on its first
 * screen) for the second one, and takes the kernel's rough figure for the memory.
 */
export type FirstLook = 'whole' | 'quick';

/** One way to list the processes of this machine. */
export interface ProcessSource {
  readonly name: SourceName;
  /**
   * Looks at every process there is, and answers what is different from the last time: at first, all of
   * them. What vanishes in the middle of the reading is gone; nothing short of the whole listing failing
   * rejects.
   */
  read(): Promise<Changes>;
  /** Looks at a few of which something is known to have happened; `null` where the source cannot. */
  readonly readThese: ((pids: Iterable<number>) => Changes) | null;
  attend(attention: Attention): void;
  close(): void;
}
