import type { ProcessKey } from '../process.ts';
import type { Snapshot, SnapshotProcess } from './snapshot.ts';

/** Fields to set, and names of fields to take away. */
export interface FieldChange {
  readonly set: Readonly<Record<string, unknown>>;
  readonly unset: readonly string[];
}

/** What makes of one snapshot the other, exactly, fields included that this version does not know. */
export interface SnapshotPatch {
  readonly head: FieldChange;
  readonly added: readonly SnapshotProcess[];
  readonly changed: readonly (FieldChange & { readonly key: ProcessKey })[];
  readonly removed: readonly ProcessKey[];
}

/** Equal as JSON, in which objects have no order. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every(
    (name) => Object.hasOwn(b, name) && isSame(a[name as keyof typeof a], b[name as keyof typeof b]),
  );
}

const NOTHING: FieldChange = { set: {}, unset: [] };

function between(a: object, b: object): FieldChange {
  const [from, to] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const set: [string, unknown][] = [];
  for (const name of Object.keys(to)) {
    if (!Object.hasOwn(from, name) || !isSame(from[name], to[name])) set.push([name, to[name]]);
  }
  const unset = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
  // fromEntries, as a field may be named __proto__.
  return set.length + unset.length === 0 ? NOTHING : { set: Object.fromEntries(set), unset };
}

function changed<T extends object>(object: T, { set, unset }: FieldChange): T {
  const gone = new Set(unset);
  const kept = Object.entries(object).filter(([name]) => !gone.has(name));
  return Object.fromEntries([...kept, ...Object.entries(set)]) as T;
}

const withoutProcesses = ({ processes: _processes, ...head }: Snapshot): object => head;

export function patchBetween(before: Snapshot, after: Snapshot): SnapshotPatch {
  const old = new Map(before.processes.map((process) => [process.key, process]));
  const added: SnapshotProcess[] = [];
  const differing: (FieldChange & { key: ProcessKey })[] = [];
  for (const process of after.processes) {
    const was = old.get(process.key);
    old.delete(process.key);
    if (was === undefined) added.push(process);
    else {
      const change = between(was, process);
      if (change !== NOTHING) differing.push({ key: process.key, ...change });
    }
  }
  return {
    head: between(withoutProcesses(before), withoutProcesses(after)),
    added,
    changed: differing,
    removed: [...old.keys()],
  };
}

/** The second snapshot, from the first and what {@link patchBetween} said. */
export function applyPatch(before: Snapshot, patch: SnapshotPatch): Snapshot {
  const processes = new Map(before.processes.map((process) => [process.key, process]));
  for (const key of patch.removed) processes.delete(key);
  for (const change of patch.changed) {
    const process = processes.get(change.key);
    if (process !== undefined) processes.set(change.key, changed(process, change));
  }
  for (const process of patch.added) processes.set(process.key, process);
  return {
    ...(changed(withoutProcesses(before), patch.head) as Omit<Snapshot, 'processes'>),
    processes: [...processes.values()].sort((a, b) => a.pid - b.pid),
  };
}
