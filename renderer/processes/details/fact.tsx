import type { ReactNode } from 'react';
import { NOTHING } from '../../../core/format.ts';

/** One line of a list of facts. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd className="code selectable">{children ?? NOTHING}</dd>
    </div>
  );
}
