import type { LeakCourse } from '../../core/history.ts';
import { LEAK_COURSE } from '../../core/limits.ts';

/** What happens within less cannot be told apart in a picture of some minutes. */
const FINEST_MS = 1_000;

/** How many zombies a parent held, at each moment that is still shown. Only changes are kept. */
export class HeldCourse {
  /** In milliseconds since the epoch, rising. */
  readonly #times: number[] = [];
  readonly #held: number[] = [];

  get last(): number {
    return this.#held.at(-1) ?? 0;
  }

  add(at: number, held: number): void {
    const times = this.#times;
    // A clock that was set back: what it said was later never was.
    while ((times.at(-1) ?? at) > at) this.#drop(times.length - 1, 1);
    const [before, last] = times.slice(-2);
    if (before !== undefined && last !== undefined && last - before < FINEST_MS)
      this.#drop(times.length - 1, 1);
    times.push(at);
    this.#held.push(held);
    // The last one before that holds until the next.
    const shown = times.findIndex((time) => time >= at - LEAK_COURSE.ms);
    if (shown > 1) this.#drop(0, shown - 1);
  }

  after(at: number): Omit<LeakCourse, 'key'> {
    const from = this.#times.findIndex((time) => time > at);
    return from === -1
      ? { times: [], held: [] }
      : { times: this.#times.slice(from), held: this.#held.slice(from) };
  }

  #drop(from: number, count: number): void {
    this.#times.splice(from, count);
    this.#held.splice(from, count);
  }
}
