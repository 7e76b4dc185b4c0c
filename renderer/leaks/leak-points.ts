import { LEAK_COURSE } from '../../core/limits.ts';
import type { Line } from './leak-line.ts';

/** From when to when the lines are shown, in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** So long, as soon as Reaptree has looked for longer than the one before. */
const SPANS_MS = [60_000, 120_000, 300_000, LEAK_COURSE.ms];

/** One span for all parents, so that their lines can be compared. It grows in steps, not with each sample. */
export function spanAt(now: number, began: number | null): Span {
  const looked = now - (began ?? now);
  const length = SPANS_MS.find((ms) => looked <= ms) ?? LEAK_COURSE.ms;
  return { from: now - length, until: now };
}

interface Ends {
  readonly span: Span;
  /** When it was looked first. */
  readonly began: number | null;
  /** When the parent ended, where it has. */
  readonly endedAt: number | null;
}

/** The points to draw, in seconds since the epoch. A number holds until the next one, and the last one until now. */
export function pointsOf(
  { times, held }: Line,
  { span: { from, until }, began, endedAt }: Ends,
): [seconds: number[], held: number[]] {
  const seconds: number[] = [];
  const values: number[] = [];
  const add = (at: number, value: number): void => {
    seconds.push(Math.max(at, from) / 1000);
    values.push(value);
  };
  times.forEach((at, index) => {
    const next = times[index + 1];
    if (next !== undefined && next <= from) return;
    // What was there at the first look begins with it; any other began with none.
    if (index === 0 && at > from && at !== began) add(at, 0);
    add(at, held[index] ?? 0);
  });
  const last = values.at(-1);
  // A sample may have come while it was asked.
  const lastAt = times.at(-1) ?? 0;
  if (last !== undefined && endedAt === null && lastAt < until) add(until, last);
  return [seconds, values];
}
