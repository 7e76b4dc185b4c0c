import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Column } from '../../core/columns/column.ts';
import type { ProcessKey } from '../../core/process.ts';
import { drawnRows, OVERSCAN } from '../frame/drawn-rows.ts';
import { useOnceIdle } from '../frame/once-idle.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { columnsToDraw, leastWidthOf, templateOf } from './columns/chosen.ts';
import { TreeHeader } from './columns/tree-header.tsx';
import { useHeldInPlace } from './held-in-place.ts';
import { nameWidthAt } from './indent.ts';
import { openMenuAt } from './open-menu.ts';
import { ProcessMenu } from './process-menu.tsx';
import { takeTreeKey } from './tree-keys.ts';
import { TreeRow } from './tree-row.tsx';
import type { Rows } from './tree-view.ts';
import './process-tree.css';

const HEADER_HEIGHT = 29;
const ROW_HEIGHTS = { dense: 26, comfortable: 32 } as const;

const idOf = (key: ProcessKey): string => `process-${key}`;

const rowUnder = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;

const overTitles = ({ target }: MouseEvent): boolean =>
  target instanceof Element && target.closest('.tree-head') !== null;

export function ProcessTree() {
  const { tree: view, processes, settings, attention, details } = useModel();
  const rows = useValue(view.rows);
  const current = useValue(view.selection.current);
  const selected = useValue(view.selection.rows);
  const reveal = useValue(view.reveal);
  const { comfortable, sort, columns: chosen } = useValue(settings);
  const rowHeight = ROW_HEIGHTS[comfortable ? 'comfortable' : 'dense'];
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useColumns(scroller, rows);
  const pointer = useHeldInPlace(scroller, view, rows, { rowHeight, headerHeight: HEADER_HEIGHT });

  const { list } = rows;
  const place = current === null ? -1 : view.placeOf(current.key);
  const lastPlace = useRef(0);
  if (place !== -1) lastPlace.current = place;

  const virtualizer = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: useOnceIdle() ? OVERSCAN : 0,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    initialOffset: () => view.scrollTop,
    // The active row has to exist for the grid to name it, wherever one has scrolled to.
    rangeExtractor: (range) => {
      const drawn = drawnRows(range);
      if (place === -1 || drawn.includes(place)) return drawn;
      return [...new Set([...drawn, place])].sort((a, b) => a - b);
    },
  });
  const items = virtualizer.getVirtualItems();

  useLayoutEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
  }, [rowHeight, virtualizer]);

  // A row that leaves from under the pointer says nothing of it.
  useEffect(() => () => view.hold.leave(), [view]);

  const dear = columns.some((column) => column.dear);
  useEffect(() => {
    const keys = dear ? items.flatMap(({ index }) => list[index]?.key ?? []) : [];
    attention.want(current === null ? keys : [current.key, ...keys]);
  }, [dear, items, list, current, attention]);

  useEffect(() => {
    if (reveal === null) return;
    const index = view.placeOf(reveal.key);
    const element = scroller.current;
    view.reveal.set(null);
    if (index === -1 || element === null) return;
    const top = index * rowHeight - element.scrollTop;
    const seen = top >= 0 && top + rowHeight <= element.clientHeight - HEADER_HEIGHT;
    if (!seen) virtualizer.scrollToIndex(index, { align: reveal.step ? 'auto' : 'center' });
  }, [reveal, view, virtualizer, rowHeight]);

  const onClick = (event: MouseEvent): void => {
    const row = rowUnder(event.target);
    const key = keyOfRow(row);
    if (key === null) return;
    if (event.target instanceof Element && event.target.closest('[data-twisty]')) {
      view.selection.only(key);
      view.setExpanded(key, row?.getAttribute('aria-expanded') !== 'true');
    } else view.selection.click(key, event);
  };

  const onDoubleClick = (event: MouseEvent): void => {
    const row = rowUnder(event.target);
    const key = keyOfRow(row);
    const expanded = row?.getAttribute('aria-expanded');
    if (key === null || expanded === null || expanded === undefined) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest('[data-twisty]')) return;
    view.setExpanded(key, expanded !== 'true');
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(
      1,
      Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1,
    );
    const taken = takeTreeKey(event, {
      view,
      page,
      lastPlace: lastPlace.current,
      openDetails: () => details.show(true),
      openMenu: (key) => {
        const drawnRow = scroller.current?.querySelector(`[id="${idOf(key)}"]`);
        if (!drawnRow) return;
        const { left, bottom } = drawnRow.getBoundingClientRect();
        openMenuAt(drawnRow, left + 60, bottom);
      },
    });
    if (taken) event.preventDefault();
  };

  const onContextMenu = (event: MouseEvent): void => {
    // The titles have a menu of their own.
    if (overTitles(event)) return;
    const key = keyOfRow(rowUnder(event.target));
    if (key === null) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    view.selection.pointAt(key);
  };

  return (
    <ProcessMenu>
      <div
        ref={scroller}
        role="treegrid"
        className="tree"
        aria-label="Processes"
        aria-rowcount={list.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-activedescendant={place === -1 || current === null ? undefined : idOf(current.key)}
        tabIndex={0}
        data-wide={chosen !== null || undefined}
        data-several={selected.size > 1 || undefined}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onKeyDown={onKeyDown}
        onContextMenuCapture={onContextMenu}
        onContextMenu={(event) => {
          if (overTitles(event)) event.stopPropagation();
        }}
        onScroll={(event) => {
          view.scrollTop = event.currentTarget.scrollTop;
        }}
        onPointerMove={(event) => {
          // The browser reports a move as well when only the page below it moved.
          if (pointer.current !== event.clientY && rowUnder(event.target) !== null) view.hold.point();
          pointer.current = event.clientY;
        }}
        onPointerLeave={() => {
          pointer.current = null;
          view.hold.leave();
        }}
        style={{
          '--columns': templateOf(columns),
          '--least-width': `${leastWidthOf(columns)}px`,
          '--row-height': `${rowHeight}px`,
        }}
      >
        <TreeHeader columns={columns} sort={sort} />
        <div role="rowgroup" className="tree-rows" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const visibleRow = list[index];
            const row = visibleRow && processes.row(visibleRow.key);
            return visibleRow && row ? (
              <TreeRow
                key={visibleRow.key}
                row={row}
                place={visibleRow}
                id={idOf(visibleRow.key)}
                index={index}
                top={start - HEADER_HEIGHT}
                selected={selected.has(row.key)}
                current={current?.key === row.key}
                columns={columns}
              />
            ) : null;
          })}
        </div>
      </div>
    </ProcessMenu>
  );
}

/** The attribute was written from a key, so it is one. */
const keyOfRow = (row: HTMLElement | null): ProcessKey | null =>
  (row?.dataset.key as ProcessKey | undefined) ?? null;

/** Those to draw; the same array for as long as they are the same columns of the same widths. */
function useColumns(scroller: React.RefObject<HTMLElement | null>, { list }: Rows): readonly Column[] {
  const { settings } = useModel();
  const { columns, widths } = useValue(settings);
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY);
  // It only grows: columns that move to and fro with what comes and goes would be worse than some empty room.
  const deepest = useRef(1);
  for (const { level } of list) if (level > deepest.current) deepest.current = level;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const adapt = (): void => setRoom(element.clientWidth);
    const observer = new ResizeObserver(adapt);
    observer.observe(element);
    adapt();
    return () => observer.disconnect();
  }, [scroller]);

  const drawn = columnsToDraw({ columns, widths }, room, nameWidthAt(deepest.current));
  const last = useRef(drawn);
  if (!sameColumns(last.current, drawn)) last.current = drawn;
  return last.current;
}

const sameColumns = (a: readonly Column[], b: readonly Column[]): boolean =>
  a.length === b.length &&
  a.every(
    (column, at) => column.id === b[at]?.id && column.width === b[at].width && column.most === b[at].most,
  );
