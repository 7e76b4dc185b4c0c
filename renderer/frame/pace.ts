import type { Model } from '../model.ts';

/** `0.25 s`, `1 s`. */
export const interval = (ms: number): string => `${ms / 1000} s`;

/** From now on, and after the next start. */
export async function setRate({ sampler, settings, notices }: Model, intervalMs: number): Promise<void> {
  const failure = await sampler.configure({ intervalMs });
  if (failure === null) settings.change({ intervalMs });
  else notices.failed('The rate stays as it was', failure);
}
