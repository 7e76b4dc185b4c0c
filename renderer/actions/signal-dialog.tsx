import { type ReactNode, useState } from 'react';
import { FAREWELL_SIGNALS, type Outcome, type Scope } from '../../core/actions.ts';
import { counted, visible } from '../../core/format.ts';
import type { StateCode } from '../../core/process.ts';
import type { Failure } from '../../core/result.ts';
import { masked } from '../../core/secrets.ts';
import { SIGNAL_NAMES, SIGNALS, type SignalName } from '../../core/signals.ts';
import { useModel } from '../model.ts';
import { MarkBadge } from '../processes/badges.tsx';
import type { ProcessRow } from '../store/process-store.ts';
import { useRow } from '../store/use-row.ts';
import { ActButton } from './act-button.tsx';
import type { SignalIntent } from './acting.ts';
import { Outcomes } from './outcomes.tsx';
import { QuestionDialog, QuestionFrame } from './question-dialog.tsx';
import { hitBy, ScopeChoice, Targets, useForecast, Warnings } from './targets.tsx';
import { USUAL_SIGNALS } from './usual-signals.ts';
import { whomWords } from './whom.ts';
import './signal-dialog.css';

const ORDER = [...USUAL_SIGNALS, ...SIGNAL_NAMES.filter((name) => !USUAL_SIGNALS.includes(name))];

/** Names the processes before anything is sent to them, and says what came of it. */
export function SignalDialog() {
  const { acting } = useModel();
  return (
    <QuestionDialog question={acting.signalling}>{(intent) => <Question intent={intent} />}</QuestionDialog>
  );
}

function Question({ intent }: { readonly intent: SignalIntent }) {
  const { acting } = useModel();
  const { rows } = intent;
  const [signal, setSignal] = useState(intent.signal);
  const [scope, setScope] = useState<Scope>('one');
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [outcomes, setOutcomes] = useState<readonly Outcome[] | null>(null);
  const forecast = useForecast(rows, scope);
  const hit = hitBy(forecast);
  const [target] = rows;
  const alone = rows.length === 1 && scope === 'one' && target !== undefined;

  const send = async (): Promise<void> => {
    setSending(true);
    setFailure(null);
    const answer = await acting.signal(rows, signal, scope);
    setSending(false);
    if (!answer.ok) setFailure(answer.error);
    else if (answer.value.some(({ kind }) => kind !== 'done' && kind !== 'ended')) setOutcomes(answer.value);
    else if (acting.signalling.get() === intent) acting.signalling.set(null);
  };

  return (
    <QuestionFrame
      title={
        outcomes === null ? `Send a signal to ${whomWords(rows)}` : `What ${signal} did to ${whomWords(rows)}`
      }
      about={rows.length === 1 && target !== undefined ? <About target={target} /> : undefined}
      failure={failure ?? (forecast?.ok === false ? forecast.error : null)}
      close={{ words: outcomes === null ? 'Cancel' : 'Close' }}
      buttons={
        outcomes === null ? (
          <ActButton disabled={hit === 0 || sending} onClick={() => void send()}>
            Send {signal}
            {hit > 1 ? ` to ${hit}` : ''}
          </ActButton>
        ) : null
      }
    >
      {outcomes !== null ? (
        <Outcomes outcomes={outcomes} />
      ) : (
        <>
          <SignalChoice signal={signal} disabled={forecast !== null && hit === 0} choose={setSignal} />
          <ScopeChoice scope={scope} disabled={sending} choose={setScope} />
          {alone ? (
            <>
              <Expected target={target} signal={signal} />
              <Warnings forecast={forecast} />
            </>
          ) : (
            <>
              <Targets forecast={forecast} />
              {hit === 0 ? null : <p className="note">{outcomeForAll(signal)}</p>}
            </>
          )}
        </>
      )}
    </QuestionFrame>
  );
}

function About({ target: { process } }: { readonly target: ProcessRow }) {
  const command = visible(masked(process.command));
  return (
    <>
      {process.marks.map((mark) => (
        <MarkBadge key={mark} mark={mark} />
      ))}
      <span>{process.user ?? 'user unknown'}</span>
      <code className="signal-command" title={command}>
        {command}
      </code>
    </>
  );
}

interface SignalChoiceProps {
  readonly signal: SignalName;
  readonly disabled: boolean;
  readonly choose: (signal: SignalName) => void;
}

function SignalChoice({ signal, disabled, choose }: SignalChoiceProps) {
  return (
    <div className="signal-choice" role="radiogroup" aria-label="Signal">
      {ORDER.map((name) => (
        <label key={name} className="signal-option">
          <input
            type="radio"
            name="signal"
            value={name}
            checked={name === signal}
            disabled={disabled}
            onChange={() => choose(name)}
          />
          <code>{name}</code>
          <span>{SIGNALS[name]}</span>
        </label>
      ))}
    </div>
  );
}

interface ExpectedProps {
  readonly target: ProcessRow;
  readonly signal: SignalName;
}

/** What will happen, as far as one can say beforehand. */
function Expected({ target, signal }: ExpectedProps): ReactNode {
  const { processes } = useModel();
  useRow(target);
  const { process, endedAt } = target;
  const name = visible(process.name);
  if (endedAt !== null) {
    return <p className="note">{name} has ended meanwhile: there is nothing left to signal.</p>;
  }
  if (process.marks.includes('own')) {
    return (
      <p className="note tone-stopped">
        This is a part of Reaptree itself. It sends no signals to itself; close the window to end it.
      </p>
    );
  }
  if (process.marks.includes('zombie')) {
    const parent = processes.tree.node(process.key)?.parent;
    const parentName = parent ? processes.row(parent.key)?.process.name : undefined;
    return (
      <p className="note tone-zombie">
        <strong>It has already ended; a signal does nothing.</strong>{' '}
        {parent && parentName !== undefined
          ? `Its parent, ${visible(parentName)} (${parent.pid}), must collect it.`
          : 'Its parent must collect it.'}
      </p>
    );
  }
  if (process.marks.includes('kernel')) {
    return <p className="note">{name} is a thread of the kernel, and takes no signals.</p>;
  }
  if (process.pid === 1) {
    return (
      <p className="note tone-hot">
        <strong>This is process 1: everything else hangs on it.</strong> Reaptree never signals it. If it
        ends, so does the whole system or container.
      </p>
    );
  }
  const { children } = processes.tree.node(process.key) ?? { children: [] };
  return (
    <p className="note">
      {outcomeOf(signal, name, process.state)}
      {children.length > 0 && FAREWELL_SIGNALS.has(signal)
        ? ` Its ${counted(children.length, 'child', 'children')} would go on without it, adopted by another process.`
        : ''}
    </p>
  );
}

function outcomeOf(signal: SignalName, name: string, state: StateCode): string {
  const stopped = state === 'T';
  if (signal === 'SIGCONT') {
    return stopped
      ? `${name} goes on where it was halted.`
      : `${name} is not halted, so most likely nothing changes.`;
  }
  if (state === 'D') return `${name} waits inside the kernel now; the signal takes effect when that is over.`;
  if (signal === 'SIGKILL') return `${name} ends at once. What it has not saved is lost.`;
  if (stopped) return `${name} is halted; it gets this only when it is continued.`;
  if (signal === 'SIGSTOP') return `${name} halts until it gets SIGCONT.`;
  return `What comes of it is up to ${name}: it may tidy up first, or ignore it.`;
}

/** The same of several, as far as it is the same for all. */
function outcomeForAll(signal: SignalName): string {
  if (signal === 'SIGCONT') return 'Those that are halted go on where they were.';
  if (signal === 'SIGKILL') return 'They end at once. What they have not saved is lost.';
  if (signal === 'SIGSTOP') return 'They halt until they get SIGCONT.';
  return 'What comes of it is up to each of them: it may tidy up first, or ignore it.';
}
