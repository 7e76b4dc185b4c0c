import { Focus, X } from 'lucide-react';
import { count, counted, visible } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import './focus-bar.css';

/** Whoever confines the drawing to more than these knows what they have in common. */
const MOST_NAMED = 8;

/** Says to what the drawing is confined, for as long as it is. */
export function FocusBar() {
  const { tree, processes } = useModel();
  const focus = useValue(tree.focus);
  const found = useValue(tree.found);
  if (focus.length === 0) return null;
  return (
    <section className="focus-bar" aria-label="Confined to">
      <Focus size={14} aria-hidden />
      <span className="focus-words">Only these, and what is below them</span>
      {focus.slice(0, MOST_NAMED).map((key) => {
        const process = processes.row(key)?.process;
        const name = process === undefined ? key : `${visible(process.name)} ${process.pid}`;
        return (
          <span key={key} className="chip">
            {name}
            <button type="button" aria-label={`No longer ${name}`} onClick={() => tree.unfocus(key)}>
              <X size={12} aria-hidden />
            </button>
          </span>
        );
      })}
      {focus.length > MOST_NAMED ? <span>and {count(focus.length - MOST_NAMED)} more</span> : null}
      {found !== null && found.count > 0 && found.outside.length > 0 ? (
        <span>
          {counted(found.outside.length, 'match', 'matches')} outside{' '}
          <button type="button" className="link" onClick={() => tree.focusOnFound()}>
            Add {found.outside.length === 1 ? 'it' : 'them'}
          </button>
        </span>
      ) : null}
      <button type="button" className="link focus-end" onClick={() => tree.showEverything()}>
        Show everything
      </button>
    </section>
  );
}
