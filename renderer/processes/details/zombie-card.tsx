import { Hourglass, Skull } from 'lucide-react';
import { STRATEGIES, type Strategy } from '../../../core/actions.ts';
import { type Certainty, called, diagnose } from '../../../core/diagnosis.ts';
import type { ParentFacts, ZombieCase } from '../../../core/diagnosis-facts.ts';
import type { Action, Prospect } from '../../../core/diagnosis-prospects.ts';
import { clock, count, counted, visible } from '../../../core/format.ts';
import { leakReport } from '../../../core/leak-report.ts';
import type { ProcessInfo } from '../../../core/process.ts';
import type { Failure } from '../../../core/result.ts';
import { useWhyNot } from '../../actions/read-only-badge.tsx';
import { Words } from '../../actions/words.tsx';
import { CopyButton } from '../../frame/copy-button.tsx';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { useZombieCase } from './use-zombie-case.ts';
import './zombie-card.css';

/**
 * Who has to collect a zombie, why that has not happened, and what can be done. Of one whose first thread alone
 * has ended: that it is none.
 */
export function ZombieCard({ row }: { readonly row: ProcessRow; readonly now: number | null }) {
  const answer = useZombieCase(row);
  const ended = !row.process.marks.includes('leader-exited');
  const title = ended ? 'Why is it still here?' : 'Has it ended?';
  const Sign = ended ? Skull : Hourglass;
  return (
    <>
      <section
        className="card zombie-card"
        data-lives={!ended || undefined}
        aria-label={title}
        aria-busy={answer === null}
      >
        <h3>
          <Sign size={14} strokeWidth={2.2} aria-hidden /> {title}
        </h3>
        {answer?.ok ? (
          <Explained one={answer.value} row={row} />
        ) : (
          <Plain row={row} failure={answer?.error} />
        )}
      </section>
      {answer?.ok && answer.value.parent !== null && answer.value.zombie.threads <= 1 ? (
        <FixCard one={{ ...answer.value, parent: answer.value.parent }} />
      ) : null}
    </>
  );
}

const CERTAINTY: Readonly<Record<Certainty, string>> = {
  certain: 'The kernel says so',
  likely: 'What follows from it as a rule; the program may have its reasons',
  unclear: 'A guess: not all of it can be seen from here',
};

function Explained({ one, row }: { readonly one: ZombieCase; readonly row: ProcessRow }) {
  const { tree } = useModel();
  const { cause, summary, certainty, evidence, prospects } = diagnose(one);
  const { parent } = one;
  const ended = cause !== 'leader-exited';
  return (
    <>
      <p className="selectable">
        <Words text={summary} strong={parent === null ? undefined : called(parent)} />
        {certainty === 'certain' ? null : (
          <>
            {' '}
            <span className="badge" title={CERTAINTY[certainty]}>
              {certainty}
            </span>
          </>
        )}
      </p>
      <ul className="selectable">
        {evidence.map((line) => (
          <li key={line}>
            <Words text={line} />
          </li>
        ))}
        {ended ? <li>{commandWords(row.process)}</li> : null}
      </ul>
      <div className="prospects">
        {prospects.map((prospect) => (
          <Choice key={prospect.action} prospect={prospect} one={one} />
        ))}
      </div>
      {parent === null || !ended ? null : (
        <button type="button" className="link to-parent" onClick={() => tree.show(parent.key)}>
          Go to {visible(parent.name)}
        </button>
      )}
    </>
  );
}

const isStrategy = (action: Action): action is Strategy => STRATEGIES.some((strategy) => strategy === action);

/** What is to be said of a step that Reaptree does not take by itself. */
const WORDS: Readonly<Partial<Record<Action, string>>> = { wait: 'Wait', fix: 'Fix it for good' };

/** A button for what Reaptree can do, with what it would do here beside it; in words alone what it cannot. */
function Choice({ prospect, one }: { readonly prospect: Prospect; readonly one: ZombieCase }) {
  const whyNot = useWhyNot();
  const act = useAct(prospect.action, one);
  const { action, outlook, says, cost } = prospect;
  const best = diagnose(one).prospects.find((other) => other.action !== 'wait' && other.action !== 'fix');
  const primary = best?.action === action && outlook === 'works' && action !== 'end-parent';
  return (
    <div className="prospect" data-outlook={outlook}>
      {WORDS[action] === undefined ? (
        <button
          type="button"
          // It can still be tried, but nothing invites to it.
          className={`button small${primary ? ' primary' : outlook === 'no-use' ? ' bare' : ''}`}
          disabled={whyNot !== null || outlook === 'impossible' || act === null}
          title={whyNot ?? undefined}
          onClick={() => act?.()}
        >
          <span className="prospect-label">{labelOf(action, one.parent)}</span>
        </button>
      ) : (
        <span className="prospect-name">{WORDS[action]}</span>
      )}
      <span className="prospect-says">
        <Words text={says} />
        {cost === null ? null : <span className="prospect-cost"> · {cost}</span>}
      </span>
    </div>
  );
}

/** What its button does; `null` where there is nothing to do, or nobody to do it to. */
function useAct(action: Action, one: ZombieCase): (() => void) | null {
  const { acting, processes } = useModel();
  if (action === 'continue') return () => void acting.reap(one, 'nudge');
  if (isStrategy(action)) return () => void acting.reap(one, action);
  const child = one.parent?.vfork?.child ?? null;
  const row = child === null ? undefined : processes.row(child.key);
  if (action !== 'free' || row === undefined) return null;
  return () => (child?.state === 'T' ? acting.askSignal([row], 'SIGCONT') : acting.askEnd([row]));
}

function labelOf(action: Action, parent: ParentFacts | null): string {
  const held = parent?.zombies.count ?? 1;
  switch (action) {
    case 'collect':
      return held > 1 ? `Collect all ${count(held)}…` : 'Collect it…';
    case 'continue':
      return 'Continue';
    case 'free':
      return 'Free it…';
    case 'end-parent':
      return `End ${visible(parent?.name ?? 'parent')}…`;
    default:
      return 'Nudge';
  }
}

/** What is known without asking the kernel about the parent: at first, and where the system does not tell. */
function Plain({ row, failure }: { readonly row: ProcessRow; readonly failure: Failure | undefined }) {
  const { processes } = useModel();
  const parent = processes.tree.node(row.key)?.parent ?? null;
  const holder = parent === null ? undefined : processes.row(parent.key);
  const { zombieSince, ppid } = row.process;
  if (failure?.code === 'gone') return <p>It has just been collected: nothing of it is left.</p>;
  if (row.process.marks.includes('leader-exited')) {
    return (
      <p>
        Only its first thread has ended, others still run. Nobody can collect it before they have ended too.
      </p>
    );
  }
  return (
    <>
      <p>
        It has ended.{' '}
        {holder === undefined ? (
          `Its parent (${ppid}) has to collect it, and cannot be seen from here.`
        ) : (
          <>
            Its parent <strong>{called(holder.process)}</strong> has to collect it and has not.
            {holder.zombiesHeld > 1 ? ` It holds ${counted(holder.zombiesHeld - 1, 'more', 'more')}.` : ''}
          </>
        )}
      </p>
      <ul>
        {zombieSince === null ? null : <li>A zombie since {clock(zombieSince)}</li>}
        <li>{commandWords(row.process)}</li>
        {failure === undefined || failure.code === 'not-live' ? null : <li>{failure.message}</li>}
      </ul>
    </>
  );
}

function commandWords({ command, commandRemembered }: ProcessInfo): string {
  if (command === '') return 'its command is unknown: it ended before Reaptree first saw it';
  return commandRemembered
    ? 'its command is remembered from before it ended'
    : 'its command is still known to the system';
}

function FixCard({ one }: { readonly one: ZombieCase & { readonly parent: ParentFacts } }) {
  const name = visible(one.parent.name);
  return (
    <section className="card facts fix-card" aria-label="Fix it for good">
      <div className="facts-head">
        <h3>Fix it for good</h3>
        <CopyButton what={`the report for ${name}`} text={() => leakReport(one)} />
      </div>
      <p>A report for whoever maintains {name}: what was found, the evidence, and how such code is mended.</p>
    </section>
  );
}
