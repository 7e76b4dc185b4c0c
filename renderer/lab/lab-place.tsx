import { FlaskConicalOff, Plus } from 'lucide-react';
import { useRef } from 'react';
import { count, counted } from '../../core/format.ts';
import { type LabState, presentIn } from '../../core/lab.ts';
import { useWhyNot } from '../actions/read-only-badge.tsx';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { Bench } from './bench.tsx';
import { Gallery } from './gallery.tsx';
import { useLabKeys } from './lab-keys.ts';
import { callsOf } from './run-view.ts';
import { ScenarioPanel } from './scenario-panel.tsx';
import { ScenarioStage } from './scenario-stage.tsx';
import './lab-place.css';

export function LabPlace() {
  const { lab } = useModel();
  const state = useValue(lab.state);
  const trouble = useValue(lab.trouble);
  const most = useValue(lab.most);
  const scenarios = useValue(lab.scenarios);
  const chosen = useValue(lab.chosen);
  const place = useRef<HTMLDivElement>(null);
  useLabKeys(place);
  const whyNot = useWhyNot();
  const why = trouble?.message ?? (state.helper.kind === 'missing' ? state.helper.why : null);
  const scenario = scenarios.find((one) => one.id === chosen) ?? null;
  return (
    <div className="lab" ref={place}>
      <header className="bar">
        <h1>Lab</h1>
        <span className="lab-motto">
          {whyNot === null
            ? 'real processes, made here, gone when you leave'
            : 'read-only mode: nothing is started, ended or steered here'}
        </span>
        <div className="bar-end">
          <Census state={state} most={most} />
          <button
            type="button"
            className="button"
            disabled={why !== null || whyNot !== null || state.helper.kind === 'without'}
            aria-keyshortcuts="N"
            title="N"
            onClick={() => {
              lab.choose(null);
              void lab.startParent();
            }}
          >
            <Plus size={15} aria-hidden /> New parent
          </button>
          <button
            type="button"
            className="button"
            disabled={whyNot !== null || state.parents.length + state.orphans.length === 0}
            aria-keyshortcuts="Shift+Delete"
            title="Ends every process of the lab (Shift Delete)"
            onClick={() => void lab.cleanUp()}
          >
            Clean up all
          </button>
        </div>
      </header>
      {why === null ? (
        <div className="lab-body" data-scenario={scenario?.id}>
          <Gallery />
          {scenario === null ? (
            <Bench state={state} />
          ) : (
            <Played key={scenario.id} scenarioId={scenario.id} />
          )}
        </div>
      ) : (
        <div className="state">
          <FlaskConicalOff size={30} strokeWidth={1.5} aria-hidden />
          <h2>The lab has no helper</h2>
          <p className="selectable">{why}</p>
          {trouble?.hint === undefined ? null : <p className="selectable">{trouble.hint}</p>}
          <p>Everything else works without it.</p>
        </div>
      )}
    </div>
  );
}

function Played({ scenarioId }: { readonly scenarioId: string }) {
  const { lab } = useModel();
  const state = useValue(lab.state);
  const scenario = useValue(lab.scenarios).find((one) => one.id === scenarioId);
  const run = state.run?.scenario === scenarioId ? state.run : null;
  const calls = callsOf(state, run);
  if (scenario === undefined) return null;
  return (
    <>
      <ScenarioStage state={state} run={run} calls={calls} />
      <ScenarioPanel scenario={scenario} run={run} calls={calls} />
    </>
  );
}

/** Who is there, and how near that is to the most that the lab takes. */
function Census({ state, most }: { readonly state: LabState; readonly most: number | null }) {
  const all = presentIn(state);
  const present = all - state.parents.length;
  if (all === 0) return null;
  const near = most !== null && all > most * 0.8;
  return (
    <span
      className={`chip ${near ? 'tone-orphan' : 'tone-lab'}`}
      title={most === null ? undefined : `The lab takes ${count(most)} processes at most`}
    >
      {[
        state.parents.length > 0 ? counted(state.parents.length, 'parent') : null,
        present > 0 ? counted(present, 'child', 'children') : null,
        near && most !== null ? `${count(most - all)} more allowed` : null,
      ]
        .filter((words) => words !== null)
        .join(', ')}
    </span>
  );
}
