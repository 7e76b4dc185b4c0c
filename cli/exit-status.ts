/** What the exit status of `reaptree` says. */
export const EXIT = {
  done: 0,
  /** What was asked for is not so, or something was found that should not be there. */
  found: 1,
  usage: 2,
  /** The system refused. */
  refused: 3,
} as const;

/** One of these, or that of a command that was run. */
export type ExitStatus = number;

/** What `reaptree run` exits with besides, as timeout(1) and env(1) do. */
export const RUN_EXIT = { timedOut: 124, notExecutable: 126, notFound: 127, signalled: 128 } as const;
