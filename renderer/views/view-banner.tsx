import { isLive } from '../../core/view.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { RecordingWords } from './recording-words.tsx';
import { SnapshotWords } from './snapshot-words.tsx';
import './view-banner.css';

/** Says plainly what a window shows that is not live, and leads back to the one that is. */
export function ViewBanner() {
  const { view: value, api } = useModel();
  const view = useValue(value);
  if (isLive(view)) return null;
  return (
    <section className="banner" aria-label="Not live">
      <strong className="banner-sign">Not live</strong>
      {view.kind === 'snapshot' ? <SnapshotWords view={view} /> : null}
      {view.kind === 'recording' ? <RecordingWords view={view} /> : null}
      <div className="banner-actions">
        <button type="button" className="button small" onClick={() => void api.request('view:showLive')}>
          Show the machine as it is
        </button>
      </div>
    </section>
  );
}
