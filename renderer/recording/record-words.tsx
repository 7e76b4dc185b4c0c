import { bytes, clock, visible } from '../../core/format.ts';
import { fileNameOf } from '../../core/view.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import './record-words.css';

/** In the status line, for as long as a file is being recorded. */
export function RecordWords() {
  const { record } = useModel();
  const file = useValue(record.state)?.file ?? null;
  if (file === null) return null;
  return (
    <span className="recording" title={visible(file.path)}>
      <span>
        recording {visible(fileNameOf(file.path))}, {bytes(file.bytes)} since {clock(file.since)}
      </span>
      <button type="button" className="link" onClick={() => void record.end()}>
        Stop
      </button>
    </span>
  );
}
