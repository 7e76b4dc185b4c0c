import { Sigma } from 'lucide-react';
import { memo, useCallback, useSyncExternalStore } from 'react';
import type { Column, ColumnContext } from '../../core/columns/column.ts';
import { bytes, count, counted, percent, visible } from '../../core/format.ts';
import type { Mark } from '../../core/marks.ts';
import type { ProcessInfo } from '../../core/process.ts';
import type { VisibleRow } from '../../core/visible-rows.ts';
import { ChangeBadges } from '../comparison/change-badges.tsx';
import { useModel } from '../model.ts';
import type { ProcessRow, ProcessStore } from '../store/process-store.ts';
import { useRow } from '../store/use-row.ts';
import { useValue } from '../store/value.ts';
import { HoldsBadge, MarkBadge, Shortened } from './badges.tsx';
import { indentOf } from './indent.ts';
import type { Totals } from './subtree-totals.ts';

/** Above this, CPU use is pointed out. */
const HOT_PERCENT = 20;

/** Marks that are a state too stand in that column, and only there. */
const STATE_MARKS: ReadonlySet<Mark> = new Set(['zombie', 'leader-exited', 'stopped', 'uninterruptible']);

export interface TreeRowProps {
  readonly row: ProcessRow;
  readonly place: VisibleRow;
  readonly id: string;
  /** From 0. */
  readonly index: number;
  readonly top: number;
  readonly selected: boolean;
  /** The keys move from it. */
  readonly current: boolean;
  readonly columns: readonly Column[];
}

/** One process in the tree. It watches its own process, so an update of another costs it nothing. */
export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { row, place, id, index, top, selected, current, columns } = props;
  useRow(row);
  const { process } = row;
  const ended = row.endedAt !== null;
  const zombie = !ended && process.marks.includes('zombie');
  return (
    <div
      role="row"
      id={id}
      className="tree-row"
      style={{ top }}
      data-key={process.key}
      data-pid={process.pid}
      data-zombie={zombie || undefined}
      data-holds={(!ended && row.zombiesHeld > 0) || undefined}
      data-fresh={row.fresh || undefined}
      data-ended={ended || undefined}
      data-dimmed={place.dimmed || undefined}
      data-current={current || undefined}
      aria-rowindex={index + 2}
      aria-level={place.level}
      aria-posinset={place.posInSet || undefined}
      aria-setsize={place.setSize || undefined}
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
    a.current === b.current &&
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

const contextOf = ({ facts, host }: ProcessStore): ColumnContext => ({
  now: facts.get()?.takenAt ?? Number.NaN,
  memoryBytes: host.get()?.memoryBytes ?? null,
});

function Cell({ column, row, process, place }: CellProps) {
  const { processes } = useModel();
  const folded = place.hasChildren && !place.expanded && row.endedAt === null;
  switch (column.id) {
    case 'name':
      return <NameCell row={row} process={process} place={place} folded={folded} />;
    case 'state':
      return (
        <span role="gridcell" className="cell cell-state">
          <State row={row} column={column} />
        </span>
      );
    case 'cpu':
      if (folded) return <FoldedCell row={row} own={column.show(process)} sumOf="cpu" />;
      return <CpuCell value={process.cpuPercent} text={column.show(process)} />;
    case 'memory':
      if (folded) return <FoldedCell row={row} own={column.show(process)} sumOf="memory" />;
      return (
        <span role="gridcell" className="cell number">
          {column.show(process)}
        </span>
      );
    case 'command':
      return <CommandCell column={column} process={process} />;
    default:
      if (column.ages && row.endedAt === null) return <AgingCell column={column} process={process} />;
      return <PlainCell column={column} text={column.show(process, contextOf(processes))} />;
  }
}

function PlainCell({ column, text }: { readonly column: Column; readonly text: string }) {
  const long = column.id === 'command' || column.id === 'cgroup' || column.id === 'wchan';
  const kind = long ? ' cell-command' : column.kind === 'number' ? ' number' : '';
  return (
    <span role="gridcell" className={`cell${kind}`} title={long ? text : undefined}>
      {text}
    </span>
  );
}

/** Looked through for secrets only when it is another: that takes longer than to draw it. */
const CommandCell = memo(
  function CommandCell({ column, process }: Pick<CellProps, 'column' | 'process'>) {
    return <PlainCell column={column} text={column.show(process)} />;
  },
  (a, b) => a.process.command === b.process.command,
);

function CpuCell({ value, text }: { readonly value: number | null; readonly text: string }) {
  const hot = (value ?? 0) > HOT_PERCENT;
  return (
    <span role="gridcell" className={`cell number${hot ? ' hot' : ''}`}>
      {text}
    </span>
  );
}

/** Only this one is drawn with each sample, whatever becomes of its process. */
function AgingCell({ column, process }: { readonly column: Column; readonly process: ProcessInfo }) {
  const { processes } = useModel();
  useValue(processes.facts);
  return <PlainCell column={column} text={column.show(process, contextOf(processes))} />;
}

function useTotals(row: ProcessRow): Totals {
  const { totals } = useModel();
  const { key } = row;
  const subscribe = useCallback((listener: () => void) => totals.subscribe(key, listener), [totals, key]);
  return useSyncExternalStore(subscribe, () => totals.of(key));
}

interface FoldedCellProps {
  readonly row: ProcessRow;
  readonly own: string;
  readonly sumOf: 'cpu' | 'memory';
}

/** Stands for all that is folded away below it. */
function FoldedCell({ row, own, sumOf }: FoldedCellProps) {
  const { below, cpuPercent, rssBytes } = useTotals(row);
  const hot = sumOf === 'cpu' && (cpuPercent ?? 0) > HOT_PERCENT;
  return (
    <span
      role="gridcell"
      className={`cell number sum${hot ? ' hot' : ''}`}
      title={`With ${counted(below, 'process', 'processes')} below; ${own} by itself`}
    >
      <Sigma size={9} strokeWidth={2.25} aria-label="Sum" />
      {sumOf === 'cpu' ? percent(cpuPercent) : bytes(rssBytes)}
    </span>
  );
}

function Below({ row }: { readonly row: ProcessRow }) {
  const { below, zombies } = useTotals(row);
  // Those that it holds itself are said by its own badge.
  const deeper = zombies - row.zombiesHeld;
  return (
    <>
      <span className="below" title={`${counted(below, 'process', 'processes')} below`}>
        +{count(below)}
      </span>
      {deeper > 0 ? (
        <span className="narrowing">
          <span
            className="badge tone-zombie"
            title={`${counted(deeper, 'zombie')} further down, folded away`}
          >
            <Shortened zombies={deeper}>{`${counted(deeper, 'zombie')} below`}</Shortened>
          </span>
        </span>
      ) : null}
    </>
  );
}

interface NameCellProps extends Omit<CellProps, 'column'> {
  readonly folded: boolean;
}

function NameCell({ row, process, place, folded }: NameCellProps) {
  const comparing = useModel().view.get().kind === 'comparison';
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
      {folded ? <Below row={row} /> : null}
      {comparing ? <ChangeBadges row={row} /> : null}
      {row.endedAt === null && row.zombiesHeld > 0 ? (
        <span className="narrowing">
          <HoldsBadge zombies={row.zombiesHeld} />
        </span>
      ) : null}
      {process.marks.map((mark) => (STATE_MARKS.has(mark) ? null : <MarkBadge key={mark} mark={mark} />))}
    </span>
  );
}

function State({ row, column }: { readonly row: ProcessRow; readonly column: Column }) {
  if (row.endedAt !== null) return 'ended';
  const mark = row.process.marks.find((one) => STATE_MARKS.has(one));
  return mark === undefined ? column.show(row.process) : <MarkBadge mark={mark} />;
}
