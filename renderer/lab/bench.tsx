import { FlaskConical, Plus } from 'lucide-react';
import type { LabState } from '../../core/lab.ts';
import { useModel } from '../model.ts';
import { FirstSteps } from './first-steps.tsx';
import { Orphans, ParentCard } from './parent-card.tsx';
import { benchOf } from './run-view.ts';
import { Transcript } from './transcript.tsx';

/** Where everything is done by hand. */
export function Bench({ state }: { readonly state: LabState }) {
  return (
    <div className="bench">
      <div className="bench-parents">
        <Parents state={state} />
      </div>
      <div className="bench-story">
        <FirstSteps />
        <Transcript
          title="Transcript"
          calls={state.calls}
          empty={
            <>
              Each <code>fork()</code>, <code>wait()</code> and <code>kill()</code> appears here with what it
              returned.
            </>
          }
        />
      </div>
    </div>
  );
}

function Parents({ state }: { readonly state: LabState }) {
  const { lab } = useModel();
  const { helper } = state;
  const { parents, orphans } = benchOf(state);
  return (
    <>
      {helper.kind === 'ended' ? (
        <p className="note tone-hot" role="alert">
          <strong>The helper ended, and everything in the lab with it.</strong> {helper.why}
        </p>
      ) : null}
      {parents.map((parent) => (
        <ParentCard key={parent.key} parent={parent} />
      ))}
      <Orphans orphans={orphans} />
      {parents.length + orphans.length === 0 ? (
        <div className="state">
          <FlaskConical size={30} strokeWidth={1.5} aria-hidden />
          <h2>Nothing lives here</h2>
          <p>
            A test parent really calls fork, wait and kill, and what it makes appears in the process tree.
            Whatever lives here ends with this window.
          </p>
          <button type="button" className="button primary" onClick={() => void lab.startParent()}>
            <Plus size={15} aria-hidden /> Start a parent
          </button>
        </div>
      ) : null}
    </>
  );
}
