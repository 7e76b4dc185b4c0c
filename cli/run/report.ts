import type { Exit } from '../../core/process.ts';
import type { LeftKind, LeftProcess } from '../../engine/run/left.ts';

/** What a run is told as, in every form. Moments are in milliseconds since the epoch. */
export interface RunReport {
  readonly command: readonly string[];
  readonly exit: Exit;
  readonly timedOut: boolean;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly graceMs: number;
  readonly failOn: readonly LeftKind[];
  readonly left: readonly LeftProcess[];
  /** What `reaptree run` exits with. */
  readonly exitStatus: number;
}

/** Of those, the ones that make the run fail. */
export const failing = ({ left, failOn }: Pick<RunReport, 'left' | 'failOn'>): readonly LeftProcess[] =>
  left.filter(({ kinds }) => kinds.some((kind) => failOn.includes(kind)));
