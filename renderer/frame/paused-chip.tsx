import { Pause } from 'lucide-react';
import { useEffect, useState } from 'react';
import { clock, duration } from '../../core/format.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { carryOut } from './commands.ts';
import './paused-chip.css';

/** Says of what moment is what one sees, and how to go on: over the place, so that nothing in it moves for it. */
export function PausedChip() {
  const model = useModel();
  const takenAt = useValue(model.processes.facts)?.takenAt ?? null;
  const now = useNow();
  if (takenAt === null) return null;
  return (
    <div className="paused-chip">
      <Pause size={13} fill="currentColor" aria-hidden />
      <p>
        <span role="status">
          Paused: as it was at <time>{clock(takenAt)}</time>
        </span>
        <span className="paused-age">, {duration(Math.max(0, now - takenAt))} ago</span>
      </p>
      <button
        type="button"
        className="button small primary"
        aria-label="Go on with the samples"
        onClick={() => carryOut(model, 'pause')}
      >
        Go on <kbd>Space</kbd>
      </button>
    </div>
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
