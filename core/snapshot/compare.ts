import { changeBetween } from '../delta.ts';
import type { ProcessInfo, ProcessKey } from '../process.ts';
import { rowOf, type Snapshot, type SnapshotProcess } from './snapshot.ts';

export const CHANGE_KINDS = ['started', 'ended', 'reparented', 'zombie', 'reaped', 'grown'] as const;
/** What became of a process between two snapshots. `zombie`: it is one now, and was none, or was not there. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export const CHANGE_MEANINGS: Readonly<Record<ChangeKind, string>> = {
  started: 'is new',
  ended: 'is gone',
  reparented: 'has another parent',
  zombie: 'became a zombie',
  reaped: 'was a zombie and has been collected',
  grown: 'takes clearly more memory',
};

/** Less is noise: both must hold for a process to have grown. */
export const GROWN = { ratio: 1.25, leastBytes: 4 * 1024 * 1024 } as const;

export interface ChangedProcess {
  readonly kinds: readonly ChangeKind[];
  /** `null` where it was not there. */
  readonly before: ProcessInfo | null;
  /** `null` where it is no longer there. */
  readonly after: ProcessInfo | null;
}

export interface Comparison {
  /**
   * Keys count the time since boot: of another boot, or another machine, they name other processes. Then
   * everything of the first has ended, and everything of the second is new.
   */
  readonly sameBoot: boolean;
  /** By pid. */
  readonly changed: readonly ChangedProcess[];
  readonly counts: Readonly<Record<ChangeKind, number>>;
}

/** Clocks are put right now and then, and the boot time follows; in milliseconds. */
const BOOT_TIME_APART_MS = 60_000;

function isSameBoot(before: Snapshot, after: Snapshot): boolean {
  const [a, b] = [before.host, after.host];
  if (a.bootId !== null && b.bootId !== null) return a.bootId === b.bootId;
  if (a.hostname !== b.hostname) return false;
  if (a.bootTime === null || b.bootTime === null) return true;
  return Math.abs(Date.parse(a.bootTime) - Date.parse(b.bootTime)) < BOOT_TIME_APART_MS;
}

const isDead = ({ state }: ProcessInfo): boolean => state === 'Z';

function hasGrown(before: ProcessInfo, after: ProcessInfo): boolean {
  if (before.rssBytes === null || after.rssBytes === null) return false;
  const by = after.rssBytes - before.rssBytes;
  return by >= GROWN.leastBytes && after.rssBytes >= before.rssBytes * GROWN.ratio;
}

function kindsOf(before: ProcessInfo | null, after: ProcessInfo | null): ChangeKind[] {
  if (before === null) return after !== null && isDead(after) ? ['started', 'zombie'] : ['started'];
  if (after === null) return isDead(before) ? ['reaped'] : ['ended'];
  const kinds: ChangeKind[] = [];
  if (before.ppid !== after.ppid) kinds.push('reparented');
  if (!isDead(before) && isDead(after)) kinds.push('zombie');
  if (hasGrown(before, after)) kinds.push('grown');
  return kinds;
}

/** What happened from one snapshot to the other, as a person would tell it. */
export function compareSnapshots(before: Snapshot, after: Snapshot): Comparison {
  const sameBoot = isSameBoot(before, after);
  const old = new Map<ProcessKey, SnapshotProcess>(before.processes.map((row) => [row.key, row]));
  const changed: ChangedProcess[] = [];
  const met = new Set<ProcessKey>();
  for (const process of after.processes) {
    const was = sameBoot ? old.get(process.key) : undefined;
    if (was !== undefined) met.add(process.key);
    const [a, b] = [was === undefined ? null : rowOf(was), rowOf(process)];
    if (a !== null && changeBetween(a, b) === null) continue;
    const kinds = kindsOf(a, b);
    if (kinds.length > 0) changed.push({ kinds, before: a, after: b });
  }
  for (const process of before.processes) {
    if (met.has(process.key)) continue;
    const row = rowOf(process);
    changed.push({ kinds: kindsOf(row, null), before: row, after: null });
  }
  const pid = ({ before: a, after: b }: ChangedProcess): number => (b ?? a)?.pid ?? 0;
  changed.sort((a, b) => pid(a) - pid(b));

  const counts: Record<ChangeKind, number> = {
    started: 0,
    ended: 0,
    reparented: 0,
    zombie: 0,
    reaped: 0,
    grown: 0,
  };
  for (const { kinds } of changed) for (const kind of kinds) counts[kind]++;
  return { sameBoot, changed, counts };
}

/** A row of both snapshots laid over each other. */
export interface MergedRow {
  /** As it is now, or as it last was. */
  readonly process: ProcessInfo;
  readonly kinds: readonly ChangeKind[];
  readonly before: ProcessInfo | null;
  readonly after: ProcessInfo | null;
}

/**
 * Both snapshots as one: what is there now, and what has gone, below the parents that each has or had.
 * Of two boots there is nothing to lay over each other; then it is the second with everything new.
 */
export function mergeSnapshots(before: Snapshot, after: Snapshot, comparison: Comparison): MergedRow[] {
  const changes = new Map<ProcessKey, ChangedProcess>();
  for (const change of comparison.changed) {
    const row = change.after ?? (comparison.sameBoot ? change.before : null);
    if (row !== null) changes.set(row.key, change);
  }
  const old = new Map(comparison.sameBoot ? before.processes.map((row) => [row.key, row]) : []);
  const rows: MergedRow[] = after.processes.map((process) => {
    const was = old.get(process.key);
    old.delete(process.key);
    const row = rowOf(process);
    return {
      process: row,
      kinds: changes.get(row.key)?.kinds ?? [],
      before: was === undefined ? null : rowOf(was),
      after: row,
    };
  });
  for (const gone of old.values()) {
    const row = rowOf(gone);
    rows.push({ process: row, kinds: changes.get(row.key)?.kinds ?? [], before: row, after: null });
  }
  return rows;
}
