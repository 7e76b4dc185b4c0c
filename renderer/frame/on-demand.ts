import { type ComponentType, lazy } from 'react';

const fetches: (() => Promise<unknown>)[] = [];

/** A component in a file of its own: the first tree does not wait for it. Wants a `Suspense` around it. */
export function onDemand<Props>(fetch: () => Promise<ComponentType<Props>>) {
  fetches.push(fetch);
  return lazy(async () => ({ default: await fetch() }));
}

/** Once the first tree stands: then nobody waits for them later either. */
export function fetchAllWhenIdle(): void {
  requestIdleCallback(() => {
    for (const fetch of fetches) void fetch();
  });
}
