import { BURST, LEAK, type MarkKind } from '../../core/recording/marks.ts';

/** What a mark on the timeline stands for: on a chip, and at length. */
export const MARK_WORDS: Readonly<Record<MarkKind, { readonly title: string; readonly about: string }>> = {
  zombie: { title: 'Zombies', about: 'A process ended and was left uncollected' },
  leak: { title: 'Leaks', about: `${LEAK.zombies} zombies more than there were within the minute before` },
  burst: { title: 'Bursts', about: `${BURST.starts} processes or more began within a second` },
  adopted: { title: 'Adopted', about: 'A parent ended, and another took its child over' },
  stopped: { title: 'Stopped', about: 'A process was halted' },
  ended: { title: 'Ends', about: 'A process ended, or was collected' },
};
