import type { RawProcess } from '../../core/observe.ts';
import type { SourceName } from '../../core/process.ts';

/** One way to list the processes of this machine. */
export interface ProcessSource {
  readonly name: SourceName;
  /**
   * Every process there is now. A process of which nothing changed since the last call is the same object
   * again. What vanishes in the middle of the reading is left out; nothing short of the whole listing
   * failing rejects.
   */
  read(): Promise<readonly RawProcess[]>;
  close(): void;
}
