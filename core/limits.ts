/** Bounds of the polling interval, in milliseconds. */
export const INTERVAL_MS = { least: 250, most: 10_000, usual: 1_000 } as const;

/** What one test child may be asked for. */
export const CHILD_LIMITS = {
  mostMs: 3_600_000,
  mostAtOnce: 10_000,
  deepest: 8,
  name: /^[a-z0-9-]{1,11}$/,
  /** Characters of a command, plain ones. */
  commandMost: 200,
} as const;

/** Rows whose dear facts can be asked for at once: more than any screen shows. */
export const ATTENDED_MOST = 500;

/** How much of the past is kept, and how much of it is told at once. */
export const HISTORY = { kept: 50_000, mostAtOnce: 5_000 } as const;

/** Processes that one order may name; a tree counts as its root. */
export const ACTED_ON_MOST = 10_000;

/** How many zombies a parent has to hold before it is told, as the user may set it. */
export const LEAK_THRESHOLD = { least: 1, most: 10_000, usual: 5 } as const;
