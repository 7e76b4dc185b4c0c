import { Download, ShieldCheck, Trash2, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { counted, moment } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { LeakersTable } from './leakers-table.tsx';
import './lately.css';

/** Who left zombies in the hours, days or weeks before. */
export function Lately() {
  const { incidents } = useModel();
  const { title } = useValue(incidents.span);
  useEffect(() => incidents.watch(), [incidents]);
  const leakers = useValue(incidents.leakers);
  const failure = useValue(incidents.failure);
  if (failure !== null) {
    return (
      <div className="state" role="alert">
        <TriangleAlert size={28} strokeWidth={1.6} aria-hidden />
        <h2>The incidents cannot be read</h2>
        <p>{failure.message}</p>
        {failure.hint === undefined ? null : <p>{failure.hint}</p>}
      </div>
    );
  }
  if (leakers === null) return <div />;
  return (
    <div className="lately">
      <Kept kept={leakers.kept} since={leakers.keptSince} />
      {leakers.leakers.length === 0 ? (
        <div className="state" role="status">
          <ShieldCheck size={28} strokeWidth={1.6} aria-hidden />
          <h2>Nobody leaked</h2>
          <p>
            In the last {title}, as far as Reaptree ran, no zombie was left for longer than a moment. One that
            is will be listed here with its parent, how long it was left, and who collected it in the end.
          </p>
        </div>
      ) : (
        <LeakersTable leakers={leakers.leakers} />
      )}
    </div>
  );
}

/** What there is to be asked, for how long it is kept, and what can be done with all of it. */
function Kept({ kept, since }: { readonly kept: number; readonly since: number | null }) {
  const { incidents, settings, settingsShown } = useModel();
  const { incidentDays } = useValue(settings);
  const trouble = useValue(incidents.trouble);
  return (
    <div className="lately-kept">
      {trouble === null ? null : (
        <p className="problem" role="alert">
          <TriangleAlert size={13} aria-hidden /> {trouble.message} {trouble.hint}
        </p>
      )}
      <p>
        {kept === 0 || since === null
          ? 'No incidents are kept'
          : `${counted(kept, 'incident')} kept since ${moment(since)}`}
        , each for{' '}
        <button type="button" className="link" onClick={() => settingsShown.set(true)}>
          {counted(incidentDays, 'day')}
        </button>
      </p>
      <div className="lately-actions">
        <button
          type="button"
          className="button small"
          disabled={kept === 0}
          onClick={() => void incidents.export(null)}
        >
          <Download size={13} aria-hidden /> Export…
        </button>
        <button
          type="button"
          className="button small"
          disabled={kept === 0}
          onClick={() => incidents.forgetting.set({ program: null, incidents: kept })}
        >
          <Trash2 size={13} aria-hidden /> Delete all…
        </button>
      </div>
    </div>
  );
}
