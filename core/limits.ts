/** Bounds of the polling interval, in milliseconds. */
export const INTERVAL_MS = { least: 250, most: 10_000, usual: 1_000 } as const;

/** Those on offer. */
export const INTERVALS_MS = [250, 500, 1_000, 2_000, 5_000, 10_000] as const;

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

/**
 * How much of the past is kept, and how much of it is told at once: single events, and the lives that are over, which
 * reach further back. Those are kept packed, in so many bytes; a command line has so many characters at most.
 */
export const HISTORY = {
  kept: 50_000,
  mostAtOnce: 5_000,
  livesBytes: 16 * 1024 * 1024,
  livesAtOnce: 20,
  command: 2_000,
} as const;

/** Processes that one order may name; a tree counts as its root. */
export const ACTED_ON_MOST = 10_000;

/** How many zombies a parent has to hold before it is told, as the user may set it. */
export const LEAK_THRESHOLD = { least: 1, most: 10_000, usual: 5 } as const;

/** How far back the lines of the leaks reach, and how many are told at once: more than any screen shows. */
export const LEAK_COURSE = { ms: 600_000, mostAtOnce: 200 } as const;

/** For how much of the past everything is kept in memory, in minutes, and with how many bytes at most. */
export const KEPT_MINUTES = { least: 1, most: 120, usual: 10 } as const;
export const KEPT_BYTES = 32 * 1024 * 1024;

/** For how long a zombie has to be left to be an incident. */
export const INCIDENT_GRACE_MS = { least: 500, most: 600_000, usual: 2_000 } as const;

/** For how long incidents are kept. */
export const INCIDENT_DAYS = { least: 1, most: 3_650, usual: 30 } as const;

/** Incidents that are told at once; a file holds all of them. */
export const INCIDENTS_AT_ONCE = 1_000;
