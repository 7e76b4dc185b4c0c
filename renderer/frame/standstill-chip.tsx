import { Pause, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { clock, duration } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { carryOut } from './commands.ts';
import './standstill-chip.css';

/** So much later than it is due, a sample is not only slow. */
const LATE_MS = 4_000;

/**
 * Where no samples come, paused or for a trouble: says of what moment is what one sees, and how it goes on. It lies
 * over the place, so that nothing in it moves for it.
 */
export function StandstillChip() {
  const model = useModel();
  const takenAt = useValue(model.processes.facts)?.takenAt ?? null;
  const { paused, intervalMs } = useValue(model.sampler.settings);
  const age = useNow() - (takenAt ?? 0);
  if (takenAt === null || (!paused && age < intervalMs + LATE_MS)) return null;
  return (
    <section className="standstill-chip" aria-label="No new samples" data-troubled={!paused || undefined}>
      {paused ? (
        <Pause size={13} fill="currentColor" aria-hidden />
      ) : (
        <TriangleAlert size={14} strokeWidth={2.2} aria-hidden />
      )}
      <p>
        <span role="status">
          {paused ? 'Paused: as it was at ' : 'No samples come. As it was at '}
          <time>{clock(takenAt)}</time>
        </span>
        <span className="standstill-age">, {duration(Math.max(0, age))} ago</span>
      </p>
      {paused ? (
        <button type="button" className="button small primary" onClick={() => carryOut(model, 'pause')}>
          Go on <kbd aria-hidden>Space</kbd>
        </button>
      ) : null}
    </section>
  );
}

/** The time of day, every second. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
