import type { ProcessKey } from '../../../core/process.ts';

const REMEMBERED_MS = 60_000;
/** Fewer are not worth being forgotten. */
const FEW = 1_000;

/** Since when zombies have been there, as far as one who asks again and again has seen them. */
export class FirstSeen {
  readonly #seen = new Map<ProcessKey, { readonly first: number; last: number }>();
  #most = FEW;

  /** When it was seen first, now at the latest; in milliseconds since the epoch. */
  meet(key: ProcessKey, now: number): number {
    const known = this.#seen.get(key);
    if (known !== undefined) {
      known.last = now;
      return known.first;
    }
    if (this.#seen.size >= this.#most) this.#forget(now);
    this.#seen.set(key, { first: now, last: now });
    return now;
  }

  #forget(now: number): void {
    for (const [key, { last }] of this.#seen) if (now - last > REMEMBERED_MS) this.#seen.delete(key);
    this.#most = Math.max(FEW, 2 * this.#seen.size);
  }
}
