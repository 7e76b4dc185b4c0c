/** The intervals on offer, in milliseconds. */
export const INTERVALS = [250, 500, 1_000, 2_000, 5_000, 10_000] as const;

/** `0.25 s`, `1 s`. */
export const interval = (ms: number): string => `${ms / 1000} s`;
