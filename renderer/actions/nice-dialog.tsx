import { useState } from 'react';
import { NICE, type Outcome } from '../../core/actions.ts';
import type { Failure } from '../../core/result.ts';
import { useModel } from '../model.ts';
import { ActButton } from './act-button.tsx';
import type { NiceIntent } from './acting.ts';
import { Outcomes } from './outcomes.tsx';
import { QuestionDialog, QuestionFrame } from './question-dialog.tsx';
import { hitBy, Targets, useForecast } from './targets.tsx';
import { keysOf, whomWords } from './whom.ts';

/** Asks how willingly processes shall let others go first. */
export function NiceDialog() {
  const { acting } = useModel();
  return <QuestionDialog question={acting.nicing}>{(intent) => <Question intent={intent} />}</QuestionDialog>;
}

function Question({ intent: { rows } }: { readonly intent: NiceIntent }) {
  const { acting } = useModel();
  const [nice, setNice] = useState(rows[0]?.process.nice ?? 0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [outcomes, setOutcomes] = useState<readonly Outcome[] | null>(null);
  const forecast = useForecast(rows, 'one');
  const whom = whomWords(rows);

  const set = async (): Promise<void> => {
    const answer = await acting.renice(keysOf(rows), nice);
    if (!answer.ok) setFailure(answer.error);
    else if (answer.value.some(({ kind }) => kind !== 'done')) setOutcomes(answer.value);
    else acting.nicing.set(null);
  };

  return (
    <QuestionFrame
      title={outcomes === null ? `How nice shall ${whom} be?` : `What became of ${whom}`}
      failure={failure ?? (forecast?.ok === false ? forecast.error : null)}
      close={{ words: outcomes === null ? 'Cancel' : 'Close' }}
      buttons={
        outcomes === null ? (
          <ActButton disabled={hitBy(forecast) === 0} onClick={() => void set()}>
            Set niceness {nice}
          </ActButton>
        ) : null
      }
    >
      {outcomes !== null ? (
        <Outcomes outcomes={outcomes} />
      ) : (
        <>
          {rows.length > 1 || (forecast !== null && hitBy(forecast) === 0) ? (
            <Targets forecast={forecast} />
          ) : null}
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
          <p className="action-says">{meaningOf(nice, rows.length === 1)}</p>
        </>
      )}
    </QuestionFrame>
  );
}

function meaningOf(nice: number, one: boolean): string {
  if (nice < 0) {
    return `${one ? 'It goes' : 'They go'} before others. Only root may make a process less nice than it is.`;
  }
  if (nice === 0) return `${one ? 'It takes' : 'They take'} turns with all others: what is usual.`;
  return nice < NICE.most
    ? `${one ? 'It lets' : 'They let'} others go first where the processor is short.`
    : `${one ? 'It runs' : 'They run'} nearly only when nobody else wants to.`;
}
