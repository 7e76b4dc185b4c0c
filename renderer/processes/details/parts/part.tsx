import { ChevronRight, Lock } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { InspectionPart, Inspections } from '../../../../core/inspection.ts';
import type { ProcessKey } from '../../../../core/process.ts';
import { useModel } from '../../../model.ts';
import { useValue } from '../../../store/value.ts';
import { useInspection } from './use-inspection.ts';
import './parts.css';

interface PartProps<P extends InspectionPart> {
  readonly of: ProcessKey;
  readonly part: P;
  readonly title: string;
  readonly about: string;
  readonly children: (found: Inspections[P]) => ReactNode;
}

/** A part of the details that is asked for when it is unfolded. Which ones are is kept from one process to the next. */
export function Part<P extends InspectionPart>({ of, part, title, about, children }: PartProps<P>) {
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
        {open ? (
          <Content of={of} part={part}>
            {children}
          </Content>
        ) : null}
      </div>
    </section>
  );
}

function Content<P extends InspectionPart>({
  of,
  part,
  children,
}: Pick<PartProps<P>, 'of' | 'part' | 'children'>) {
  const inspection = useInspection(of, part);
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
          {inspection.failure.code === 'not-permitted' ? (
            <Lock className="part-lock" size={13} aria-hidden />
          ) : null}
          {inspection.failure.code === 'not-permitted' ? <strong>Not permitted. </strong> : null}
          {inspection.failure.message} {inspection.failure.hint ?? ''}
        </p>
      );
    case 'found':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard
        <div className="part-content" tabIndex={0}>
          {children(inspection.found)}
        </div>
      );
  }
}

/** A line that says that there is nothing of the kind. */
export const Nothing = ({ children }: { readonly children: string }) => (
  <p className="part-note">{children}</p>
);
