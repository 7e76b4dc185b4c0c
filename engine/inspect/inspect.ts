import type { InspectionPart, Inspections } from '../../core/inspection.ts';
import { type ProcessKey, partsOf } from '../../core/process.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { startTimeOf } from '../collect/procfs/start-time.ts';
import { confinementOf } from './confinement.ts';
import { environmentOf } from './environment.ts';
import { filesOf } from './files.ts';
import { limitsOf } from './limits.ts';
import { memoryOf } from './memory.ts';
import { placesOf } from './places.ts';
import { refusalOf } from './proc-files.ts';
import { signalMasksOf } from './signal-masks.ts';
import { threadsOf } from './threads.ts';

type Readers = { readonly [P in InspectionPart]: (pid: number) => Promise<Inspections[P]> };

const WHAT: Readonly<Record<InspectionPart, string>> = {
  environment: 'its environment',
  places: 'where it is',
  files: 'its open files',
  threads: 'its threads',
  signals: 'its signals',
  limits: 'its limits',
  confinement: 'what confines it',
  memory: 'its memory',
};

/** Looks closer at one process, part by part, without ever waiting on the thread that asks. */
export class Inspector {
  readonly #readers: Readers;

  /** @param clockTicksPerSecond - what `/proc` counts CPU time in; asked when it is needed first */
  constructor(clockTicksPerSecond: () => number) {
    this.#readers = {
      environment: environmentOf,
      places: placesOf,
      files: filesOf,
      threads: (pid) => threadsOf(pid, 1000 / clockTicksPerSecond()),
      signals: signalMasksOf,
      limits: limitsOf,
      confinement: confinementOf,
      memory: memoryOf,
    };
  }

  async inspect<P extends InspectionPart>(key: ProcessKey, part: P): Promise<Result<Inspections[P]>> {
    if (process.platform !== 'linux') {
      return fail('unavailable', 'Only Linux has the files that tell of this.');
    }
    const { pid, start } = partsOf(key);
    if (startTimeOf(pid) !== start) return fail('gone', 'The process has ended.');
    try {
      const found = await this.#readers[part](pid);
      // The pid may have been given to another one while its files were read.
      return startTimeOf(pid) === start ? ok(found) : fail('gone', 'The process has ended.');
    } catch (error) {
      return refusalOf(error, WHAT[part]);
    }
  }
}
