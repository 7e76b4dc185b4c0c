import { ContextMenu } from '@base-ui/react/context-menu';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, type PointerEvent, Suspense, useRef, useState } from 'react';
import type { Column } from '../../../core/columns/column.ts';
import { isColumnId } from '../../../core/columns/ids.ts';
import { onDemand } from '../../frame/on-demand.ts';
import { useModel } from '../../model.ts';
import type { Sort } from '../../store/settings.ts';
import { openMenuAt } from '../open-menu.ts';
import type { ColumnChoice } from './chosen.ts';
import { fittingWidth } from './fitting.ts';
import './tree-header.css';

/** A press of a key makes a column wider or narrower by this. */
const STEP = 16;
const DRAGGED = 'application/x-reaptree-column';

const HeaderMenu = onDemand(async () => (await import('./header-menu.tsx')).HeaderMenu);

interface TreeHeaderProps {
  readonly columns: readonly Column[];
  readonly sort: Sort | null;
}

/** The titles: a press sorts, a drag moves, the edge resizes; the arrow keys do all of it too, and a menu. */
export function TreeHeader({ columns, sort }: TreeHeaderProps) {
  const { columnChoice, tree } = useModel();
  // One stop for Tab: from there the arrows go on.
  const [active, setActive] = useState(0);
  const at = Math.min(active, columns.length - 1);
  const row = useRef<HTMLDivElement>(null);
  const [pointedAt, setPointedAt] = useState<Column | null>(null);
  const focus = (index: number): void => {
    const to = Math.min(columns.length - 1, Math.max(0, index));
    setActive(to);
    row.current?.querySelectorAll<HTMLElement>('.head-sort')[to]?.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLElement>, { id }: Column, index: number): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0 && event.shiftKey) columnChoice.resize(id, widthOf(event.currentTarget) + step * STEP);
    else if (step !== 0 && event.altKey) {
      columnChoice.move(id, columnChoice.ids.indexOf(id) + step);
      setActive(Math.min(columns.length - 1, Math.max(0, index + step)));
    } else if (step !== 0) focus(index + step);
    else if (event.key === 'Home') focus(0);
    else if (event.key === 'End') focus(columns.length - 1);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const { left, bottom } = event.currentTarget.getBoundingClientRect();
      openMenuAt(event.currentTarget, left, bottom);
    } else if (event.key === 'ArrowDown') {
      toGrid(event.currentTarget);
      // Where nothing is selected yet, the tree takes the key, and so its first row.
      if (tree.selection.current.get() === null) return;
    } else {
      // They press the title. All other keys mean what they mean elsewhere.
      if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        render={<div role="rowgroup" />}
        className="tree-head"
        onContextMenuCapture={(event) => {
          const cell = event.target instanceof Element ? event.target.closest('[role="columnheader"]') : null;
          const place = cell === null ? -1 : [...(row.current?.children ?? [])].indexOf(cell);
          const column = columns[place];
          // Beside the titles there is nothing to have a menu.
          if (column === undefined) event.stopPropagation();
          else setPointedAt(column);
        }}
      >
        <div role="row" aria-rowindex={1} className="tree-head-row" ref={row}>
          {columns.map((column, index) => (
            <HeaderCell
              key={column.id}
              column={column}
              sort={sort?.column === column.id ? sort : null}
              stop={index === at}
              choice={columnChoice}
              onKey={(event) => onKey(event, column, index)}
              onFit={(edge) => {
                const width = fittingWidth(edge, columns, column.id);
                if (width !== null) columnChoice.resize(column.id, width);
              }}
            />
          ))}
        </div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="layer">
          <ContextMenu.Popup className="popup" aria-label="Column">
            {pointedAt === null || row.current === null ? null : (
              <Suspense>
                <HeaderMenu column={pointedAt} columns={columns} head={row.current} />
              </Suspense>
            )}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

/** The keys are for the rows again. */
const toGrid = (inside: Element): void =>
  inside.closest<HTMLElement>('[role="treegrid"]')?.focus({ preventScroll: true });

const widthOf = (inside: Element): number =>
  inside.closest('[role="columnheader"]')?.getBoundingClientRect().width ?? 0;

interface HeaderCellProps {
  readonly column: Column;
  readonly sort: Sort | null;
  readonly stop: boolean;
  readonly choice: ColumnChoice;
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => void;
  /** The edge was pressed twice. */
  readonly onFit: (edge: Element) => void;
}

function HeaderCell({ column, sort, stop, choice, onKey, onFit }: HeaderCellProps) {
  const [over, setOver] = useState<'before' | 'after' | null>(null);
  const ascending = sort === null ? null : (column.kind === 'text') !== sort.reversed;

  const sideOf = (event: DragEvent<HTMLElement>): 'before' | 'after' => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return event.clientX < left + width / 2 ? 'before' : 'after';
  };

  return (
    <span
      role="columnheader"
      className={`cell head cell-${column.id}${column.kind === 'number' ? ' number' : ''}`}
      aria-sort={ascending === null ? 'none' : ascending ? 'ascending' : 'descending'}
      data-drop={over ?? undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(sideOf(event));
      }}
      onDragLeave={() => setOver(null)}
      onDrop={(event) => {
        const moved = event.dataTransfer.getData(DRAGGED);
        const side = sideOf(event);
        setOver(null);
        if (!isColumnId(moved) || moved === column.id) return;
        event.preventDefault();
        const place = choice.ids.filter((id) => id !== moved).indexOf(column.id);
        choice.move(moved, place + (side === 'after' ? 1 : 0));
      }}
    >
      <button
        type="button"
        className="head-sort"
        title={`${column.about}. Press to sort.`}
        tabIndex={stop ? 0 : -1}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED, column.id);
          event.dataTransfer.effectAllowed = 'move';
        }}
        onDragEnd={(event) => toGrid(event.currentTarget)}
        onClick={(event) => {
          choice.sortBy(column.id);
          // Pressed by a pointer: by a key, the next one may be meant for the title too.
          if (event.detail > 0) toGrid(event.currentTarget);
        }}
        onKeyDown={onKey}
      >
        <span className="head-title">{column.title}</span>
        {ascending === null ? null : ascending ? (
          <ArrowUp size={12} strokeWidth={2.4} aria-hidden />
        ) : (
          <ArrowDown size={12} strokeWidth={2.4} aria-hidden />
        )}
      </button>
      <Edge column={column} choice={choice} onFit={onFit} />
    </span>
  );
}

type EdgeProps = Pick<HeaderCellProps, 'column' | 'choice' | 'onFit'>;

/** Dragged, it resizes its column; pressed twice, the column becomes as wide as what is in it. */
function Edge({ column, choice, onFit }: EdgeProps) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  return (
    <span
      className="head-edge"
      aria-hidden
      onPointerDown={(event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width: widthOf(event.currentTarget) };
      }}
      onPointerMove={(event) => {
        if (from.current !== null)
          choice.resize(column.id, from.current.width + event.clientX - from.current.x);
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
      onDoubleClick={(event) => onFit(event.currentTarget)}
    />
  );
}
