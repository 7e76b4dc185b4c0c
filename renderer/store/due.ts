/** What falls due so shortly after one another is done together: each time may move rows. */
const TOGETHER_MS = 400;

/** What is to happen to some things after a while, unless somebody wants all to stay as it is. */
export class Due<Thing> {
  readonly #happen: (due: readonly Thing[]) => void;
  /** By the clock of `performance.now()`. */
  readonly #at = new Map<Thing, number>();
  readonly #holding = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(happen: (due: readonly Thing[]) => void) {
    this.#happen = happen;
  }

  /** Counts from {@link run} on, which is asked for once for many. */
  put(thing: Thing, inMs: number): void {
    this.#at.set(thing, performance.now() + inMs);
  }

  clear(): void {
    this.#at.clear();
  }

  run(): void {
    if (this.#holding.size > 0 || this.#timer !== undefined || this.#at.size === 0) return;
    const next = Math.min(...this.#at.values());
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#fall();
        this.run();
      },
      Math.max(0, next - performance.now()),
    );
  }

  hold(who: string, held: boolean): void {
    if (held) {
      this.#holding.add(who);
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else {
      this.#holding.delete(who);
      this.run();
    }
  }

  #fall(): void {
    const until = performance.now() + TOGETHER_MS;
    const due: Thing[] = [];
    for (const [thing, at] of this.#at) {
      if (at > until) continue;
      this.#at.delete(thing);
      due.push(thing);
    }
    this.#happen(due);
  }
}
