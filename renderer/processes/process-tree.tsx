import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Column, columnsWithin } from '../../core/columns.ts';
import type { ProcessKey } from '../../core/process.ts';
import { useModel } from '../model.ts';
import { useValue } from '../store/value.ts';
import { useHeldInPlace } from './held-in-place.ts';
import { ProcessMenu } from './process-menu.tsx';
import { takeTreeKey } from './tree-keys.ts';
import { TreeRow } from './tree-row.tsx';
import './process-tree.css';

const HEADER_HEIGHT = 29;
const ROW_HEIGHTS = { dense: 26, comfortable: 32 } as const;
/** Rows drawn beyond the edge, so that scrolling never runs into nothing. */
const OVERSCAN = 10;

const idOf = (key: ProcessKey): string => `process-${key}`;

const rowUnder = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;

/** The part of the whole that a column takes which may grow, but not without end. */
const GROWING_PART = '33%';

function templateOf(columns: readonly Column[]): string {
  const endless = columns.some(({ most }) => most === Number.POSITIVE_INFINITY);
  return columns
    .map(({ width, most }) => {
      if (most === width) return `${width}px`;
      // Where the column that takes the rest had to give way, another one takes it.
      return endless && Number.isFinite(most)
        ? `clamp(${width}px, ${GROWING_PART}, ${most}px)`
        : `minmax(${width}px, 1fr)`;
    })
    .join(' ');
}

export function ProcessTree() {
  const { tree: view, processes, settings } = useModel();
  const rows = useValue(view.rows);
  const selected = useValue(view.selected);
  const reveal = useValue(view.reveal);
  const rowHeight = ROW_HEIGHTS[useValue(settings).comfortable ? 'comfortable' : 'dense'];
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useColumns(scroller);
  const pointer = useHeldInPlace(scroller, view, rows, { rowHeight, headerHeight: HEADER_HEIGHT });
  const [menuOf, setMenuOf] = useState<ProcessKey | null>(null);

  const { list } = rows;
  const place = selected === null ? -1 : view.placeOf(selected.key);
  const lastPlace = useRef(0);
  if (place !== -1) lastPlace.current = place;

  const virtualizer = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    initialOffset: () => view.scrollTop,
    // The active row has to exist for the grid to name it, wherever one has scrolled to.
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      if (place === -1 || (place >= range.startIndex && place <= range.endIndex)) return drawn;
      return [...new Set([...drawn, place])].sort((a, b) => a - b);
    },
  });

  useLayoutEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
  }, [rowHeight, virtualizer]);

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
    view.select(key);
    if (event.target instanceof Element && event.target.closest('[data-twisty]')) {
      view.setExpanded(key, row?.getAttribute('aria-expanded') !== 'true');
    }
  };

  const onDoubleClick = (event: MouseEvent): void => {
    const row = rowUnder(event.target);
    const key = keyOfRow(row);
    const expanded = row?.getAttribute('aria-expanded');
    if (key === null || expanded === null || expanded === undefined) return;
    if (event.target instanceof Element && event.target.closest('[data-twisty]')) return;
    view.setExpanded(key, expanded !== 'true');
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(
      1,
      Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1,
    );
    const taken = takeTreeKey(event, {
      view,
      page,
      lastPlace: lastPlace.current,
      openDetails: () => settings.change({ details: true }),
      openMenu: (key) => openMenuAt(scroller.current?.querySelector(`[id="${idOf(key)}"]`) ?? null),
    });
    if (taken) event.preventDefault();
  };

  const onContextMenu = (event: MouseEvent): void => {
    const key = keyOfRow(rowUnder(event.target));
    if (key === null) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    view.select(key);
    setMenuOf(key);
  };

  return (
    <ProcessMenu of={menuOf}>
      <div
        ref={scroller}
        role="treegrid"
        className="tree"
        aria-label="Processes"
        aria-rowcount={list.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={place === -1 || selected === null ? undefined : idOf(selected.key)}
        tabIndex={0}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onKeyDown={onKeyDown}
        onContextMenuCapture={onContextMenu}
        onScroll={(event) => {
          view.scrollTop = event.currentTarget.scrollTop;
        }}
        onPointerMove={(event) => {
          pointer.current = event.clientY;
        }}
        onPointerLeave={() => {
          pointer.current = null;
        }}
        style={{ '--columns': templateOf(columns), '--row-height': `${rowHeight}px` }}
      >
        <div role="rowgroup" className="tree-head">
          <div role="row" aria-rowindex={1} className="tree-head-row">
            {columns.map((column) => (
              <span
                key={column.id}
                role="columnheader"
                className={`cell cell-${column.id}${column.kind === 'number' ? ' number' : ''}`}
              >
                {column.title}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="tree-rows" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
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
                selected={selected === row}
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

/** What the secondary button of a mouse would do there. */
function openMenuAt(row: Element | null): void {
  if (row === null) return;
  const { left, bottom } = row.getBoundingClientRect();
  row.dispatchEvent(
    new window.MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      button: 2,
      clientX: left + 60,
      clientY: bottom,
    }),
  );
}

/** Those that fit; the same array for as long as they are the same columns. */
function useColumns(scroller: React.RefObject<HTMLElement | null>): readonly Column[] {
  const [columns, setColumns] = useState<readonly Column[]>(() => columnsWithin(Number.POSITIVE_INFINITY));
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const adapt = (): void => {
      const fitting = columnsWithin(element.clientWidth);
      setColumns((known) => (known.length === fitting.length ? known : fitting));
    };
    const observer = new ResizeObserver(adapt);
    observer.observe(element);
    adapt();
    return () => observer.disconnect();
  }, [scroller]);
  return columns;
}
