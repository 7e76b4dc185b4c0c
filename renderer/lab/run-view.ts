import type { LabCall, LabChild, LabParent, LabState } from '../../core/lab.ts';
import type { LabRun } from '../../core/lab-scenario.ts';

export interface Cast {
  readonly parents: readonly LabParent[];
  readonly orphans: readonly LabChild[];
}

/** The processes of a run. */
export const castOf = (state: LabState, run: LabRun | null): Cast => split(state, run, true);

/** Everybody else: what was made by hand. */
export const benchOf = (state: LabState): Cast => split(state, state.run, false);

function split({ parents, orphans }: LabState, run: LabRun | null, played: boolean): Cast {
  const plays = new Set(run?.parents);
  return {
    parents: parents.filter((parent) => plays.has(parent.key) === played),
    orphans: orphans.filter((child) => plays.has(child.family) === played),
  };
}

/** The lines of a run; what is made by hand meanwhile is none of it. */
export function callsOf(state: LabState, run: LabRun | null): readonly LabCall[] {
  if (run === null) return [];
  const bench = benchOf(state);
  const byHand = new Set([
    ...bench.parents.flatMap((parent) => [parent.pid, ...parent.children.map((child) => child.pid)]),
    ...bench.orphans.map((child) => child.pid),
  ]);
  const end = run.until ?? Number.POSITIVE_INFINITY;
  return state.calls.filter((call) => call.seq > run.after && call.seq <= end && !byHand.has(call.pid));
}
