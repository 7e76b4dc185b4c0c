import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { Suspense, useEffect } from 'react';
import { carryOut } from './frame/commands.ts';
import { onDemand } from './frame/on-demand.ts';
import { useOnceIdle } from './frame/once-idle.ts';
import { type Place, placeNamed } from './frame/places.ts';
import { Rail } from './frame/rail.tsx';
import { listenForKeys } from './frame/shortcuts.ts';
import { StatusLine } from './frame/status-line.tsx';
import { type Model, ModelProvider } from './model.ts';
import { ProcessesPlace } from './processes/processes-place.tsx';
import { useValue } from './store/value.ts';
import { DropZone } from './views/drop-zone.tsx';
import { ViewBanner } from './views/view-banner.tsx';
import './frame/frame.css';

const EventsPlace = onDemand(async () => (await import('./events/events-place.tsx')).EventsPlace);
const Dialogs = onDemand(async () => (await import('./dialogs.tsx')).Dialogs);
const LabPlace = onDemand(async () => (await import('./lab/lab-place.tsx')).LabPlace);
const PlaybackBar = onDemand(async () => (await import('./recording/playback-bar.tsx')).PlaybackBar);
const LeaksPlace = onDemand(async () => (await import('./leaks/leaks-place.tsx')).LeaksPlace);
const SnapshotsPlace = onDemand(async () => (await import('./snapshots/snapshots-place.tsx')).SnapshotsPlace);
const StandstillChip = onDemand(async () => (await import('./frame/standstill-chip.tsx')).StandstillChip);

export function App({ model }: { readonly model: Model }) {
  const place = useValue(model.place);
  const { paused } = useValue(model.sampler.settings);
  const troubled = useValue(model.sampler.health).kind === 'troubled';
  const idle = useOnceIdle();
  useEffect(() => listenForKeys(model), [model]);
  useEffect(
    () =>
      model.api.on('process:show', (key) => {
        model.place.set(placeNamed('processes'));
        model.tree.show(key);
      }),
    [model],
  );
  useEffect(() => model.api.on('menu:command', (command) => carryOut(model, command)), [model]);
  return (
    <ModelProvider value={model}>
      {/* The page's own rules allow no style element, not even a library's. */}
      <CSPProvider disableStyleElements>
        <Tooltip.Provider delay={500}>
          <div className="frame">
            <Rail />
            <ViewBanner />
            <main className="place" aria-label={place.title}>
              <Suspense>
                <PlaceNamed id={place.id} />
              </Suspense>
            </main>
            {paused || troubled ? (
              <Suspense>
                <StandstillChip />
              </Suspense>
            ) : null}
            {model.playback === null ? null : (
              <Suspense>
                <PlaybackBar playback={model.playback} />
              </Suspense>
            )}
            <StatusLine />
          </div>
          <DropZone />
          {idle ? (
            <Suspense>
              <Dialogs />
            </Suspense>
          ) : null}
        </Tooltip.Provider>
      </CSPProvider>
    </ModelProvider>
  );
}

function PlaceNamed({ id }: Pick<Place, 'id'>) {
  switch (id) {
    case 'processes':
      return <ProcessesPlace />;
    case 'leaks':
      return <LeaksPlace />;
    case 'lab':
      return <LabPlace />;
    case 'events':
      return <EventsPlace />;
    case 'snapshots':
      return <SnapshotsPlace />;
  }
}
