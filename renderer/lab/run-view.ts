import type { LabCall, LabChild, LabParent, LabState } from '../../core/lab.ts';
import type { LabRun } from '../../core/lab-scenario.ts';
import type { ProcessKey } from '../../core/process.ts';

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

/** The parent that the keys mean: the one that was touched last, or else the newest. */
export const currentOf = (parents: readonly LabParent[], touched: ProcessKey | null): LabParent | null =>
  parents.find(({ key }) => key === touched) ?? parents.at(-1) ?? null;

/** The lines of one parent and its children, and what the helper did to them. */
export function callsOfFamily(calls: readonly LabCall[], { pid, children }: LabParent): readonly LabCall[] {
  const family = new Set([pid, ...children.map((child) => child.pid)]);
  const isMeant = ({ args, outcome }: LabCall): boolean =>
    (outcome.kind === 'returned' && family.has(outcome.value)) ||
    (args.match(/\d+/g) ?? []).some((number) => family.has(Number(number)));
  return calls.filter((call) => family.has(call.pid) || (call.role === 'helper' && isMeant(call)));
}
