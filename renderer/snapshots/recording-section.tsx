import { CircleDot, History, Square } from 'lucide-react';
import { bytes, clock, visible } from '../../core/format.ts';
import { fileNameOf } from '../../core/view.ts';
import { carryOut } from '../frame/commands.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

/** Snapshots are of one moment; this is where a whole stretch of time is kept. */
export function RecordingSection() {
  const model = useModel();
  const state = useValue(model.record.state);
  const file = state?.file ?? null;
  return (
    <section className="card recording-section" aria-label="Recording">
      <div>
        <h2>Recording</h2>
        <p>
          {file === null
            ? 'The last minutes are always in memory. Recorded to a file, they can be longer, and looked at later.'
            : `Recording to ${visible(fileNameOf(file.path))} since ${clock(file.since)}: ${bytes(file.bytes)} so far.`}
        </p>
      </div>
      <div className="recent-actions">
        <button type="button" className="button small" onClick={() => carryOut(model, 'look-back')}>
          <History size={13} aria-hidden /> Look back
        </button>
        <button type="button" className="button small" onClick={() => carryOut(model, 'record')}>
          {file === null ? <CircleDot size={13} aria-hidden /> : <Square size={12} aria-hidden />}
          {file === null ? 'Record to a file…' : 'End the recording'}
        </button>
      </div>
    </section>
  );
}
