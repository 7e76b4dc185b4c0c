import { FlaskConical, FlaskConicalOff, Plus } from 'lucide-react';
import { counted } from '../../core/format.ts';
import type { LabState } from '../../core/lab.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { FirstSteps } from './first-steps.tsx';
import { Children, ParentCard } from './parent-card.tsx';
import { Transcript } from './transcript.tsx';
import './lab-place.css';

export function LabPlace() {
  const { lab } = useModel();
  const state = useValue(lab.state);
  const trouble = useValue(lab.trouble);
  const why = trouble?.message ?? (state.helper.kind === 'missing' ? state.helper.why : null);
  return (
    <div className="lab">
      <header className="bar">
        <h1>Lab</h1>
        <span className="lab-motto">real processes, made here, gone when you leave</span>
        <div className="bar-end">
          <Census state={state} />
          <button
            type="button"
            className="button"
            disabled={why !== null}
            onClick={() => void lab.startParent()}
          >
            <Plus size={15} aria-hidden /> New parent
          </button>
          <button
            type="button"
            className="button"
            disabled={state.parents.length + state.orphans.length === 0}
            onClick={() => void lab.cleanUp()}
          >
            Clean up all
          </button>
        </div>
      </header>
      {why === null ? (
        <div className="bench">
          <div className="bench-parents">
            <Parents state={state} />
          </div>
          <div className="bench-story">
            <FirstSteps />
            <Transcript />
          </div>
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

function Census({ state }: { readonly state: LabState }) {
  const children = [...state.parents.flatMap((parent) => parent.children), ...state.orphans];
  const present = children.filter((child) => child.state !== 'reaped').length;
  if (state.parents.length + present === 0) return null;
  return (
    <span className="chip tone-lab">
      {[
        state.parents.length > 0 ? counted(state.parents.length, 'parent') : null,
        present > 0 ? counted(present, 'child', 'children') : null,
      ]
        .filter((words) => words !== null)
        .join(', ')}
    </span>
  );
}

function Parents({ state }: { readonly state: LabState }) {
  const { lab } = useModel();
  const { parents, orphans, helper } = state;
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
      {orphans.length === 0 ? null : (
        <article className="card parent" aria-label="Orphans">
          <header>
            <span className="badge tone-orphan">orphans</span>
            <span className="adopted">
              their parent ended; the helper adopted them and collects each as it ends
            </span>
          </header>
          <Children of={orphans} />
        </article>
      )}
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
