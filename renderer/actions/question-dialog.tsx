import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../core/result.ts';
import { useValue, type Value } from '../store/value.ts';
import type { Asked } from './acting.ts';
import { useWhyNot } from './read-only-badge.tsx';
import './actions.css';

interface QuestionDialogProps<Q extends Asked> {
  /** Open for as long as it has a value. */
  readonly question: Value<Q | null>;
  readonly children: (question: Q) => ReactNode;
}

/** What is asked before anything is done to a process: a dialog that only its own buttons and Escape close. */
export function QuestionDialog<Q extends Asked>({ question, children }: QuestionDialogProps<Q>) {
  const asked = useValue(question);
  // What was asked last stays to be seen while the dialog fades.
  const [shown, setShown] = useState(asked);
  if (asked !== null && asked !== shown) setShown(asked);
  return (
    <AlertDialog.Root
      open={asked !== null}
      onOpenChange={(open) => open || question.set(null)}
      onOpenChangeComplete={(open) => open || setShown(null)}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        {shown === null ? null : (
          <AlertDialog.Popup key={shown.number} className="dialog action-dialog">
            {children(shown)}
          </AlertDialog.Popup>
        )}
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

interface QuestionFrameProps {
  readonly title: ReactNode;
  /** Who it is about, below the title. */
  readonly about?: ReactNode;
  readonly failure: Failure | null;
  /** What closes it: nothing more can be done, or nothing has been done yet. */
  readonly close: { readonly words: 'Cancel' | 'Close'; readonly disabled?: boolean } | null;
  /** The buttons that do something. */
  readonly buttons: ReactNode;
  readonly children: ReactNode;
}

/** The inside of such a dialog: what it is about, what there is to say, and the buttons. */
export function QuestionFrame({ title, about, failure, close, buttons, children }: QuestionFrameProps) {
  const whyNot = useWhyNot();
  return (
    <>
      <div className="dialog-head">
        <AlertDialog.Title>{title}</AlertDialog.Title>
        {about === undefined ? null : (
          <AlertDialog.Description className="action-about" render={<div />}>
            {about}
          </AlertDialog.Description>
        )}
      </div>
      <div className="dialog-body action-body">
        {children}
        {whyNot === null || close?.words === 'Close' ? null : <p className="note tone-stopped">{whyNot}.</p>}
        {failure === null ? null : (
          <p className="note tone-hot" role="alert">
            <strong>{failure.message}</strong> {failure.hint}
          </p>
        )}
      </div>
      <div className="dialog-foot">
        {close === null ? null : (
          <AlertDialog.Close
            className={close.words === 'Close' ? 'button primary' : 'button'}
            disabled={close.disabled ?? false}
          >
            {close.words}
          </AlertDialog.Close>
        )}
        {buttons}
      </div>
    </>
  );
}
