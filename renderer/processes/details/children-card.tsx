import { useCallback, useRef, useSyncExternalStore } from 'react';
import { count, counted, visible } from '../../../core/format.ts';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { useRow } from '../../store/use-row.ts';
import { type Children, childrenOf } from './children.ts';

/** As many are named; the search shows all of them. */
const MOST = 50;

/** Whom it has started or adopted: the dead that it has not collected first. */
export function ChildrenCard({ row }: { readonly row: ProcessRow }) {
  const { tree } = useModel();
  const { count: all, zombies, first } = useChildren(row);
  const more = all - first.length;
  return (
    <section className="card facts" aria-label="Children">
      <div className="children-head">
        <h3>Children</h3>
        <span className="children-count">
          {all === 0 ? 'none' : count(all)}
          {zombies === 0 ? null : <strong>, {counted(zombies, 'zombie')}</strong>}
        </span>
      </div>
      {all === 0 ? null : (
        <ul className="children">
          {first.map((child) => (
            <Child key={child.key} row={child} />
          ))}
          {more === 0 ? null : (
            <li>
              <button
                type="button"
                className="link children-more"
                onClick={() => tree.find(`parent:${row.process.pid}`)}
              >
                {count(more)} more
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

/** It watches its own process, as the rows of the tree do. */
function Child({ row }: { readonly row: ProcessRow }) {
  const { tree } = useModel();
  useRow(row);
  const { process, endedAt } = row;
  const zombie = endedAt === null && process.marks.includes('zombie');
  return (
    <li data-zombie={zombie || undefined} data-ended={endedAt !== null || undefined}>
      <button
        type="button"
        className="link"
        title={zombie ? 'A zombie' : endedAt === null ? undefined : 'It has ended'}
        onClick={() => tree.show(row.key)}
      >
        {visible(process.name)} <span className="code">{process.pid}</span>
      </button>
    </li>
  );
}

/** Looked through anew only when the tree has another shape, or the process holds another number of zombies. */
function useChildren(row: ProcessRow): Children {
  const { processes } = useModel();
  const known = useRef<{ readonly of: string; readonly children: Children } | null>(null);
  const look = useCallback((): Children => {
    const of = `${row.key} ${processes.tree.version} ${row.zombiesHeld}`;
    if (known.current?.of !== of) {
      const children = childrenOf(processes, row, MOST);
      known.current = { of, children: same(known.current?.children, children) ?? children };
    }
    return known.current.children;
  }, [processes, row]);
  const subscribe = useCallback((listener: () => void) => processes.onApplied(listener), [processes]);
  return useSyncExternalStore(subscribe, look);
}

/** The one that was known, where it says the same: then nothing has to be drawn. */
const same = (a: Children | undefined, b: Children): Children | null =>
  a !== undefined &&
  a.count === b.count &&
  a.zombies === b.zombies &&
  a.first.length === b.first.length &&
  a.first.every((row, index) => row === b.first[index])
    ? a
    : null;
