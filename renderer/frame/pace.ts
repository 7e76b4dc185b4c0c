import type { Model } from '../model.ts';

/** The intervals on offer, in milliseconds. */
export const INTERVALS = [250, 500, 1_000, 2_000, 5_000, 10_000] as const;

/** `0.25 s`, `1 s`. */
export const interval = (ms: number): string => `${ms / 1000} s`;

/** From now on, and after the next start. */
export async function setRate({ sampler, settings, notices }: Model, intervalMs: number): Promise<void> {
  const failure = await sampler.configure({ intervalMs });
  if (failure === null) settings.change({ intervalMs });
  else notices.failed('The rate stays as it was', failure);
}
