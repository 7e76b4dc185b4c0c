import { useSyncExternalStore } from 'react';
import type { ProcessRow } from './process-store.ts';

/** Draws the component anew with each change of this one process. */
export function useRow(row: ProcessRow): void {
  useSyncExternalStore(row.subscribe, () => row.version);
}
