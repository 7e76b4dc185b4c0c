import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useState } from 'react';
import { counted, visible } from '../../core/format.ts';
import { UNSEEN_PARENT } from '../../core/incidents/incident.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

/** Asks before incidents are deleted: they cannot be had again. */
export function ForgetDialog() {
  const { incidents } = useModel();
  const wanted = useValue(incidents.forgetting);
  const [shown, setShown] = useState(wanted);
  if (wanted !== null && wanted !== shown) setShown(wanted);
  const program = shown?.program ?? null;
  return (
    <AlertDialog.Root
      open={wanted !== null}
      onOpenChange={(open) => open || incidents.forgetting.set(null)}
      onOpenChangeComplete={(open) => open || setShown(null)}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        {shown === null ? null : (
          <AlertDialog.Popup className="dialog">
            <div className="dialog-head">
              <AlertDialog.Title>
                {program === null
                  ? 'Delete all incidents?'
                  : `Delete what ${program === UNSEEN_PARENT ? 'unseen parents' : visible(program)} leaked?`}
              </AlertDialog.Title>
            </div>
            <div className="dialog-body">
              <AlertDialog.Description>
                {program === null
                  ? `All ${counted(shown.incidents, 'incident')} that are kept, of every program and time,`
                  : 'Every incident of it that is kept, of all times,'}{' '}
                will be deleted from the disk. They cannot be brought back.
              </AlertDialog.Description>
            </div>
            <div className="dialog-foot">
              <AlertDialog.Close className="button">Keep them</AlertDialog.Close>
              <button type="button" className="button primary" onClick={() => void incidents.forget(program)}>
                Delete
              </button>
            </div>
          </AlertDialog.Popup>
        )}
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
