import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useState } from 'react';
import type { Reaped } from '../../core/actions.ts';
import { called } from '../../core/diagnosis.ts';
import type { Person } from '../../core/diagnosis-facts.ts';
import { exitWords } from '../../core/exit-words.ts';
import { counted, visible } from '../../core/format.ts';
import type { Failure } from '../../core/result.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import type { ReapIntent } from './acting.ts';
import { Words } from './words.tsx';
import './actions.css';

/** Asks before a debugger is used on the parent, or before it is ended; says of each zombie what came of it. */
export function ReapDialog() {
  const { acting } = useModel();
  const intent = useValue(acting.reaping);
  const [shown, setShown] = useState(intent);
  if (intent !== null && intent !== shown) setShown(intent);
  return (
    <AlertDialog.Root
      open={intent !== null}
      onOpenChange={(open) => open || acting.reaping.set(null)}
      onOpenChangeComplete={(open) => open || setShown(null)}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        {shown === null ? null : <Question key={shown.number} intent={shown} />}
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function Question({ intent }: { readonly intent: ReapIntent }) {
  const { acting } = useModel();
  const { parent, strategy, zombies } = intent;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [reaped, setReaped] = useState<readonly Reaped[] | null>(null);
  const ends = strategy === 'end-parent';
  const many = counted(zombies.length, 'zombie');

  const run = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const answer = await acting.collect(
      zombies.map(({ key }) => key),
      strategy,
    );
    setBusy(false);
    if (answer.ok) setReaped(answer.value);
    else setFailure(answer.error);
  };

  return (
    <AlertDialog.Popup className="dialog action-dialog">
      <div className="dialog-head">
        <AlertDialog.Title>
          {reaped !== null
            ? `What became of ${many}`
            : ends
              ? `End ${called(parent)}?`
              : `Let ${called(parent)} collect ${many}?`}
        </AlertDialog.Title>
      </div>
      <div className="dialog-body action-body">
        {reaped !== null ? (
          <Outcomes reaped={reaped} />
        ) : ends ? (
          <Ending intent={intent} />
        ) : (
          <Collecting intent={intent} />
        )}
        {failure === null ? null : (
          <p className="note tone-hot" role="alert">
            <strong>{failure.message}</strong> {failure.hint}
          </p>
        )}
        {busy ? (
          <p role="status" className="action-list-wait">
            {ends
              ? 'Ending it, and waiting for the zombies to be adopted and collected …'
              : 'The debugger is at work …'}
          </p>
        ) : null}
      </div>
      <div className="dialog-foot">
        <AlertDialog.Close className={reaped === null ? 'button' : 'button primary'} disabled={busy}>
          {reaped === null ? 'Cancel' : 'Close'}
        </AlertDialog.Close>
        {reaped === null ? (
          <button
            type="button"
            className="button primary"
            disabled={busy || acting.readOnly.get()}
            onClick={() => void run()}
          >
            {ends
              ? `End ${visible(parent.name)}`
              : `Collect ${zombies.length === 1 ? 'it' : `all ${zombies.length}`}`}
          </button>
        ) : null}
      </div>
    </AlertDialog.Popup>
  );
}

function Collecting({ intent: { parent, zombies } }: { readonly intent: ReapIntent }) {
  const name = visible(parent.name);
  return (
    <>
      <p>
        <Words
          text={`A debugger holds ${name} still for about a third of a second and lets it call waitpid() itself, once for each. Then it goes on as before${parent.state === 'T' ? ', stopped as it is now' : ''}.`}
        />
      </p>
      <p className="note tone-orphan">
        <strong>
          {name} never learns how {zombies.length === 1 ? 'it' : 'they'} ended.
        </strong>{' '}
        Should it ever wait for {zombies.length === 1 ? 'this child' : 'one of these children'}, it is told
        that it has none. How {zombies.length === 1 ? 'it' : 'each'} ended will stand here.
      </p>
      <People people={zombies} label="Zombies" />
    </>
  );
}

function Ending({ intent: { parent, zombies } }: { readonly intent: ReapIntent }) {
  const name = visible(parent.name);
  const lost = parent.init === 'container' ? parent.inContainer : parent.children;
  return (
    <>
      <p>
        <Words
          text={`${name} gets SIGTERM, and SIGKILL if it is still there after 5 s. Whoever adopts its ${counted(zombies.length, 'zombie')} then collects ${zombies.length === 1 ? 'it' : 'them'}.`}
        />
      </p>
      {lost.length === 0 ? (
        <p className="note">Nothing else hangs on it: it has no living children.</p>
      ) : (
        <>
          <p className="note tone-hot">
            <strong>
              {parent.init === 'container'
                ? `The whole container ends with it: ${counted(lost.length, 'more process', 'more processes')}.`
                : `${counted(lost.length, 'living child loses', 'living children lose')} their parent.`}
            </strong>{' '}
            {parent.leadsTerminal ? 'What runs in its terminal is told to end as well.' : ''}
          </p>
          <People people={lost} label="What hangs on it" />
        </>
      )}
    </>
  );
}

function People({ people, label }: { readonly people: readonly Person[]; readonly label: string }) {
  return (
    <ul className="action-list" aria-label={label}>
      {people.map(({ key, pid, name }) => (
        <li key={key}>
          <span className="action-name">{visible(name)}</span>
          <code>{pid}</code>
          <span />
        </li>
      ))}
    </ul>
  );
}

function Outcomes({ reaped }: { readonly reaped: readonly Reaped[] }) {
  return (
    <ul className="action-list" aria-label="What became of each">
      {reaped.map((one) => (
        <li key={one.key} data-kind={one.reaped ? 'ended' : 'still-there'}>
          <span className="action-name">{visible(one.name)}</span>
          <code>{one.pid}</code>
          <span className="action-says">
            <strong>{one.reaped ? 'collected' : 'still there'}</strong>
            {one.status === null ? '' : `, ${exitWords(one.status)}`}
            {one.reaped ? null : (
              <>
                : <Words text={one.says} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
