import { Copy, Save } from 'lucide-react';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { ChangeChips } from './change-chips.tsx';
import './comparison.css';

/** Above the tree of a comparison: how much of what, and how to take it along. */
export function ComparisonBar() {
  const { view: value, comparison } = useModel();
  const view = useValue(value);
  if (view.kind !== 'comparison') return null;
  return (
    <section className="comparison-bar" aria-label="Changes">
      <ChangeChips view={view} />
      <div className="comparison-actions">
        <button type="button" className="button small" onClick={() => void comparison.copy()}>
          <Copy size={13} aria-hidden /> Copy as text
        </button>
        <button type="button" className="button small" onClick={() => void comparison.save()}>
          <Save size={13} aria-hidden /> Save as JSON…
        </button>
      </div>
      {view.sameBoot ? null : (
        <p className="note tone-orphan">
          The two are of different boots or machines: no process of one is a process of the other.
        </p>
      )}
    </section>
  );
}
