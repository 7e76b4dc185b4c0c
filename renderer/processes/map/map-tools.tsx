import { Maximize2, Minus, Plus } from 'lucide-react';
import { bytes } from '../../../core/format.ts';
import { useModel } from '../../model.ts';
import { MAP_COLOURS, type MapColour } from '../../store/settings.ts';
import { useValue } from '../../store/value.ts';
import { FULL_CPU_PERCENT, FULL_MEMORY_BYTES, LEAST_MEMORY_BYTES, OF_MARKS } from './colours.ts';

const COLOUR_WORDS: Readonly<Record<MapColour, string>> = { marks: 'Marks', cpu: 'CPU', memory: 'Memory' };

interface MapToolsProps {
  zoomIn(): void;
  zoomOut(): void;
  showAll(): void;
}

/** What the colours mean, and how large the map is. */
export function MapTools({ zoomIn, zoomOut, showAll }: MapToolsProps) {
  const { settings } = useModel();
  const { mapColour } = useValue(settings);
  return (
    <div className="map-tools">
      <fieldset className="segments" aria-label="Colour by">
        {MAP_COLOURS.map((colour) => (
          <button
            key={colour}
            type="button"
            aria-pressed={colour === mapColour}
            onClick={() => settings.change({ mapColour: colour })}
          >
            {COLOUR_WORDS[colour]}
          </button>
        ))}
      </fieldset>
      <Legend colour={mapColour} />
      <div className="joined">
        <button
          type="button"
          className="button square"
          aria-label="Zoom out"
          title="Zoom out (-)"
          onClick={zoomOut}
        >
          <Minus size={14} aria-hidden />
        </button>
        <button
          type="button"
          className="button square"
          aria-label="All of it"
          title="All of it (0)"
          onClick={showAll}
        >
          <Maximize2 size={13} aria-hidden />
        </button>
        <button
          type="button"
          className="button square"
          aria-label="Zoom in"
          title="Zoom in (+)"
          onClick={zoomIn}
        >
          <Plus size={14} aria-hidden />
        </button>
      </div>
    </div>
  );
}

function Legend({ colour }: { readonly colour: MapColour }) {
  return (
    <ul className="map-legend" aria-label="What the colours mean">
      {colour === 'marks' ? null : (
        <li>
          {colour === 'cpu' ? '0 %' : bytes(LEAST_MEMORY_BYTES)}
          <i data-scale={colour} />
          {colour === 'cpu' ? `${FULL_CPU_PERCENT} % or more` : `${bytes(FULL_MEMORY_BYTES)} or more`}
        </li>
      )}
      <li>
        <i data-holds />
        holds zombies
      </li>
      {OF_MARKS.filter(({ mark }) => colour === 'marks' || mark === 'zombie').map(({ mark, ink, word }) => (
        <li key={mark}>
          <i data-mark={mark} style={{ background: `var(--${ink})` }} />
          {word}
        </li>
      ))}
      {colour === 'marks' ? (
        <li>
          <i />
          other
        </li>
      ) : null}
    </ul>
  );
}
