import { Dialog } from '@base-ui/react/dialog';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Column } from '../../../core/columns/column.ts';
import { COLUMNS, columnsNamed } from '../../../core/columns.ts';
import { PanelDialog } from '../../frame/panel-dialog.tsx';
import { useModel } from '../../model.ts';
import { useValue } from '../../store/value.ts';
import './columns-dialog.css';

/** Which columns there are, and in which order: every change shows at once behind it. */
export function ColumnsDialog() {
  const { columnsShown, columnChoice, settings } = useModel();
  // The choice is part of the settings: it is drawn anew with them.
  useValue(settings);
  const ids = columnChoice.ids;
  const others = COLUMNS.filter(({ id }) => !ids.includes(id));
  return (
    <PanelDialog title="Columns" shown={columnsShown} className="columns-dialog">
      <div className="dialog-body">
        <ul aria-label="Shown">
          {columnsNamed(ids).map((column, place) => (
            <Line key={column.id} column={column} place={place} last={ids.length - 1} />
          ))}
        </ul>
        <h3>Not shown</h3>
        <ul aria-label="Not shown">
          {others.map((column) => (
            <Line key={column.id} column={column} place={null} last={0} />
          ))}
        </ul>
      </div>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={() => columnChoice.reset()}>
          The usual columns
        </button>
        <Dialog.Close className="button primary">Done</Dialog.Close>
      </div>
    </PanelDialog>
  );
}

interface LineProps {
  readonly column: Column;
  /** Among those shown, from 0; `null` where it is not. */
  readonly place: number | null;
  readonly last: number;
}

function Line({ column: { id, title, about, dear }, place, last }: LineProps) {
  const { columnChoice } = useModel();
  return (
    <li>
      <label className="column-line">
        <input
          type="checkbox"
          checked={place !== null}
          disabled={id === 'name'}
          onChange={(event) => columnChoice.show(id, event.target.checked)}
        />
        <span className="column-title">{title}</span>
        <span className="column-about">
          {about}
          {dear ? '; asked only for the rows on the screen' : ''}
        </span>
      </label>
      {place === null ? null : (
        <span className="column-moves">
          <button
            type="button"
            className="button bare square small"
            aria-label={`${title}: earlier`}
            disabled={place === 0}
            onClick={() => columnChoice.move(id, place - 1)}
          >
            <ArrowUp size={14} aria-hidden />
          </button>
          <button
            type="button"
            className="button bare square small"
            aria-label={`${title}: later`}
            disabled={place === last}
            onClick={() => columnChoice.move(id, place + 1)}
          >
            <ArrowDown size={14} aria-hidden />
          </button>
        </span>
      )}
    </li>
  );
}
