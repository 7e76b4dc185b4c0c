import { TriangleAlert } from 'lucide-react';
import { Suspense } from 'react';
import { ComparisonBar } from '../comparison/comparison-bar.tsx';
import { onDemand } from '../frame/on-demand.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { DetailsPane } from './details/details-pane.tsx';
import { FocusBar } from './focus-bar.tsx';
import { NameFinder } from './name-finder.tsx';
import { ProcessTree } from './process-tree.tsx';
import { TopBar } from './top-bar.tsx';
import './processes-place.css';

const NothingShown = onDemand(async () => (await import('./nothing-shown.tsx')).NothingShown);
const ProcessMap = onDemand(async () => (await import('./map/process-map.tsx')).ProcessMap);

export function ProcessesPlace() {
  const model = useModel();
  // Of no process, and beside no tree, they have nothing to tell.
  const attached = useValue(model.sampler.state).kind === 'attached';
  const details = useValue(model.details) && attached;
  const findingName = useValue(model.findingName);
  return (
    <div className="processes">
      <div>
        <TopBar />
        <ComparisonBar />
        <FocusBar />
      </div>
      <div className="processes-work" data-details={details || undefined}>
        <div className="processes-tree">
          <Tree />
          {/* Not fetched first: the next key is meant for it, and would mean something else meanwhile. */}
          {findingName ? <NameFinder /> : null}
        </div>
        {details ? <DetailsPane /> : null}
      </div>
    </div>
  );
}

/** The tree, or why there is none. */
function Tree() {
  const { sampler, tree, settings } = useModel();
  const { layout } = useValue(settings);
  const link = useValue(sampler.state);
  const health = useValue(sampler.health);
  const empty = useValue(tree.rows).list.length === 0;

  if (link.kind === 'failed') {
    return (
      <div className="state" role="alert">
        <TriangleAlert size={28} strokeWidth={1.6} aria-hidden />
        <h2>There is nothing to show yet</h2>
        <p>{link.failure.message}</p>
        {link.failure.hint === undefined ? null : <p>{link.failure.hint}</p>}
        <button type="button" className="button primary" onClick={() => void sampler.attach()}>
          Try again
        </button>
      </div>
    );
  }
  if (link.kind === 'attaching') {
    return (
      <div className="state" role="status">
        <h2>Reading the processes …</h2>
        <p>
          {health.kind === 'troubled'
            ? health.message
            : 'The first sample takes a moment, the next ones hardly any.'}
        </p>
      </div>
    );
  }
  if (empty || layout === 'map') return <Suspense>{empty ? <NothingShown /> : <ProcessMap />}</Suspense>;
  return <ProcessTree />;
}
