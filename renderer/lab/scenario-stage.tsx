import { Theater } from 'lucide-react';
import type { LabCall, LabState } from '../../core/lab.ts';
import type { LabRun } from '../../core/lab-scenario.ts';
import { Orphans, ParentCard } from './parent-card.tsx';
import { castOf } from './run-view.ts';
import { Transcript } from './transcript.tsx';
import './scenario-stage.css';

interface ScenarioStageProps {
  readonly state: LabState;
  readonly run: LabRun | null;
  readonly calls: readonly LabCall[];
}

/** Who plays at the moment, and every call of theirs. */
export function ScenarioStage({ state, run, calls }: ScenarioStageProps) {
  const cast = castOf(state, run);
  return (
    <div className="stage">
      <section className="stage-cast" aria-label="Processes of the scenario">
        {cast.parents.map((parent) => (
          <ParentCard key={parent.key} parent={parent} played />
        ))}
        <Orphans orphans={cast.orphans} />
        {cast.parents.length + cast.orphans.length === 0 ? <EmptyStage run={run} /> : null}
      </section>
      <Transcript
        title="What happens"
        calls={calls}
        fromFirst
        empty="Each call appears here as it is made, with what it really returned."
      />
    </div>
  );
}

function EmptyStage({ run }: { readonly run: LabRun | null }) {
  return (
    <div className="card stage-empty">
      <Theater size={22} strokeWidth={1.5} aria-hidden />
      <p>
        {run === null
          ? 'Run it, and its processes appear here: real ones, that every other tool sees, too.'
          : run.status === 'running'
            ? 'Nobody is on the stage at the moment.'
            : 'Everybody has ended and was collected.'}
      </p>
    </div>
  );
}
