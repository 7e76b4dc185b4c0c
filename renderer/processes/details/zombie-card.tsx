import { Skull } from 'lucide-react';
import { STRATEGIES, type Strategy } from '../../../core/actions.ts';
import { type Certainty, called, diagnose } from '../../../core/diagnosis.ts';
import type { ParentFacts, ZombieCase } from '../../../core/diagnosis-facts.ts';
import type { Action, Prospect } from '../../../core/diagnosis-prospects.ts';
import { clock, counted, visible } from '../../../core/format.ts';
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

/** Who has to collect a zombie, why that has not happened, and what can be done. */
export function ZombieCard({ row }: { readonly row: ProcessRow; readonly now: number | null }) {
  const answer = useZombieCase(row);
  return (
    <>
      <section className="card zombie-card" aria-label="Why is it still here?" aria-busy={answer === null}>
        <h3>
          <Skull size={14} strokeWidth={2.2} aria-hidden /> Why is it still here?
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
  const { summary, certainty, evidence, prospects } = diagnose(one);
  const { parent } = one;
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
        <li>{commandWords(row.process)}</li>
      </ul>
      <div className="prospects">
        {prospects.map((prospect) => (
          <Choice key={prospect.action} prospect={prospect} one={one} />
        ))}
      </div>
      {parent === null ? null : (
        <button type="button" className="link to-parent" onClick={() => tree.show(parent.key)}>
          Go to {visible(parent.name)}
        </button>
      )}
    </>
  );
}

const isStrategy = (action: Action): action is Strategy => STRATEGIES.some((strategy) => strategy === action);

/** A button for what Reaptree can do, with what it would do here beside it; in words alone what it cannot. */
function Choice({ prospect, one }: { readonly prospect: Prospect; readonly one: ZombieCase }) {
  const { acting } = useModel();
  const whyNot = useWhyNot();
  const { action, outlook, says, cost } = prospect;
  const strategy: Strategy | null = action === 'continue' ? 'nudge' : isStrategy(action) ? action : null;
  const best = diagnose(one).prospects.find((other) => other.action !== 'wait' && other.action !== 'fix');
  return (
    <div className="prospect" data-outlook={outlook}>
      {strategy === null ? (
        <span className="prospect-name">{action === 'wait' ? 'Wait' : 'Fix it for good'}</span>
      ) : (
        <button
          type="button"
          className={`button small${best?.action === action && outlook === 'works' && action !== 'end-parent' ? ' primary' : ''}`}
          disabled={whyNot !== null || outlook === 'impossible'}
          title={whyNot ?? undefined}
          onClick={() => acting.reap(one, strategy)}
        >
          <span className="prospect-label">{labelOf(action, one.parent)}</span>
        </button>
      )}
      <span className="prospect-says">
        <Words text={says} />
        {cost === null ? null : <span className="prospect-cost"> · {cost}</span>}
      </span>
    </div>
  );
}

function labelOf(action: Action, parent: ParentFacts | null): string {
  const held = parent?.zombies.length ?? 1;
  switch (action) {
    case 'collect':
      return held > 1 ? `Collect all ${held}…` : 'Collect it…';
    case 'continue':
      return 'Continue';
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
