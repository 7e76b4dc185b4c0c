import type { Precision, ProcessEvent } from './events.ts';
import type { Host, ProcessInfo, ProcessKey, SourceName } from './process.ts';

/** The columns that differ, and only those. The key never changes: it is the identity. */
export type ProcessChange = Partial<Omit<ProcessInfo, 'key' | 'pid'>>;

/** What one sample cost and counted. */
export interface SampleFacts {
  /** Milliseconds since the epoch at which the reading began. */
  readonly takenAt: number;
  /** Reading and comparing everything, in milliseconds. */
  readonly costMs: number;
  readonly processes: number;
  readonly zombies: number;
  readonly orphans: number;
  /** Of all CPUs together, over the last interval; `null` at first. */
  readonly cpuPercent: number | null;
  readonly memoryUsedBytes: number | null;
  readonly precision: Precision;
}

/** Everything there is: for a reader that begins, reloads or missed something. */
export interface FullState {
  readonly kind: 'full';
  readonly seq: number;
  readonly source: SourceName;
  readonly host: Host;
  readonly facts: SampleFacts;
  readonly processes: readonly ProcessInfo[];
}

/** What is different from the sample with the number before. */
export interface Delta {
  readonly kind: 'delta';
  readonly seq: number;
  readonly facts: SampleFacts;
  readonly added: readonly ProcessInfo[];
  readonly changed: readonly (readonly [ProcessKey, ProcessChange])[];
  readonly removed: readonly ProcessKey[];
  /** What happened since, in the order in which it became known. */
  readonly events: readonly ProcessEvent[];
}

/**
 * As text: rows by the thousand, as objects, would be copied one by one on their way into the page. What happened stays
 * behind: the page asks for it when it is to be seen.
 */
export const writeDelta = (delta: Delta): string => JSON.stringify({ ...delta, events: [] });

/** Only for what `writeDelta` wrote: nothing is checked. */
export const readDelta = (text: string): Delta => JSON.parse(text) as Delta;

export type Processes = ReadonlyMap<ProcessKey, ProcessInfo>;

const sameMembers = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return sameMembers(a, b);
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
    // Only `exit` is an object, with one field.
    return sameMembers(Object.entries(a).flat(), Object.entries(b).flat());
  }
  return false;
}

/** The columns of `next` that differ from `previous`, or `null` where none does. */
export function changeBetween(previous: ProcessInfo, next: ProcessInfo): ProcessChange | null {
  if (previous === next) return null;
  let change: Record<string, unknown> | null = null;
  for (const column of Object.keys(next) as (keyof ProcessInfo)[]) {
    if (!sameValue(previous[column], next[column])) {
      change ??= {};
      change[column] = next[column];
    }
  }
  return change;
}

/** What turns `previous` into `next`. Rows that are the same object cost one comparison. */
export function diff(previous: Processes, next: Processes): Pick<Delta, 'added' | 'changed' | 'removed'> {
  const added: ProcessInfo[] = [];
  const changed: [ProcessKey, ProcessChange][] = [];
  const removed: ProcessKey[] = [];
  for (const [key, row] of next) {
    const before = previous.get(key);
    if (before === undefined) added.push(row);
    else if (before !== row) {
      const change = changeBetween(before, row);
      if (change !== null) changed.push([key, change]);
    }
  }
  for (const key of previous.keys()) if (!next.has(key)) removed.push(key);
  return { added, changed, removed };
}

/** Applies a delta in place; rows that did not change stay the same objects. */
export function applyDelta(
  processes: Map<ProcessKey, ProcessInfo>,
  delta: Pick<Delta, 'added' | 'changed' | 'removed'>,
): void {
  for (const key of delta.removed) processes.delete(key);
  for (const row of delta.added) processes.set(row.key, row);
  for (const [key, change] of delta.changed) {
    const before = processes.get(key);
    if (before !== undefined) processes.set(key, { ...before, ...change });
  }
}
