import { count } from '../../core/format.ts';
import type { LabParent } from '../../core/lab.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import './fork-progress.css';

/** How far a fork of many has come; it can be ended, and who is there by then stays. */
export function ForkProgress({ parent }: { readonly parent: LabParent }) {
  const { lab } = useModel();
  const forking = useValue(lab.forking);
  if (forking === null || forking.parent !== parent.key) return null;
  const done = Math.min(forking.count, Math.max(0, parent.children.length - forking.before));
  return (
    <div className="fork-progress">
      <progress max={forking.count} value={done} aria-label="Children forked" />
      <span>
        {count(done)} of {count(forking.count)}
      </span>
      <button type="button" className="button small" onClick={() => void lab.cancelFork(parent.key)}>
        Cancel
      </button>
    </div>
  );
}
