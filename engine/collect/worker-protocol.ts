import type { Delta } from '../../core/delta.ts';
import type { IncidentNews } from '../../core/incidents/incident.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { Roots } from '../../core/reading.ts';
import type { PackedBlock } from '../../core/recording/recording.ts';
import type { WrittenState } from '../../core/written-state.ts';
import type { SourceChoice } from './open-source.ts';

/** What the worker thread is started with. */
export interface WorkerStart {
  readonly source: SourceChoice;
  readonly intervalMs: number;
  readonly paused: boolean;
  readonly roots: Roots;
  /** The compiled helper, which can tell of exits between two samples. */
  readonly native: string | null;
}

/** To the worker. */
export type WorkerOrder =
  | { readonly kind: 'configure'; readonly intervalMs: number; readonly paused: boolean }
  | { readonly kind: 'roots'; readonly roots: Roots }
  | { readonly kind: 'attend'; readonly keys: readonly ProcessKey[] | 'all' }
  /** `complete`: a new sample is taken for it, with the dear facts of every process. */
  | { readonly kind: 'full'; readonly id: number; readonly complete: boolean }
  /** What is told shall be recorded as well, and zombies reported that are left for so long. */
  | { readonly kind: 'keep'; readonly graceMs: number }
  /** What is recorded and still held back is to be told. */
  | { readonly kind: 'flush'; readonly id: number };

/** From the worker. */
export type WorkerReport =
  /** The first sample. The deltas follow it. */
  | { readonly kind: 'begun'; readonly full: WrittenState }
  | { readonly kind: 'delta'; readonly delta: Delta }
  | { readonly kind: 'full'; readonly id: number; readonly full: WrittenState }
  | { readonly kind: 'recorded'; readonly block: PackedBlock }
  /** The zombies there are as the keeping begins: what is reported of others comes after. */
  | { readonly kind: 'zombies'; readonly keys: readonly ProcessKey[] }
  | { readonly kind: 'incidents'; readonly news: IncidentNews }
  | { readonly kind: 'flushed'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number | null; readonly message: string };
