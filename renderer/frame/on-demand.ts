import { type ComponentType, lazy } from 'react';

/**
 * A component in a file of its own, read when it is first drawn: the first tree does not wait for it, and who never
 * goes there has no memory for it. Wants a `Suspense` around it.
 */
export const onDemand = <Props>(fetch: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await fetch() }));
