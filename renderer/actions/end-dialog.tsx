import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useEffect, useId, useState } from 'react';
import {
  type Forecast,
  GRACE_MS,
  OUTCOME_WORDS,
  type Outcome,
  type Progress,
  SCOPE_WORDS,
  SCOPES,
  type Scope,
} from '../../core/actions.ts';
import { counted, visible } from '../../core/format.ts';
import { STATE_WORDS } from '../../core/process.ts';
import type { Failure } from '../../core/result.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import type { EndIntent } from './acting.ts';
import './actions.css';

/** Says who will be hit before anything is, then how far it is, then what became of each. */
export function EndDialog() {
  const { acting } = useModel();
  const intent = useValue(acting.ending);
  // What was asked last stays to be seen while the dialog fades.
  const [shown, setShown] = useState(intent);
  if (intent !== null && intent !== shown) setShown(intent);
  return (
    <AlertDialog.Root
      open={intent !== null}
      onOpenChange={(open) => open || acting.ending.set(null)}
      onOpenChangeComplete={(open) => open || setShown(null)}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        {shown === null ? null : <Undertaking key={shown.number} intent={shown} />}
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'running'; readonly job: string }
  | { readonly kind: 'done'; readonly outcomes: readonly Outcome[] };

function Undertaking({ intent }: { readonly intent: EndIntent }) {
  const { acting } = useModel();
  const [scope, setScope] = useState(intent.scope);
  const [manner, setManner] = useState<Manner>({ gently: true, seconds: GRACE_MS.usual / 1000 });
  const [forecast, setForecast] = useState<Forecast | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const keys = intent.rows.map(({ key }) => key);
  const which = keys.join(' ');

  useEffect(() => {
    let current = true;
    const asked = which.split(' ') as typeof keys;
    void acting.forecast(asked, scope).then((answer) => {
      if (!current) return;
      setForecast(answer.ok ? answer.value : null);
      setFailure(answer.ok ? null : answer.error);
    });
    return () => {
      current = false;
    };
  }, [acting, which, scope]);

  const hit = forecast?.targets.filter(({ refused }) => refused === null).length ?? 0;
  const run = async (): Promise<void> => {
    const job = `end-${intent.number}`;
    setStage({ kind: 'running', job });
    const graceMs = manner.gently ? manner.seconds * 1000 : null;
    const answer = await acting.run(job, keys, scope, manner.gently ? 'SIGTERM' : 'SIGKILL', graceMs);
    if (answer.ok) setStage({ kind: 'done', outcomes: answer.value });
    else {
      setStage({ kind: 'asking' });
      setFailure(answer.error);
    }
  };

  return (
    <AlertDialog.Popup className="dialog action-dialog">
      <div className="dialog-head">
        <AlertDialog.Title>{titleOf(intent, stage)}</AlertDialog.Title>
      </div>
      <div className="dialog-body action-body">
        {stage.kind === 'done' ? (
          <Outcomes outcomes={stage.outcomes} />
        ) : (
          <>
            <ScopeChoice scope={scope} disabled={stage.kind !== 'asking'} choose={setScope} />
            <Targets forecast={forecast} />
            {forecast?.warnings.map((warning) => (
              <p key={warning} className="note tone-hot">
                <strong>{warning}</strong>
              </p>
            ))}
            {stage.kind === 'asking' ? (
              <MannerChoice manner={manner} choose={setManner} />
            ) : (
              <ProgressLine job={stage.job} />
            )}
          </>
        )}
        {failure === null ? null : (
          <p className="note tone-hot" role="alert">
            <strong>{failure.message}</strong> {failure.hint}
          </p>
        )}
      </div>
      <div className="dialog-foot">
        {stage.kind === 'running' ? (
          <button type="button" className="button" onClick={() => acting.cancel(stage.job)}>
            Kill nobody else
          </button>
        ) : (
          <AlertDialog.Close className={stage.kind === 'done' ? 'button primary' : 'button'}>
            {stage.kind === 'done' ? 'Close' : 'Cancel'}
          </AlertDialog.Close>
        )}
        {stage.kind === 'asking' ? (
          <button
            type="button"
            className="button primary"
            disabled={hit === 0 || acting.readOnly.get()}
            onClick={() => void run()}
          >
            End {counted(hit, 'process', 'processes')}
          </button>
        ) : null}
      </div>
    </AlertDialog.Popup>
  );
}

function titleOf({ rows }: EndIntent, { kind }: Stage): string {
  const [first] = rows;
  const whom =
    rows.length === 1 && first !== undefined
      ? `${visible(first.process.name)} (${first.process.pid})`
      : counted(rows.length, 'process', 'processes');
  return kind === 'asking'
    ? `End ${whom}?`
    : kind === 'running'
      ? `Ending ${whom} …`
      : `What became of ${whom}`;
}

interface ScopeChoiceProps {
  readonly scope: Scope;
  readonly disabled: boolean;
  readonly choose: (scope: Scope) => void;
}

const SCOPE_TITLES: Readonly<Record<Scope, string>> = {
  one: 'Alone',
  tree: 'With all below',
  group: 'Group',
  session: 'Session',
};

function ScopeChoice({ scope, disabled, choose }: ScopeChoiceProps) {
  return (
    <div className="joined" role="radiogroup" aria-label="How far it reaches">
      {SCOPES.map((one) => (
        <label key={one} className="button small scope-option" title={SCOPE_WORDS[one]}>
          <input
            type="radio"
            name="scope"
            className="unseen"
            checked={one === scope}
            disabled={disabled}
            onChange={() => choose(one)}
          />
          {SCOPE_TITLES[one]}
        </label>
      ))}
    </div>
  );
}

function Targets({ forecast }: { readonly forecast: Forecast | null }) {
  if (forecast === null) return <p className="action-list-wait">Looking who that is …</p>;
  if (forecast.targets.length === 0) return <p className="note">All of that has ended already.</p>;
  return (
    <ul className="action-list" aria-label="Who will be hit">
      {forecast.targets.map(({ key, pid, name, state, refused }) => (
        <li key={key} data-refused={refused !== null || undefined}>
          <span className="action-name">{visible(name)}</span>
          <code>{pid}</code>
          <span className="action-says">
            {refused === null ? STATE_WORDS[state] : `left alone: ${refused}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface Manner {
  readonly gently: boolean;
  readonly seconds: number;
}

function MannerChoice({
  manner,
  choose,
}: {
  readonly manner: Manner;
  readonly choose: (manner: Manner) => void;
}) {
  const seconds = useId();
  return (
    <div className="manner" role="radiogroup" aria-label="How">
      <label>
        <input
          type="radio"
          name="manner"
          checked={manner.gently}
          onChange={() => choose({ ...manner, gently: true })}
        />
        <span>
          Ask to end (<code>SIGTERM</code>), and after{' '}
          <input
            id={seconds}
            className="input manner-seconds"
            type="number"
            min={GRACE_MS.least / 1000}
            max={GRACE_MS.most / 1000}
            aria-label="Seconds of grace"
            value={manner.seconds}
            onChange={(event) => {
              const value = Math.round(event.currentTarget.valueAsNumber);
              if (value >= 0 && value * 1000 <= GRACE_MS.most) choose({ gently: true, seconds: value });
            }}
          />{' '}
          s end whoever is still there
        </span>
      </label>
      <label>
        <input
          type="radio"
          name="manner"
          checked={!manner.gently}
          onChange={() => choose({ ...manner, gently: false })}
        />
        <span>
          End at once (<code>SIGKILL</code>): what is not saved is lost
        </span>
      </label>
    </div>
  );
}

const PHASES: Readonly<Record<Progress['phase'], string>> = {
  stopping: 'stopping them, so that none gets away',
  asking: 'asking them to end',
  waiting: 'waiting for them to end',
  killing: 'ending those that are left',
  done: 'done',
};

function ProgressLine({ job }: { readonly job: string }) {
  const { acting } = useModel();
  const progress = useValue(acting.progress);
  const current = progress?.job === job ? progress : null;
  const words = current === null ? 'beginning' : PHASES[current.phase];
  return (
    <div className="action-progress" role="status">
      <progress max={current?.targets ?? 1} value={current?.ended ?? 0} aria-label="Ended" />
      <span>
        {current === null ? '' : `${current.ended} of ${current.targets} · `}
        {words}
        {current?.msLeft == null ? '' : ` · SIGKILL in ${Math.ceil(current.msLeft / 1000)} s`}
      </span>
    </div>
  );
}

function Outcomes({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  return (
    <ul className="action-list" aria-label="What became of each">
      {outcomes.map(({ key, pid, name, kind, says }) => (
        <li key={key} data-kind={kind}>
          <span className="action-name">{visible(name)}</span>
          <code>{pid}</code>
          <span className="action-says">
            <strong>{OUTCOME_WORDS[kind]}</strong>
            {says === null ? '' : `: ${visible(says)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
