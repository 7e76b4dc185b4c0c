import { Fragment } from 'react';
import { visible } from '../../../core/format.ts';
import { useModel } from '../../model.ts';
import type { ProcessRow } from '../../store/process-store.ts';
import { useValue } from '../../store/value.ts';

/** Who started whom, from the first process down to this one. */
export function Ancestors({ row }: { readonly row: ProcessRow }) {
  const { processes, tree } = useModel();
  // The chain can change only together with the shape of the tree, and that draws new rows.
  useValue(tree.rows);
  const chain = processes.tree.ancestors(row.key).flatMap((key) => processes.row(key) ?? []);
  return (
    <nav className="ancestors" aria-label="Ancestors">
      {chain.map((ancestor) => (
        <Fragment key={ancestor.key}>
          <button type="button" className="link" onClick={() => tree.show(ancestor.key)}>
            {visible(ancestor.process.name)}
          </button>
          <span aria-hidden>›</span>
        </Fragment>
      ))}
      <strong>{visible(row.process.name)}</strong>
    </nav>
  );
}
