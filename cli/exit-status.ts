/** What the exit status of `reaptree` says. */
export const EXIT = {
  done: 0,
  /** What was asked for is not so, or something was found that should not be there. */
  found: 1,
  usage: 2,
  /** The system refused. */
  refused: 3,
} as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
