import { ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import { counted } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { ForgetDialog } from './forget-dialog.tsx';
import { SPANS, type Span } from './incidents-store.ts';
import { Lately } from './lately.tsx';
import { LeakCard } from './leak-card.tsx';
import { leakersInWords } from './leakers-table.tsx';
import './leaks.css';

/** Who does not collect its children: now, and in the days before. */
export function LeaksPlace() {
  const { incidents, live } = useModel();
  const span = useValue(incidents.span);
  return (
    <div className="leaks">
      <header className="bar">
        <h1>Leaks</h1>
        {live ? (
          <fieldset className="segments" aria-label="When">
            {SPANS.map((one) => (
              <button
                key={one.title}
                type="button"
                aria-pressed={one === span}
                onClick={() => incidents.choose(one)}
              >
                {one.title}
              </button>
            ))}
          </fieldset>
        ) : null}
        <span className="leaks-about">parents that do not collect their dead children</span>
        <Sum span={span} />
      </header>
      {span.ms === null || !live ? <LeaksNow /> : <Lately />}
      <ForgetDialog />
    </div>
  );
}

function Sum({ span }: { readonly span: Span }) {
  const { leaks: store, incidents, live } = useModel();
  const leaks = useValue(store.leaks);
  const leakers = useValue(incidents.leakers);
  if (span.ms !== null && live) {
    return leakers === null || leakers.incidents === 0 ? null : (
      <span className="chip tone-zombie leaks-sum">{leakersInWords(leakers.leakers, leakers.incidents)}</span>
    );
  }
  const holding = leaks?.filter(({ held }) => held > 0) ?? [];
  const held = holding.reduce((sum, leak) => sum + leak.held, 0);
  return held === 0 ? null : (
    <span className="chip tone-zombie leaks-sum">
      {counted(held, 'zombie')}, {counted(holding.length, 'parent')}
    </span>
  );
}

/** Who holds zombies: the worst first, each with its course. */
function LeaksNow() {
  const { leaks: store, processes, live } = useModel();
  useEffect(() => store.watch(), [store]);
  const leaks = useValue(store.leaks);
  const now = useValue(processes.facts)?.takenAt ?? null;
  if (leaks === null || now === null) return <div />;
  if (leaks.length === 0) {
    return (
      <div className="state" role="status">
        <ShieldCheck size={28} strokeWidth={1.6} aria-hidden />
        <h2>No leaks</h2>
        <p>
          {live
            ? 'Every parent has collected its children. As soon as one leaves a zombie behind, it is listed here with how many it holds, and how fast they grow in number.'
            : 'At that moment, every parent had collected its children.'}
        </p>
      </div>
    );
  }
  return (
    <ol className="leaks-list" aria-label="Parents that hold zombies, the worst first">
      {leaks.map((leak, index) => (
        <LeakCard key={leak.key} leak={leak} rank={index + 1} now={now} />
      ))}
    </ol>
  );
}
