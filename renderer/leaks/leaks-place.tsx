import { ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import { counted } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { LeakCard } from './leak-card.tsx';
import './leaks.css';

/** Who holds zombies: the worst first, each with its course. */
export function LeaksPlace() {
  const { leaks: store, processes, live } = useModel();
  useEffect(() => store.watch(), [store]);
  const leaks = useValue(store.leaks);
  const now = useValue(processes.facts)?.takenAt ?? null;
  const holding = leaks?.filter(({ held }) => held > 0) ?? [];
  const held = holding.reduce((sum, leak) => sum + leak.held, 0);
  return (
    <div className="leaks">
      <header className="bar">
        <h1>Leaks</h1>
        <span className="leaks-about">parents that do not collect their dead children</span>
        {held === 0 ? null : (
          <span className="chip tone-zombie leaks-sum">
            {counted(held, 'zombie')}, {counted(holding.length, 'parent')}
          </span>
        )}
      </header>
      {leaks === null || now === null ? null : leaks.length === 0 ? (
        <div className="state" role="status">
          <ShieldCheck size={28} strokeWidth={1.6} aria-hidden />
          <h2>No leaks</h2>
          <p>
            {live
              ? 'Every parent has collected its children. As soon as one leaves a zombie behind, it is listed here with how many it holds, and how fast they grow in number.'
              : 'At that moment, every parent had collected its children.'}
          </p>
        </div>
      ) : (
        <ol className="leaks-list" aria-label="Parents that hold zombies, the worst first">
          {leaks.map((leak, index) => (
            <LeakCard key={leak.key} leak={leak} rank={index + 1} now={now} />
          ))}
        </ol>
      )}
    </div>
  );
}
