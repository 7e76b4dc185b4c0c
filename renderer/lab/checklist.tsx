import { Check, Circle, X } from 'lucide-react';
import type { LabCheck } from '../../core/lab-scenario.ts';
import './checklist.css';

const SHAPES = {
  met: { Icon: Check, label: 'as expected' },
  broken: { Icon: X, label: 'not as expected' },
  open: { Icon: Circle, label: 'not seen yet' },
} as const;

/** What was expected against what was observed. */
export function Checklist({ checks }: { readonly checks: readonly LabCheck[] }) {
  const broken = checks.filter((check) => check.state === 'broken').length;
  const met = checks.filter((check) => check.state === 'met').length;
  return (
    <section className="card checklist" aria-label="Expected and observed">
      <header>
        <h3>Expected and observed</h3>
        <span
          className={`badge ${broken > 0 ? 'tone-hot' : met === checks.length ? 'tone-lab' : ''}`}
          role="status"
        >
          {broken > 0 ? `${broken} not as expected` : `${met} of ${checks.length}`}
        </span>
      </header>
      <ul>
        {checks.map(({ id, text, state, observed }) => {
          const { Icon, label } = SHAPES[state];
          return (
            <li key={id} data-check={id} data-state={state}>
              <Icon size={state === 'open' ? 9 : 13} strokeWidth={2.5} role="img" aria-label={label} />
              <span>{text}</span>
              {observed === null ? null : <span className="observed selectable">{observed}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
