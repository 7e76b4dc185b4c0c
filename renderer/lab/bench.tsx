import { FlaskConical, FlaskConicalOff, Plus } from 'lucide-react';
import { useState } from 'react';
import type { LabState } from '../../core/lab.ts';
import type { ProcessKey } from '../../core/process.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { FirstSteps } from './first-steps.tsx';
import { Orphans, ParentCard } from './parent-card.tsx';
import { benchOf, callsOfFamily, currentOf } from './run-view.ts';
import { Transcript } from './transcript.tsx';

/** Where everything is done by hand. */
export function Bench({ state }: { readonly state: LabState }) {
  const [listened, setListened] = useState<ProcessKey | null>(null);
  const { parents } = benchOf(state);
  const family = parents.find((parent) => parent.key === listened) ?? null;
  return (
    <div className="bench">
      <div className="bench-parents">
        <Parents state={state} />
      </div>
      <div className="bench-story">
        <FirstSteps />
        <Transcript
          title="Transcript"
          calls={family === null ? state.calls : callsOfFamily(state.calls, family)}
          choice={
            parents.length < 2 ? null : (
              <select
                className="input small"
                aria-label="Whose calls"
                value={family?.key ?? ''}
                onChange={(event) =>
                  setListened(parents.find(({ key }) => key === event.target.value)?.key ?? null)
                }
              >
                <option value="">of everybody</option>
                {parents.map(({ key, pid }) => (
                  <option key={key} value={key}>
                    of parent {pid}
                  </option>
                ))}
              </select>
            )
          }
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
  const current = currentOf(parents, useValue(lab.touched));
  return (
    <>
      {helper.kind === 'ended' ? (
        <p className="note tone-hot" role="alert">
          <strong>The helper ended, and everything in the lab with it.</strong> {helper.why}
        </p>
      ) : null}
      {parents.map((parent) => (
        <ParentCard key={parent.key} parent={parent} current={parents.length > 1 && parent === current} />
      ))}
      <Orphans orphans={orphans} />
      {helper.kind === 'without' ? (
        <div className="state">
          <FlaskConicalOff size={30} strokeWidth={1.5} aria-hidden />
          <h2>No bench on this system</h2>
          <p>{helper.why}</p>
        </div>
      ) : null}
      {helper.kind !== 'without' && parents.length + orphans.length === 0 ? (
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
