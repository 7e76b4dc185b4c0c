import { useId, useState } from 'react';
import { GRACE_MS, type Outcome, type Progress } from '../../core/actions.ts';
import { counted } from '../../core/format.ts';
import type { Failure } from '../../core/result.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { ActButton } from './act-button.tsx';
import type { EndIntent } from './acting.ts';
import { Outcomes } from './outcomes.tsx';
import { QuestionDialog, QuestionFrame } from './question-dialog.tsx';
import { hitBy, ScopeChoice, Targets, useForecast } from './targets.tsx';
import { keysOf, whomWords } from './whom.ts';

/** Says who will be hit before anything is, then how far it is, then what became of each. */
export function EndDialog() {
  const { acting } = useModel();
  return (
    <QuestionDialog question={acting.ending}>{(intent) => <Undertaking intent={intent} />}</QuestionDialog>
  );
}

type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'running'; readonly job: string }
  | { readonly kind: 'done'; readonly outcomes: readonly Outcome[] };

function Undertaking({ intent }: { readonly intent: EndIntent }) {
  const { acting } = useModel();
  const { rows } = intent;
  const [scope, setScope] = useState(intent.scope);
  const [manner, setManner] = useState<Manner>({ gently: true, seconds: GRACE_MS.usual / 1000 });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const forecast = useForecast(rows, scope);
  const hit = hitBy(forecast);

  const run = async (): Promise<void> => {
    const job = `end-${intent.number}`;
    setStage({ kind: 'running', job });
    setFailure(null);
    const answer = await acting.run(job, {
      keys: keysOf(rows),
      scope,
      signal: manner.gently ? 'SIGTERM' : 'SIGKILL',
      graceMs: manner.gently ? manner.seconds * 1000 : null,
    });
    if (answer.ok) setStage({ kind: 'done', outcomes: answer.value });
    else {
      setStage({ kind: 'asking' });
      setFailure(answer.error);
    }
  };

  const buttons =
    stage.kind === 'running' ? (
      <button type="button" className="button" onClick={() => acting.cancel(stage.job)}>
        Kill nobody else
      </button>
    ) : stage.kind === 'asking' ? (
      <ActButton disabled={hit === 0} onClick={() => void run()}>
        {hit === 0 ? 'End' : `End ${counted(hit, 'process', 'processes')}`}
      </ActButton>
    ) : null;
  return (
    <QuestionFrame
      title={titleOf(whomWords(rows), stage)}
      failure={failure ?? (forecast?.ok === false ? forecast.error : null)}
      close={stage.kind === 'running' ? null : { words: stage.kind === 'done' ? 'Close' : 'Cancel' }}
      buttons={buttons}
    >
      {stage.kind === 'done' ? (
        <Outcomes outcomes={stage.outcomes} />
      ) : (
        <>
          <ScopeChoice scope={scope} disabled={stage.kind !== 'asking'} choose={setScope} />
          <Targets forecast={forecast} />
          {stage.kind === 'asking' ? (
            <MannerChoice manner={manner} choose={setManner} />
          ) : (
            <ProgressLine job={stage.job} />
          )}
        </>
      )}
    </QuestionFrame>
  );
}

const titleOf = (whom: string, { kind }: Stage): string =>
  kind === 'asking' ? `End ${whom}?` : kind === 'running' ? `Ending ${whom} …` : `What became of ${whom}`;

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
