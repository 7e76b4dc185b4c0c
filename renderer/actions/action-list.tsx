import type { ReactNode } from 'react';
import { useScrollReach } from '../frame/scroll-reach.ts';

/** Processes by name, a line each; the list scrolls where they are many. */
export function ActionList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className="action-list" aria-label={label} {...useScrollReach()}>
      {children}
    </ul>
  );
}
