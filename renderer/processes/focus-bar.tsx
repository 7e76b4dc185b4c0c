import { Focus, X } from 'lucide-react';
import { visible } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import './focus-bar.css';

/** Says to what the drawing is confined, for as long as it is. */
export function FocusBar() {
  const { tree, processes } = useModel();
  const focus = useValue(tree.focus);
  if (focus.length === 0) return null;
  return (
    <section className="focus-bar" aria-label="Confined to">
      <Focus size={14} aria-hidden />
      <span className="focus-words">Only these, and what is below them</span>
      {focus.map((key) => {
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
      <button type="button" className="link" onClick={() => tree.showEverything()}>
        Show everything
      </button>
    </section>
  );
}
