import { CircleDot, History, Square } from 'lucide-react';
import { useEffect } from 'react';
import { bytes, clock, duration, visible } from '../../core/format.ts';
import { fileNameOf } from '../../core/view.ts';
import { carryOut } from '../frame/commands.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';

/** Snapshots are of one moment; this is where a whole stretch of time is kept. */
export function RecordingSection() {
  const model = useModel();
  const state = useValue(model.record.state);
  const file = state?.file ?? null;
  const kept = state?.kept ?? null;
  const { opening } = model;
  const running = file !== null;
  useEffect(() => {
    // What was recorded is one of the recent files now.
    if (!running) void opening.askRecent();
  }, [opening, running]);
  return (
    <section className="card recording-section" aria-label="Recording">
      <div>
        <h2>Recording</h2>
        <p>
          {file === null
            ? `${
                kept === null
                  ? 'The last minutes are always in memory.'
                  : `The last ${duration(kept.to - kept.from)} are in memory, in ${bytes(kept.bytes)}.`
              } Recorded to a file, they can be longer, and looked at later.`
            : `Recording to ${visible(fileNameOf(file.path))} since ${clock(file.since)}: ${bytes(file.bytes)} so far.`}
        </p>
        {state?.trouble === null || state?.trouble === undefined ? null : (
          <p className="problem">
            The last recording ended early. {state.trouble.message} {state.trouble.hint}
          </p>
        )}
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
