import { type KeyboardEvent, type MouseEvent, useId, useRef, useState } from 'react';
import type { ProcessKey } from '../../../core/process.ts';
import { useModel } from '../../model.ts';
import { useValue } from '../../store/value.ts';
import { openMenuAt } from '../open-menu.ts';
import { ProcessMenu } from '../process-menu.tsx';
import { takeTreeKey } from '../tree-keys.ts';
import { takeMapKey, ZOOM_STEP } from './map-keys.ts';
import { MapTools } from './map-tools.tsx';
import { MapWords } from './map-words.tsx';
import { sentenceOf } from './spoken.ts';
import { useMapCanvas } from './use-map-canvas.ts';
import { useMapPointer } from './use-map-pointer.ts';
import './process-map.css';

/** Rows of a page for the keys that move by one. */
const PAGE = 20;

/** The tree as a picture. It is drawn on a canvas: thousands of elements would not be fluent. */
export function ProcessMap() {
  const { tree: view, processes, details } = useModel();
  const current = useValue(view.selection.current);
  const [hovered, setHovered] = useState<ProcessKey | null>(null);
  const [said, setSaid] = useState('');
  /** The menu is opened by a key: it is about the selected ones, wherever they are drawn. */
  const byKey = useRef(false);
  const hint = useId();
  const hung = useMapCanvas(hovered);
  const { map } = hung;
  const { under, listeners } = useMapPointer(hung, view, setHovered);

  const onContextMenu = (event: MouseEvent<HTMLElement>): void => {
    if (byKey.current) return;
    const node = under(event);
    if (node !== null) view.selection.pointAt(node.row.key);
    else {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  const openMenu = (on: Element, key: ProcessKey): void => {
    const at = map.reveal(key);
    if (at === null) return;
    view.selection.pointAt(key);
    const { left, top } = on.getBoundingClientRect();
    byKey.current = true;
    openMenuAt(on, left + at.x, top + at.y + 8);
    byKey.current = false;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (takeMapKey(event, map)) {
      event.preventDefault();
      return;
    }
    const taken = takeTreeKey(event, {
      view,
      page: PAGE,
      lastPlace: 0,
      openDetails: () => details.show(true),
      openMenu: (key) => openMenu(event.currentTarget, key),
    });
    if (!taken) return;
    event.preventDefault();
    // The words are about what the keys moved to, and not about where the pointer was left.
    setHovered(null);
    const to = view.selection.current.get();
    const place = to && view.rows.get().list[view.placeOf(to.key)];
    if (to && place) setSaid(sentenceOf(to, place, processes));
  };

  const words = (hovered === null ? undefined : processes.row(hovered)) ?? current;
  return (
    <div className="map">
      <ProcessMenu>
        <div
          ref={hung.frame}
          className="map-frame"
          role="application"
          aria-label="Map of the processes"
          aria-describedby={hint}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys of the tree
          tabIndex={0}
          {...listeners}
          onKeyDown={onKeyDown}
          onContextMenuCapture={onContextMenu}
        >
          <canvas ref={hung.canvas} />
        </div>
      </ProcessMenu>
      {words === null ? null : <MapWords row={words} />}
      <p id={hint} className="unseen">
        The arrow keys move from process to process and fold, plus and minus zoom, 0 shows all, Alt and an
        arrow key move the map. The tree, by T, has the same processes as a table.
      </p>
      <p className="unseen" role="status">
        {said}
      </p>
      <MapTools
        zoomIn={() => map.zoomBy(ZOOM_STEP)}
        zoomOut={() => map.zoomBy(1 / ZOOM_STEP)}
        showAll={() => map.showAll()}
      />
    </div>
  );
}
