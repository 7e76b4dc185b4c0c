import { memo, useSyncExternalStore } from 'react';
import type { Column } from '../../core/columns.ts';
import { visible } from '../../core/format.ts';
import type { Mark } from '../../core/marks.ts';
import type { ProcessInfo } from '../../core/process.ts';
import type { VisibleRow } from '../../core/tree.ts';
import type { ProcessRow } from '../store/process-store.ts';
import { HoldsBadge, MarkBadge } from './badges.tsx';

/** Above this, CPU use is pointed out. */
const HOT_PERCENT = 20;

/** Marks that are a state too stand in that column, and only there. */
const STATE_MARKS: ReadonlySet<Mark> = new Set(['zombie', 'leader-exited', 'stopped', 'uninterruptible']);

const INDENT = 18;
/** Deeper than this, a level moves by less: names must not be pushed out of their column. */
const FULL_INDENTS = 9;
const SLIGHT_INDENT = 5;

const indentOf = (level: number): number =>
  Math.min(level - 1, FULL_INDENTS) * INDENT +
  Math.min(Math.max(0, level - 1 - FULL_INDENTS), 20) * SLIGHT_INDENT;

export interface TreeRowProps {
  readonly row: ProcessRow;
  readonly place: VisibleRow;
  readonly id: string;
  /** From 0. */
  readonly index: number;
  readonly top: number;
  readonly selected: boolean;
  readonly columns: readonly Column[];
}

/** One process in the tree. It watches its own process, so an update of another costs it nothing. */
export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { row, place, id, index, top, selected, columns } = props;
  useSyncExternalStore(row.subscribe, row.version);
  const { process } = row;
  const ended = row.endedAt !== null;
  const zombie = !ended && process.marks.includes('zombie');
  return (
    <div
      role="row"
      id={id}
      className="tree-row"
      style={{ transform: `translateY(${top}px)` }}
      data-key={process.key}
      data-pid={process.pid}
      data-zombie={zombie || undefined}
      data-holds={(!ended && row.zombiesHeld > 0) || undefined}
      data-fresh={row.fresh || undefined}
      data-ended={ended || undefined}
      data-dimmed={place.dimmed || undefined}
      aria-rowindex={index + 2}
      aria-level={place.level}
      aria-posinset={place.posInSet}
      aria-setsize={place.setSize}
      aria-expanded={place.hasChildren ? place.expanded : undefined}
      aria-selected={selected}
    >
      {columns.map((column) => (
        <Cell key={column.id} column={column} row={row} process={process} place={place} />
      ))}
    </div>
  );
}, sameRow);

/** Each update of the tree makes new places; mostly they say the same as before. */
function sameRow(a: TreeRowProps, b: TreeRowProps): boolean {
  return (
    a.row === b.row &&
    a.index === b.index &&
    a.top === b.top &&
    a.selected === b.selected &&
    a.columns === b.columns &&
    a.place.level === b.place.level &&
    a.place.posInSet === b.place.posInSet &&
    a.place.setSize === b.place.setSize &&
    a.place.hasChildren === b.place.hasChildren &&
    a.place.expanded === b.place.expanded &&
    a.place.dimmed === b.place.dimmed
  );
}

interface CellProps {
  readonly column: Column;
  readonly row: ProcessRow;
  readonly process: ProcessInfo;
  readonly place: VisibleRow;
}

function Cell({ column, row, process, place }: CellProps) {
  switch (column.id) {
    case 'name':
      return <NameCell row={row} process={process} place={place} />;
    case 'state':
      return (
        <span role="gridcell" className="cell cell-state">
          <State row={row} column={column} />
        </span>
      );
    case 'cpu': {
      const hot = (process.cpuPercent ?? 0) > HOT_PERCENT;
      return (
        <span role="gridcell" className={`cell number${hot ? ' hot' : ''}`}>
          {column.show(process)}
        </span>
      );
    }
    case 'command': {
      const command = column.show(process);
      return (
        <span role="gridcell" className="cell cell-command" title={command}>
          {command}
        </span>
      );
    }
    default:
      return (
        <span role="gridcell" className={`cell${column.kind === 'number' ? ' number' : ''}`}>
          {column.show(process)}
        </span>
      );
  }
}

function NameCell({ row, process, place }: Omit<CellProps, 'column'>) {
  const indent = indentOf(place.level);
  const name = visible(process.name);
  return (
    <span role="gridcell" className="cell cell-name">
      <span className="guides" style={{ width: indent }} />
      <span
        className="twisty"
        data-twisty={place.hasChildren || undefined}
        data-open={place.expanded || undefined}
      />
      <span className="name" title={name}>
        {name}
      </span>
      {row.endedAt === null && row.zombiesHeld > 0 ? <HoldsBadge zombies={row.zombiesHeld} /> : null}
      {process.marks.map((mark) => (STATE_MARKS.has(mark) ? null : <MarkBadge key={mark} mark={mark} />))}
    </span>
  );
}

function State({ row, column }: { readonly row: ProcessRow; readonly column: Column }) {
  if (row.endedAt !== null) return 'ended';
  const mark = row.process.marks.find((one) => STATE_MARKS.has(one));
  return mark === undefined ? column.show(row.process) : <MarkBadge mark={mark} />;
}
