import type { MapCanvas, Point } from './map-canvas.ts';

export const ZOOM_STEP = 1.35;
/** So far Alt with an arrow key moves the map, in pixels. */
const PAN_STEP = 80;

const PANS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: PAN_STEP, y: 0 },
  ArrowRight: { x: -PAN_STEP, y: 0 },
  ArrowUp: { x: 0, y: PAN_STEP },
  ArrowDown: { x: 0, y: -PAN_STEP },
};

export type MapKey = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Answers whether the key moves or scales the map itself. */
export function takeMapKey(
  { key, altKey, ctrlKey, metaKey, shiftKey }: MapKey,
  map: Pick<MapCanvas, 'moveBy' | 'zoomBy' | 'showAll'>,
): boolean {
  if (ctrlKey || metaKey) return false;
  const by = altKey && !shiftKey ? PANS[key] : undefined;
  if (by !== undefined) {
    map.moveBy(by);
    return true;
  }
  if (altKey) return false;
  if (key === '+' || key === '=') map.zoomBy(ZOOM_STEP);
  else if (key === '-') map.zoomBy(1 / ZOOM_STEP);
  else if (key === '0') map.showAll();
  else return false;
  return true;
}
