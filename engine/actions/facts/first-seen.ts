import type { ProcessKey } from '../../../core/process.ts';

const REMEMBERED_MS = 60_000;

/** Since when zombies have been there, as far as one who asks again and again has seen them. */
export class FirstSeen {
  readonly #seen = new Map<ProcessKey, { readonly first: number; last: number }>();

  /** When it was seen first, now at the latest; in milliseconds since the epoch. */
  meet(key: ProcessKey, now: number): number {
    const known = this.#seen.get(key);
    if (known !== undefined) {
      known.last = now;
      return known.first;
    }
    for (const [other, { last }] of this.#seen) {
      if (now - last > REMEMBERED_MS) this.#seen.delete(other);
    }
    this.#seen.set(key, { first: now, last: now });
    return now;
  }
}
