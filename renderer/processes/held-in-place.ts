import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Rows, TreeView } from './tree-view.ts';

interface Geometry {
  readonly rowHeight: number;
  readonly headerHeight: number;
}

/**
 * Keeps what the user looks at where it is while rows come and go above it: the row under the pointer,
 * else the current one, else the first in view.
 */
export function useHeldInPlace(
  scroller: RefObject<HTMLElement | null>,
  view: TreeView,
  rows: Rows,
  { rowHeight, headerHeight }: Geometry,
): RefObject<number | null> {
  /** The pointer's height over the list, in client coordinates. */
  const pointer = useRef<number | null>(null);
  const before = useRef(rows);

  useLayoutEffect(() => {
    const was = before.current.list;
    before.current = rows;
    const element = scroller.current;
    // Rows that are sorted go where their values send them: following one would drag the list along.
    if (element === null || rows.asked || view.sorted || was === rows.list || was.length === 0) return;
    // What was scrolled to last: the list may be shorter by now, and the browser would say so too.
    const { scrollTop } = view;
    const inView = (index: number): boolean =>
      index * rowHeight >= scrollTop - rowHeight &&
      index * rowHeight < scrollTop + element.clientHeight - headerHeight;

    let held = Math.floor(scrollTop / rowHeight);
    if (pointer.current !== null) {
      const over = pointer.current - element.getBoundingClientRect().top - headerHeight + scrollTop;
      held = Math.floor(over / rowHeight);
    } else {
      const current = view.selection.current.get();
      const place = current === null ? -1 : was.findIndex((row) => row.key === current.key);
      if (place !== -1 && inView(place)) held = place;
      else if (scrollTop === 0) return;
    }
    for (let index = Math.max(0, held); index < was.length; index += 1) {
      const key = was[index]?.key;
      const now = key === undefined ? -1 : view.placeOf(key);
      if (now === -1) continue;
      if (now !== index) element.scrollTop = scrollTop + (now - index) * rowHeight;
      return;
    }
  }, [rows, rowHeight, headerHeight, scroller, view]);

  return pointer;
}
