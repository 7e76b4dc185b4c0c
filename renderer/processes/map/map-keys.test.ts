import { describe, expect, it } from 'vitest';
import { type MapKey, takeMapKey, ZOOM_STEP } from './map-keys.ts';

function press(key: Partial<MapKey>): { taken: boolean; done: unknown[] } {
  const done: unknown[] = [];
  const event = { key: '', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...key };
  const taken = takeMapKey(event, {
    moveBy: (by) => done.push(by),
    zoomBy: (factor) => done.push(factor),
    showAll: () => done.push('all'),
  });
  return { taken, done };
}

describe('the keys of the map', () => {
  it('zoom, show all of it, and with Alt move it', () => {
    expect(press({ key: '+', shiftKey: true })).toEqual({ taken: true, done: [ZOOM_STEP] });
    expect(press({ key: '=' }).done).toEqual([ZOOM_STEP]);
    expect(press({ key: '-' }).done).toEqual([1 / ZOOM_STEP]);
    expect(press({ key: '0' }).done).toEqual(['all']);
    expect(press({ key: 'ArrowLeft', altKey: true }).done).toEqual([{ x: 80, y: 0 }]);
    expect(press({ key: 'ArrowDown', altKey: true }).done).toEqual([{ x: 0, y: -80 }]);
  });

  it('leave the others to the tree and to the window', () => {
    for (const key of [
      { key: 'ArrowLeft' },
      { key: 'ArrowLeft', altKey: true, shiftKey: true },
      { key: '0', ctrlKey: true },
      { key: '+', metaKey: true },
      { key: '-', altKey: true },
      { key: 'k' },
    ])
      expect(press(key)).toEqual({ taken: false, done: [] });
  });
});
