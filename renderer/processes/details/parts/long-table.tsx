import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import { OVERSCAN } from '../../../frame/drawn-rows.ts';

interface LongTableProps<Row> {
  readonly label: string;
  readonly columns: readonly LongColumn[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => number;
  /** The cells of a row. */
  readonly children: (row: Row) => ReactNode;
}

interface LongColumn {
  readonly title: string;
  /** In pixels; the one without takes what is left. */
  readonly width?: number;
  readonly end?: boolean;
}

/** In pixels, of a row of one line and of the titles above them. */
const ROW_HEIGHT = 21;
const HEAD_HEIGHT = 22;

/** A table that may have a thousand rows, of which only those in view are drawn. Each may be of several lines. */
export function LongTable<Row>({ label, columns, rows, keyOf, children }: LongTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : keyOf(row);
    },
    overscan: OVERSCAN,
    scrollMargin: HEAD_HEIGHT,
  });
  const items = virtualizer.getVirtualItems();
  const above = (items[0]?.start ?? HEAD_HEIGHT) - HEAD_HEIGHT;
  const below = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? HEAD_HEIGHT) - HEAD_HEIGHT);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard
    <div ref={scroller} className="part-content long" tabIndex={0}>
      <table className="part-table" aria-label={label} aria-rowcount={rows.length + 1}>
        <colgroup>
          {columns.map(({ title, width }) => (
            <col key={title} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ title, end }) => (
              <th key={title} className={end ? 'end' : undefined} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} />
          {items.map(({ index, key }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <tr
                key={String(key)}
                ref={virtualizer.measureElement}
                data-index={index}
                aria-rowindex={index + 2}
              >
                {children(row)}
              </tr>
            );
          })}
          <Gap height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** In the place of the rows that are not drawn. */
const Gap = ({ height }: { readonly height: number }) =>
  height > 0 ? <tr className="gap" aria-hidden style={{ height }} /> : null;
