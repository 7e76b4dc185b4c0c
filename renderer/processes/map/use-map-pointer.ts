import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';
import type { ProcessKey } from '../../../core/process.ts';
import type { TreeView } from '../tree-view.ts';
import type { MapNode } from './layout.ts';
import type { Point } from './map-canvas.ts';
import type { HungMap } from './use-map-canvas.ts';

/** Further than this a pressed pointer drags the map, and selects nothing. */
const DRAG_FROM = 4;

type OnScreen = Pick<globalThis.MouseEvent, 'clientX' | 'clientY'>;

/** Where something happened in the view of the map. */
const within = (frame: Element, { clientX, clientY }: OnScreen): Point => {
  const { left, top } = frame.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
};

export interface MapPointer {
  /** The process that is drawn where something happened. */
  under(event: MouseEvent<HTMLElement>): MapNode | null;
  /** For the element that the map hangs in. */
  readonly listeners: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerLeave(): void;
    onDoubleClick(event: MouseEvent<HTMLElement>): void;
  };
}

/** A mouse, a pen or a finger on the map: it points, selects, folds, drags and zooms. */
export function useMapPointer(
  { map, frame }: HungMap,
  view: TreeView,
  hover: (key: ProcessKey | null) => void,
): MapPointer {
  const drag = useRef<{ readonly last: OnScreen; readonly moved: boolean } | null>(null);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    // A wheel that scrolls nothing here may be taken, which a passive listener could not.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015));
      map.zoomBy(factor, within(element, event));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [map, frame]);

  const under = (event: MouseEvent<HTMLElement>): MapNode | null =>
    map.nodeAt(within(event.currentTarget, event));

  return {
    under,
    listeners: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { last: { clientX: event.clientX, clientY: event.clientY }, moved: false };
      },
      onPointerMove: (event) => {
        if (drag.current === null) {
          view.hold.point();
          hover(under(event)?.row.key ?? null);
          return;
        }
        // Step by step: what is looked at may be kept in its place by other means meanwhile.
        const { last, moved } = drag.current;
        const by = { x: event.clientX - last.clientX, y: event.clientY - last.clientY };
        if (!moved && Math.hypot(by.x, by.y) < DRAG_FROM) return;
        drag.current = { last: { clientX: event.clientX, clientY: event.clientY }, moved: true };
        map.moveBy(by);
      },
      onPointerUp: (event) => {
        const from = drag.current;
        drag.current = null;
        if (from === null || from.moved) return;
        const node = under(event);
        if (node === null) return;
        // A map has no order in which there could be a range: Shift takes one more, as Ctrl does.
        const { shiftKey, ctrlKey, metaKey } = event;
        view.selection.click(node.row.key, { shiftKey: false, ctrlKey: ctrlKey || shiftKey, metaKey });
      },
      onPointerLeave: () => {
        hover(null);
        view.hold.leave();
      },
      onDoubleClick: (event) => {
        const node = under(event);
        if (node?.row.hasChildren) view.setExpanded(node.row.key, !node.row.expanded);
      },
    },
  };
}
