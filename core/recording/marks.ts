import type { EventKind } from '../events.ts';
import type { RecordingOverview } from './playback.ts';

export const MARK_KINDS = ['leak', 'zombie', 'burst', 'adopted', 'stopped', 'ended'] as const;
/** What is worth stopping at, the most telling first. */
export type MarkKind = (typeof MARK_KINDS)[number];

export interface TimeMark {
  readonly kind: MarkKind;
  readonly moment: number;
  /** How many of them at that moment. */
  readonly count: number;
}

const KIND_OF: Readonly<Partial<Record<EventKind, MarkKind>>> = {
  zombie: 'zombie',
  reparented: 'adopted',
  stopped: 'stopped',
  ended: 'ended',
  reaped: 'ended',
};

/** So many that begin within a second are a burst. */
export const BURST = { starts: 10, ms: 1_000 } as const;
/** So many zombies more than there were within a minute are a leak. */
export const LEAK = { zombies: 5, ms: 60_000 } as const;

/** Where something happened, in the order of the moments and of {@link MARK_KINDS}. */
export function marksIn(overview: Pick<RecordingOverview, 'told' | 'times' | 'zombies'>): TimeMark[] {
  const counts = new Map<string, { kind: MarkKind; moment: number; count: number }>();
  const add = (kind: MarkKind, moment: number, count: number): void => {
    const known = counts.get(`${moment} ${kind}`);
    if (known === undefined) counts.set(`${moment} ${kind}`, { kind, moment, count });
    else known.count += count;
  };
  let starts: number[] = [];
  for (const { moment, event } of overview.told) {
    const kind = KIND_OF[event.kind];
    if (kind !== undefined) add(kind, moment, 1);
    if (event.kind !== 'started') continue;
    const at = overview.times[moment] ?? 0;
    starts = starts.filter((before) => at - before <= BURST.ms);
    starts.push(at);
    if (starts.length < BURST.starts) continue;
    add('burst', moment, starts.length);
    starts = [];
  }
  for (const { moment, count } of leaksIn(overview)) add('leak', moment, count);
  return [...counts.values()].sort(
    (a, b) => a.moment - b.moment || MARK_KINDS.indexOf(a.kind) - MARK_KINDS.indexOf(b.kind),
  );
}

/** When the zombies became more and more. */
function* leaksIn({ times, zombies }: Pick<RecordingOverview, 'times' | 'zombies'>) {
  /** Of the last minute, the fewest first and each later one more than those before it. */
  let lately: { at: number; zombies: number }[] = [];
  for (const [moment, now] of zombies.entries()) {
    if (now === null) continue;
    const at = times[moment] ?? 0;
    lately = lately.filter((before) => at - before.at <= LEAK.ms && before.zombies < now);
    const fewest = lately[0]?.zombies ?? now;
    if (now - fewest >= LEAK.zombies) {
      yield { moment, count: now - fewest };
      lately = [];
    }
    lately.push({ at, zombies: now });
  }
}

/** The next moment in that direction at which something of these kinds happened; `null` where there is none. */
export function nextMark(
  marks: readonly TimeMark[],
  kinds: ReadonlySet<MarkKind>,
  from: number,
  direction: 1 | -1,
): number | null {
  const wanted = ({ kind, moment }: TimeMark): boolean =>
    kinds.has(kind) && (direction === 1 ? moment > from : moment < from);
  const found = direction === 1 ? marks.find(wanted) : marks.findLast(wanted);
  return found?.moment ?? null;
}

/** The most telling marks of each column of a picture, and the most zombies that there were in it. */
export interface MarkColumn {
  readonly kinds: ReadonlySet<MarkKind>;
  readonly zombies: number;
}

/** Divides the time of a recording into columns of the same length. */
export function columnsOf(
  { times, zombies }: Pick<RecordingOverview, 'times' | 'zombies'>,
  marks: readonly TimeMark[],
  columns: number,
): MarkColumn[] {
  const from = times[0] ?? 0;
  const span = Math.max(1, (times.at(-1) ?? 0) - from);
  const columnOf = (moment: number): number =>
    Math.min(columns - 1, Math.floor((((times[moment] ?? from) - from) / span) * columns));
  const kinds = Array.from({ length: columns }, () => new Set<MarkKind>());
  for (const { kind, moment } of marks) kinds[columnOf(moment)]?.add(kind);
  const most = Array.from({ length: columns }, () => -1);
  for (const [moment, count] of zombies.entries()) {
    const column = columnOf(moment);
    if (count !== null) most[column] = Math.max(most[column] ?? -1, count);
  }
  let before = 0;
  return kinds.map((some, column) => {
    const count = most[column] ?? -1;
    // Where no sample fell, it is as it was.
    if (count >= 0) before = count;
    return { kinds: some, zombies: before };
  });
}
