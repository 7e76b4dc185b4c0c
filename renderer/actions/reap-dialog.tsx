import { useState } from 'react';
import type { Reaped } from '../../core/actions.ts';
import { adoption } from '../../core/diagnosis-ending.ts';
import { called, PEOPLE_NAMED, type People } from '../../core/diagnosis-facts.ts';
import { exitWords } from '../../core/exit-words.ts';
import { counted, visible } from '../../core/format.ts';
import type { Failure } from '../../core/result.ts';
import { useModel } from '../model.ts';
import { ActButton } from './act-button.tsx';
import type { ReapFamily, ReapIntent } from './acting.ts';
import { ActionList } from './action-list.tsx';
import { QuestionDialog, QuestionFrame } from './question-dialog.tsx';
import { Words } from './words.tsx';

/** Asks before a debugger is used on a parent, or before it is ended; says of each zombie what came of it. */
export function ReapDialog() {
  const { acting } = useModel();
  return (
    <QuestionDialog question={acting.reaping}>{(intent) => <Question intent={intent} />}</QuestionDialog>
  );
}

function Question({ intent }: { readonly intent: ReapIntent }) {
  const { acting } = useModel();
  const { families, strategy } = intent;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [reaped, setReaped] = useState<readonly Reaped[] | null>(null);
  const zombies = families.flatMap((family) => family.zombies);
  const { title, button, wait } = wordsFor(intent, zombies.length);

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
    <QuestionFrame
      title={reaped === null ? title : `What became of ${counted(zombies.length, 'zombie')}`}
      failure={failure}
      close={{ words: reaped === null ? 'Cancel' : 'Close', disabled: busy }}
      buttons={
        reaped === null ? (
          <ActButton disabled={busy} onClick={() => void run()}>
            {button}
          </ActButton>
        ) : null
      }
    >
      {reaped !== null ? (
        <Outcomes reaped={reaped} />
      ) : strategy === null ? (
        <Several families={families} />
      ) : strategy === 'end-parent' ? (
        <Ending family={families[0]} />
      ) : (
        <Collecting family={families[0]} />
      )}
      {busy ? (
        <p role="status" className="action-list-wait">
          {wait}
        </p>
      ) : null}
    </QuestionFrame>
  );
}

function wordsFor(
  { strategy, families }: ReapIntent,
  zombies: number,
): { readonly title: string; readonly button: string; readonly wait: string } {
  const { parent } = families[0];
  const many = counted(zombies, 'zombie');
  switch (strategy) {
    case null:
      return {
        title: `Reap ${many} of ${counted(families.length, 'parent')}?`,
        button: `Reap ${zombies}`,
        wait: 'One parent after the other …',
      };
    case 'end-parent':
      return {
        title: `End ${called(parent)}?`,
        button: `End ${visible(parent.name)}`,
        wait: 'Ending it, and waiting for the zombies to be adopted and collected …',
      };
    default:
      return {
        title: `Let ${called(parent)} collect ${many}?`,
        button: `Collect ${zombies === 1 ? 'it' : `all ${zombies}`}`,
        wait: 'The debugger is at work …',
      };
  }
}

/** Of each parent how many, and what would make it collect them. */
function Several({ families }: { readonly families: readonly ReapFamily[] }) {
  const collects = families.some(({ gentle }) => gentle?.action === 'collect');
  return (
    <>
      <ActionList label="What would be done">
        {families.map(({ parent, zombies, gentle, summary }) => (
          <li key={parent.key}>
            <span className="action-name">{visible(parent.name)}</span>
            <code>{parent.pid}</code>
            <span className="action-says">
              <strong>{counted(zombies.length, 'zombie')}</strong>
              {gentle === null ? ', nothing gentle would help: ' : ': '}
              <Words text={gentle === null ? summary : gentle.says} />
            </span>
          </li>
        ))}
      </ActionList>
      {collects ? (
        <p className="note tone-orphan">
          <strong>What is collected through a debugger is lost to its parent.</strong> It never learns how
          that child ended; how each ended will stand here.
        </p>
      ) : null}
    </>
  );
}

function Collecting({ family: { parent, zombies } }: { readonly family: ReapFamily }) {
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
      <List people={{ count: zombies.length, first: zombies.slice(0, PEOPLE_NAMED) }} label="Zombies" />
    </>
  );
}

function Ending({ family: { parent, zombies } }: { readonly family: ReapFamily }) {
  const name = visible(parent.name);
  const container = parent.init === 'container';
  const lost = container ? parent.inContainer : parent.children;
  const heirs = adoption(parent);
  return (
    <>
      <p>
        <Words text={`${name} gets SIGTERM, and SIGKILL if it is still there after 5 s.`} />{' '}
        {container
          ? `Its ${counted(zombies.length, 'zombie')} and all else in its container end with it.`
          : heirs.outlook === 'no-use'
            ? null
            : `Then ${heirs.says}.`}
      </p>
      {container || heirs.outlook !== 'no-use' ? null : (
        <p className="note tone-hot">
          <strong>It would be for nothing:</strong> {heirs.says}.
        </p>
      )}
      {lost.count === 0 ? (
        <p className="note">Nothing else hangs on it: it has no living children.</p>
      ) : (
        <>
          <p className="note tone-hot">
            <strong>
              {container
                ? `The whole container ends with it: ${counted(lost.count, 'more process', 'more processes')}.`
                : `${counted(lost.count, 'living child loses', 'living children lose')} their parent.`}
            </strong>{' '}
            {parent.leadsTerminal ? 'What runs in its terminal is told to end as well.' : ''}
          </p>
          <List people={lost} label="What hangs on it" />
        </>
      )}
    </>
  );
}

function List({ people: { count, first }, label }: { readonly people: People; readonly label: string }) {
  return (
    <ActionList label={label}>
      {first.map(({ key, pid, name }) => (
        <li key={key}>
          <span className="action-name">{visible(name)}</span>
          <code>{pid}</code>
          <span />
        </li>
      ))}
      {count > first.length ? (
        <li className="action-list-more">and {counted(count - first.length, 'more', 'more')}</li>
      ) : null}
    </ActionList>
  );
}

function Outcomes({ reaped }: { readonly reaped: readonly Reaped[] }) {
  return (
    <ActionList label="What became of each">
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
    </ActionList>
  );
}
