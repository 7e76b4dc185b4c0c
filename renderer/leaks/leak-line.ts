import type { LeakCourse } from '../../core/history.ts';

/** What is known of how one parent went. */
export type Line = Omit<LeakCourse, 'key'>;

/** What was known, and what came to be known since; nothing that is not shown any more. */
export function grown(before: Line, came: Line, from: number): Line {
  const times = [...before.times, ...came.times];
  const held = [...before.held, ...came.held];
  // The last one before that holds at the left edge.
  const spare = Math.max(0, times.findIndex((at) => at > from) - 1);
  return { times: times.slice(spare), held: held.slice(spare) };
}
