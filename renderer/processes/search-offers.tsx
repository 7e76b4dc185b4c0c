import type { Completion } from '../../core/query/completion.ts';

interface SearchOffersProps {
  readonly id: string;
  readonly offers: readonly Completion[];
  readonly active: number;
  readonly onTake: (index: number) => void;
}

const intoView = (option: HTMLElement | null): void => option?.scrollIntoView({ block: 'nearest' });

/** How what is being typed could go on. */
export function SearchOffers({ id, offers, active, onTake }: SearchOffersProps) {
  return (
    <div
      role="listbox"
      id={id}
      aria-label="How it could go on"
      className="popup offers"
      hidden={offers.length === 0}
    >
      {offers.map((offer, index) => (
        <div
          key={offer.text}
          ref={index === active ? intoView : undefined}
          role="option"
          id={`${id}-${index}`}
          className="menu-item"
          aria-selected={index === active}
          data-highlighted={index === active || undefined}
          tabIndex={-1}
          onPointerDown={(event) => {
            // The keyboard stays in the field.
            event.preventDefault();
            onTake(index);
          }}
        >
          <code>{offer.text}</code>
          <span className="end" title={offer.about}>
            {offer.about}
          </span>
        </div>
      ))}
    </div>
  );
}
