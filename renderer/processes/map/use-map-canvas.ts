import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ProcessKey } from '../../../core/process.ts';
import { useModel } from '../../model.ts';
import { useValue } from '../../store/value.ts';
import { MapCanvas } from './map-canvas.ts';
import { ZOOM_STEP } from './map-keys.ts';
import type { Emphasis } from './picture.ts';

export interface HungMap {
  readonly map: MapCanvas;
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
}

/** The map of the rows that are drawn, kept in step with them and with what is pointed out. */
export function useMapCanvas(hovered: ProcessKey | null): HungMap {
  const { tree: view, processes, settings, mapWanted } = useModel();
  const rows = useValue(view.rows);
  const current = useValue(view.selection.current)?.key ?? null;
  const selected = useValue(view.selection.rows);
  const toReveal = useValue(view.reveal);
  const wanted = useValue(mapWanted);
  const { mapColour: colour } = useValue(settings);
  const emphasis: Emphasis = { current, selected, hovered, colour };
  const [map] = useState(() => new MapCanvas(processes, emphasis));
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);

  // First, as a map is laid out for the shape of its frame.
  useLayoutEffect(() => {
    if (frame.current !== null && canvas.current !== null) return map.hang(frame.current, canvas.current);
  }, [map]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them is in the picture
  useLayoutEffect(() => map.emphasize(emphasis), [map, current, selected, hovered, colour]);
  useLayoutEffect(() => map.arrange(rows), [map, rows]);

  useEffect(() => {
    if (toReveal === null) return;
    view.reveal.set(null);
    map.reveal(toReveal.key);
  }, [toReveal, map, view]);

  useEffect(() => {
    if (wanted === null) return;
    mapWanted.set(null);
    if (wanted === 'whole') map.showAll();
    else map.zoomBy(wanted === 'larger' ? ZOOM_STEP : 1 / ZOOM_STEP);
  }, [wanted, map, mapWanted]);

  return { map, frame, canvas };
}
