import { counted, visible } from '../../core/format.ts';
import type { ProcessKey } from '../../core/process.ts';
import type { ProcessRow } from '../store/process-store.ts';

/** `sleep (42)`, or how many they are. */
export function whomWords(rows: readonly ProcessRow[]): string {
  const [first] = rows;
  return rows.length === 1 && first !== undefined
    ? `${visible(first.process.name)} (${first.process.pid})`
    : counted(rows.length, 'process', 'processes');
}

export const keysOf = (rows: readonly ProcessRow[]): ProcessKey[] => rows.map(({ key }) => key);
