/** For tests that act at any moment: moments that differ with each run, and that a failed run can be given again. */
export interface Moments {
  /** What to set REAPTREE_TEST_SEED to, to get the same ones once more. */
  readonly seed: number;
  /** The next moment: from 0 to so many milliseconds. */
  next(withinMs: number): number;
}

/** A generator of pseudo-random numbers whose state is one word (mulberry32). */
export function randomMoments(): Moments {
  const seed = Number(process.env.REAPTREE_TEST_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
  let state = seed;
  return {
    seed,
    next: (withinMs) => {
      state = (state + 0x6d2b79f5) >>> 0;
      let word = Math.imul(state ^ (state >>> 15), state | 1);
      word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
      return (((word ^ (word >>> 14)) >>> 0) / 2 ** 32) * withinMs;
    },
  };
}
