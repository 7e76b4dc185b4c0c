import type { InspectionPart, Inspections } from '../../core/inspection.ts';
import { type ProcessKey, partsOf } from '../../core/process.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { confinementOf } from './confinement.ts';
import { environmentOf } from './environment.ts';
import { filesOf } from './files.ts';
import { limitsOf } from './limits.ts';
import { memoryOf } from './memory.ts';
import { placesOf } from './places.ts';
import { noneOf, refusalOf } from './refusal.ts';
import { signalMasksOf } from './signal-masks.ts';
import { type Subject, subjectAt } from './subject.ts';
import { threadsOf } from './threads.ts';

type Readers = {
  readonly [P in InspectionPart]: (subject: Subject, filter: string) => Promise<Inspections[P]>;
};

/** What only a program has, for as long as it runs. */
const OF_PROGRAMS: ReadonlySet<InspectionPart> = new Set(['environment', 'places', 'files', 'memory']);

const GONE: Result<never> = fail('gone', 'The process has ended.');

/** Looks closer at one process, part by part, without ever waiting on the thread that asks. */
export class Inspector {
  readonly #readers: Readers;

  /** @param clockTicksPerSecond - what `/proc` counts CPU time in; asked when it is needed first */
  constructor(clockTicksPerSecond: () => number) {
    this.#readers = {
      environment: environmentOf,
      places: placesOf,
      files: filesOf,
      threads: (subject) => threadsOf(subject, 1000 / clockTicksPerSecond()),
      signals: signalMasksOf,
      limits: limitsOf,
      confinement: confinementOf,
      memory: memoryOf,
    };
  }

  /** @param filter - which files are wanted, where there are too many to tell of all */
  async inspect<P extends InspectionPart>(
    key: ProcessKey,
    part: P,
    filter = '',
  ): Promise<Result<Inspections[P]>> {
    if (process.platform !== 'linux') {
      return fail('unavailable', 'Only Linux has the files that tell of this.');
    }
    const { pid, start } = partsOf(key);
    const subject = subjectAt(pid);
    if (subject?.start !== start) return GONE;
    if (subject.kind !== 'program' && OF_PROGRAMS.has(part)) return noneOf(part, subject.kind);
    const found = await this.#readers[part](subject, filter).then(ok, (error: unknown) =>
      refusalOf(error, part, subject),
    );
    // The pid may have been given to another one while its files were read.
    return subjectAt(pid)?.start === start ? found : GONE;
  }
}
