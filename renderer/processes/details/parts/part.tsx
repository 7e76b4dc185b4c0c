import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { InspectionPart, Inspections } from '../../../../core/inspection.ts';
import type { ProcessKey } from '../../../../core/process.ts';
import { useModel } from '../../../model.ts';
import { useValue } from '../../../store/value.ts';
import { Refused } from './refused.tsx';
import { useInspection } from './use-inspection.ts';
import './parts.css';

interface FoldProps {
  readonly part: InspectionPart;
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
}

/** A part of the details that is drawn when it is unfolded. Which ones are is kept from one process to the next. */
export function Fold({ part, title, about, children }: FoldProps) {
  const { settings } = useModel();
  const { openParts } = useValue(settings);
  const open = openParts.includes(part);
  const id = useId();
  return (
    <section className="card part" data-open={open || undefined}>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() =>
            settings.change({
              openParts: open ? openParts.filter((one) => one !== part) : [...openParts, part],
            })
          }
        >
          <ChevronRight className="part-twisty" size={14} aria-hidden />
          <span className="part-title">{title}</span>
          <span className="part-about">{about}</span>
        </button>
      </h3>
      <div id={id} hidden={!open}>
        {open ? children : null}
      </div>
    </section>
  );
}

interface AskedProps<P extends InspectionPart> {
  readonly of: ProcessKey;
  readonly part: P;
  readonly filter?: string;
  readonly children: (found: Inspections[P]) => ReactNode;
}

/** What the system tells of a part, asked for as soon as it is drawn, or why it does not. */
export function Asked<P extends InspectionPart>({ of, part, filter = '', children }: AskedProps<P>) {
  const inspection = useInspection(of, part, filter);
  switch (inspection.kind) {
    case 'asking':
      return (
        <p className="part-note" role="status">
          Looking …
        </p>
      );
    case 'failed':
      return (
        <p className="part-note" role="status">
          <Refused failure={inspection.failure} />
        </p>
      );
    case 'found':
      return children(inspection.found);
  }
}

/** One that is told as it is, and scrolls where it is too long for the pane. */
export function Part<P extends InspectionPart>({
  of,
  children,
  ...fold
}: Omit<FoldProps, 'children'> & AskedProps<P>) {
  return (
    <Fold {...fold}>
      <Asked of={of} part={fold.part}>
        {(found) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard
          <div className="part-content" tabIndex={0}>
            {children(found)}
          </div>
        )}
      </Asked>
    </Fold>
  );
}

/** A line that says that there is nothing of the kind. */
export const Nothing = ({ children }: { readonly children: string }) => (
  <p className="part-note">{children}</p>
);
