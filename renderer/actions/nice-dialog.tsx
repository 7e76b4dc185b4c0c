import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useState } from 'react';
import { NICE } from '../../core/actions.ts';
import { counted, visible } from '../../core/format.ts';
import type { Failure } from '../../core/result.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import type { NiceIntent } from './acting.ts';
import './actions.css';

/** Asks how willingly processes shall let others go first. */
export function NiceDialog() {
  const { acting } = useModel();
  const intent = useValue(acting.nicing);
  const [shown, setShown] = useState(intent);
  if (intent !== null && intent !== shown) setShown(intent);
  return (
    <AlertDialog.Root
      open={intent !== null}
      onOpenChange={(open) => open || acting.nicing.set(null)}
      onOpenChangeComplete={(open) => open || setShown(null)}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        {shown === null ? null : <Question key={shown.number} intent={shown} />}
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function Question({ intent: { rows } }: { readonly intent: NiceIntent }) {
  const { acting } = useModel();
  const [first] = rows;
  const [nice, setNice] = useState(first?.process.nice ?? 0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const whom =
    rows.length === 1 && first !== undefined
      ? `${visible(first.process.name)} (${first.process.pid})`
      : counted(rows.length, 'process', 'processes');
  const set = async (): Promise<void> => {
    const answer = await acting.setNice(
      rows.map(({ key }) => key),
      nice,
    );
    if (answer.ok) acting.nicing.set(null);
    else setFailure(answer.error);
  };
  return (
    <AlertDialog.Popup className="dialog action-dialog">
      <div className="dialog-head">
        <AlertDialog.Title>How nice shall {whom} be?</AlertDialog.Title>
      </div>
      <div className="dialog-body action-body">
        <div className="nice-choice">
          <input
            type="range"
            min={NICE.least}
            max={NICE.most}
            value={nice}
            aria-label="Niceness"
            onChange={(event) => setNice(event.currentTarget.valueAsNumber)}
          />
          <output className="code">{nice}</output>
        </div>
        <p className="action-says">
          {nice < 0
            ? 'It goes before others. Only root may make a process less nice than it is.'
            : nice === 0
              ? 'It takes turns with all others: what is usual.'
              : nice < NICE.most
                ? 'It lets others go first where the processor is short.'
                : 'It runs nearly only when nobody else wants to.'}
        </p>
        {failure === null ? null : (
          <p className="note tone-hot" role="alert">
            <strong>{failure.message}</strong> {failure.hint}
          </p>
        )}
      </div>
      <div className="dialog-foot">
        <AlertDialog.Close className="button">Cancel</AlertDialog.Close>
        <button
          type="button"
          className="button primary"
          disabled={acting.readOnly.get()}
          onClick={() => void set()}
        >
          Set niceness {nice}
        </button>
      </div>
    </AlertDialog.Popup>
  );
}
