import type { ProcessKey } from '../../../core/process.ts';
import { type Box, Taken } from './taken.ts';

/** Something written that may be drawn, in pixels of the view. */
export interface Label {
  readonly key: ProcessKey;
  readonly box: Box;
}

/** Those that lie on none before them: the first matters most. */
export function withRoom(labels: Iterable<Label>): ReadonlySet<ProcessKey> {
  const taken = new Taken();
  const drawn = new Set<ProcessKey>();
  for (const { key, box } of labels) {
    if (drawn.has(key) || !taken.free(box)) continue;
    taken.take(box);
    drawn.add(key);
  }
  return drawn;
}
