import { count, counted, visible } from '../../../core/format.ts';
import { useWhyNot } from '../../actions/read-only-badge.tsx';
import { carryOut } from '../../frame/commands.ts';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { useValue } from '../../store/value.ts';
import { mayBeActedOn, zombiesAmong } from '../on-selection.ts';
import { useEnded } from '../use-ended.ts';

/** Says that what can be done by key or menu would be done to more than the process below. */
export function SeveralSelected({ current }: { readonly current: ProcessRow }) {
  const model = useModel();
  const { tree } = model;
  const rows = useValue(tree.selection.rows);
  const whyNot = useWhyNot();
  const ended = useEnded();
  if (rows.size < 2) return null;
  const all = [...rows.values()];
  const able = all.filter(mayBeActedOn).length;
  const zombies = zombiesAmong(model.processes, all).length;
  return (
    <section className="details-several" aria-label="Selection">
      <p>
        <strong>{counted(rows.size, 'process', 'processes')} selected</strong>
        {ended > 0 ? `, ${count(ended)} of them ended` : ''}.{' '}
        {rows.has(current.key) ? 'Below is' : 'Not among them is'} {visible(current.process.name)}.
      </p>
      <div className="details-actions">
        <button
          type="button"
          className="button small"
          disabled={whyNot !== null || able === 0}
          title={whyNot ?? (able === 0 ? 'There is nobody among them to end' : undefined)}
          onClick={() => carryOut(model, 'end')}
        >
          End… <kbd>Del</kbd>
        </button>
        {zombies === 0 ? null : (
          <button
            type="button"
            className="button small"
            disabled={whyNot !== null}
            title={whyNot ?? undefined}
            onClick={() => carryOut(model, 'reap')}
          >
            Reap {zombies} <kbd>R</kbd>
          </button>
        )}
        <button
          type="button"
          className="button small"
          disabled={whyNot !== null}
          title={whyNot ?? undefined}
          onClick={() => carryOut(model, 'signal')}
        >
          Send signal… <kbd>K</kbd>
        </button>
        <button type="button" className="button small" onClick={() => carryOut(model, 'focus')}>
          Focus <kbd>O</kbd>
        </button>
        <button type="button" className="button small" onClick={() => tree.selection.reduce()}>
          Only this one <kbd>Esc</kbd>
        </button>
      </div>
    </section>
  );
}
