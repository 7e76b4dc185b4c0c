import { isLive, type LiveView, type View } from '../../core/view.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { CompareMenu } from './compare-menu.tsx';
import { ComparisonWords } from './comparison-words.tsx';
import { RecordingWords } from './recording-words.tsx';
import { SnapshotWords } from './snapshot-words.tsx';
import './view-banner.css';

function Words({ view }: { readonly view: Exclude<View, LiveView> }) {
  switch (view.kind) {
    case 'snapshot':
      return <SnapshotWords view={view} />;
    case 'comparison':
      return <ComparisonWords view={view} />;
    case 'recording':
      return <RecordingWords view={view} />;
  }
}

/** Says plainly what a window shows that is not live, and leads back to the one that is. */
export function ViewBanner() {
  const { view: value, api } = useModel();
  const view = useValue(value);
  if (isLive(view)) return null;
  return (
    <section className="banner" aria-label="Not live">
      <strong className="banner-sign">Not live</strong>
      <Words view={view} />
      <div className="banner-actions">
        {view.kind === 'snapshot' ? <CompareMenu one={{ kind: 'this' }} file={view.file} /> : null}
        <button type="button" className="button small" onClick={() => void api.request('view:showLive')}>
          Show the machine as it is
        </button>
      </div>
    </section>
  );
}
