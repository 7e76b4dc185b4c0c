import type { ReactNode } from 'react';
import { useWhyNot } from './read-only-badge.tsx';

interface ActButtonProps {
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** The button of a dialog that does what was asked. Where nothing can be done here, it says why. */
export function ActButton({ disabled = false, onClick, children }: ActButtonProps) {
  const whyNot = useWhyNot();
  return (
    <button
      type="button"
      className="button primary"
      disabled={disabled || whyNot !== null}
      title={whyNot ?? undefined}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
