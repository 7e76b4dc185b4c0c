import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { counted, visible } from '../../core/format.ts';
import type { StateCode } from '../../core/process.ts';
import type { Failure } from '../../core/result.ts';
import { SIGNAL_NAMES, SIGNALS, type SignalName } from '../../core/signals.ts';
import { useWhyNot } from '../actions/read-only-badge.tsx';
import { useModel } from '../model.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { useValue } from '../store/value.ts';
import { MarkBadge } from './badges.tsx';
import { USUAL_SIGNALS } from './process-menu.tsx';
import type { Intent } from './signalling.ts';
import './signal-dialog.css';

const ORDER = [...USUAL_SIGNALS, ...SIGNAL_NAMES.filter((name) => !USUAL_SIGNALS.includes(name))];

/** Names the process before anything is sent to it, and says what came of it. */
export function SignalDialog() {
  const { signalling } = useModel();
  const intent = useValue(signalling.intent);
  // What was asked last stays to be seen while the dialog fades.
  const [shown, setShown] = useState(intent);
  if (intent !== null && intent !== shown) setShown(intent);
  return (
    <AlertDialog.Root
      open={intent !== null}
      onOpenChange={(open) => open || signalling.drop()}
      onOpenChangeComplete={(open) => open || setShown(null)}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        {shown === null ? null : <Question key={shown.number} intent={shown} />}
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function Question({ intent }: { readonly intent: Intent }) {
  const { signalling } = useModel();
  const whyNot = useWhyNot();
  const { target } = intent;
  useSyncExternalStore(target.subscribe, target.version);
  const [signal, setSignal] = useState(intent.signal);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { process } = target;
  const refused = process.marks.includes('own');
  const ended = target.endedAt !== null;

  const send = async (): Promise<void> => {
    setSending(true);
    setFailure(null);
    const answer = await signalling.send(target, signal);
    setSending(false);
    if (!answer.ok) setFailure(answer.error);
  };

  return (
    <AlertDialog.Popup className="dialog signal-dialog">
      <div className="dialog-head">
        <AlertDialog.Title>
          Send a signal to {visible(process.name)} ({process.pid})
        </AlertDialog.Title>
        <AlertDialog.Description className="signal-whom" render={<div />}>
          {process.marks.map((mark) => (
            <MarkBadge key={mark} mark={mark} />
          ))}
          <span>{process.user ?? 'user unknown'}</span>
          <code className="signal-command" title={visible(process.command)}>
            {visible(process.command)}
          </code>
        </AlertDialog.Description>
      </div>
      <div className="dialog-body">
        <div className="signal-choice" role="radiogroup" aria-label="Signal">
          {ORDER.map((name) => (
            <label key={name} className="signal-option">
              <input
                type="radio"
                name="signal"
                value={name}
                checked={name === signal}
                disabled={refused}
                onChange={() => setSignal(name)}
              />
              <code>{name}</code>
              <span>{SIGNALS[name]}</span>
            </label>
          ))}
        </div>
        <Forecast target={target} signal={signal} />
        {whyNot === null ? null : <p className="note tone-stopped">{whyNot}.</p>}
        {failure === null ? null : (
          <p className="note tone-hot" role="alert">
            <strong>{failure.message}</strong> {failure.hint}
          </p>
        )}
      </div>
      <div className="dialog-foot">
        <AlertDialog.Close className="button">{failure === null ? 'Cancel' : 'Close'}</AlertDialog.Close>
        <button
          type="button"
          className="button primary"
          disabled={refused || ended || sending || whyNot !== null}
          title={whyNot ?? undefined}
          onClick={() => void send()}
        >
          Send {signal}
        </button>
      </div>
    </AlertDialog.Popup>
  );
}

interface ForecastProps {
  readonly target: ProcessRow;
  readonly signal: SignalName;
}

/** What will happen, as far as one can say beforehand. */
function Forecast({ target, signal }: ForecastProps): ReactNode {
  const { processes } = useModel();
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
        <strong>This is process 1: everything else hangs on it.</strong> The kernel lets only those signals
        through that it handles; if it ends, so does the whole system or container.
      </p>
    );
  }
  const { children } = processes.tree.node(process.key) ?? { children: [] };
  return (
    <p className="note">
      {outcomeOf(signal, name, process.state)}
      {children.length > 0 && ENDS.has(signal)
        ? ` Its ${counted(children.length, 'child', 'children')} would go on without it, adopted by another process.`
        : ''}
    </p>
  );
}

/** Those that end a process unless it handles them. */
const ENDS: ReadonlySet<SignalName> = new Set([
  'SIGTERM',
  'SIGKILL',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
  'SIGABRT',
]);

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
