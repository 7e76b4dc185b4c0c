import type { Delta } from '../delta.ts';
import type { ProcessEvent } from '../events.ts';
import type { Host, SourceName } from '../process.ts';
import type { WrittenState } from '../written-state.ts';
import type { Told } from './timeline.ts';

/** What a recording is, before any moment of it is looked at. */
export interface RecordingOverview {
  readonly host: Host;
  readonly source: SourceName;
  /** When each sample was taken, in milliseconds since the epoch; a moment is the number of a sample. */
  readonly times: readonly number[];
  /** How many zombies there were at each; `null` where that is not known without looking. */
  readonly zombies: readonly (number | null)[];
  /** What happened, in its order. */
  readonly told: readonly Told[];
  /** Of all events, also of those that are too many to be told. */
  readonly events: number;
  /** Parts that could not be read; what was whole can be looked at. */
  readonly lost: number;
}

/** The last moment that is not later than a time, or the first one. */
export function momentAt(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** What names an event well enough to find it again in a recording of it. */
export type EventName = Pick<ProcessEvent, 'key' | 'kind' | 'at'>;

/** The moment at which one sees what happened: the first one after it, or before an end the last one. */
export function momentOf(
  { times, told }: Pick<RecordingOverview, 'times' | 'told'>,
  { key, kind, at }: EventName,
): number {
  const one = told.find(({ event }) => event.key === key && event.kind === kind && event.at === at);
  const then = momentAt(times, at);
  const known = one?.moment ?? then;
  // How it ended may be known later than that it is gone.
  return kind === 'ended' || kind === 'reaped' ? Math.max(0, Math.min(known - 1, then)) : known;
}

/** How the page comes from the moment that it shows to another. */
export type Seek =
  /** Everything anew, and what is to be applied to it: so the marks of the last seconds are there too. */
  | { readonly kind: 'anew'; readonly state: WrittenState; readonly deltas: readonly Delta[] }
  | { readonly kind: 'on'; readonly deltas: readonly Delta[] };
