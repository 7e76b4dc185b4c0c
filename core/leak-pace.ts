/** How a parent leaves its children uncollected, lately. Times are in milliseconds since the epoch. */
export type LeakPace =
  /** One moment cannot tell. */
  | { readonly kind: 'unknown' }
  /** Left once, so many at about the same time: that makes no rate. `collected`: as many have gone since. */
  | { readonly kind: 'once'; readonly at: number; readonly count: number; readonly collected: boolean }
  /** Again and again, up to now. */
  | { readonly kind: 'growing'; readonly perMinute: number }
  /** As often, but it collects them after a while, by itself: they do not grow in number. */
  | { readonly kind: 'late'; readonly perMinute: number }
  /** None since then. */
  | { readonly kind: 'resting'; readonly since: number };

/** The rate is that of so long. */
const WINDOW_MS = 60_000;
/** And of a leak that is slower: of so many steps, though they reach further back. */
const LEAST_STEPS = 5;
/** Slower ones are told one by one. */
const SLOWEST_MS = 30 * 60_000;
/** What comes so shortly after one another is one step: many children often end together. */
const TOGETHER_MS = 2_000;
/** When nothing has come for so many mean gaps, it is over. By chance alone that happens once in fifty times. */
const REST_GAPS = 4;

interface Step {
  readonly at: number;
  count: number;
}

/** What happened lately, again and again: children that were left, or that were collected after all. */
export class Steps {
  #steps: Step[] = [];

  get last(): Step | undefined {
    return this.#steps.at(-1);
  }

  add(at: number): void {
    const { last } = this;
    if (last !== undefined && at >= last.at && at - last.at < TOGETHER_MS) {
      last.count += 1;
      return;
    }
    // What was before a rest says nothing of what comes after it; nor does a clock that was set back.
    if (last !== undefined && (at < last.at || this.restsAt(at))) this.#steps = [];
    this.#steps.push({ at, count: 1 });
    const spare = this.#steps.findIndex(
      (step, index) =>
        at - step.at <= WINDOW_MS ||
        (at - step.at <= SLOWEST_MS && this.#steps.length - index <= LEAST_STEPS),
    );
    this.#steps.splice(0, spare);
  }

  /** How many came since then, and in how many steps. */
  since(at: number): { readonly steps: number; readonly count: number } {
    const steps = this.#steps.filter((step) => step.at >= at);
    return { steps: steps.length, count: steps.reduce((sum, { count }) => sum + count, 0) };
  }

  /** There were several, and none for much longer than it took from one to the next. */
  restsAt(now: number): boolean {
    const [first] = this.#steps;
    const { last } = this;
    if (first === undefined || last === undefined || first === last) return false;
    return now - last.at > (REST_GAPS * (last.at - first.at)) / (this.#steps.length - 1);
  }

  /**
   * How many a minute, over the time from the first of these steps, which is no earlier than the window begins, than
   * Reaptree did, or than the parent was seen; `null` where one step only makes no rate. `from` is that first step.
   */
  pace(now: number): { readonly from: number; readonly perMinute: number } | null {
    const [first] = this.#steps;
    const { last } = this;
    if (first === undefined || last === undefined || first === last) return null;
    const gaps = this.#steps.length - 1;
    // Those of the last step belong to the gap that is open still. When that grows too long, the rate falls.
    const { count } = this.since(first.at);
    const span = Math.max(last.at - first.at, ((now - first.at) * gaps) / (gaps + 1));
    return { from: first.at, perMinute: (count - last.count) / (span / 60_000) };
  }
}

/**
 * The pace of a parent. What counts are the children that it leaves, and not how many more it holds: to have them
 * collected from outside, by a debugger or by hand, mends nothing, and must not look as if it had. Only a parent that
 * was seen to collect again and again, and most of what it had left, is said to be late instead of leaking.
 * @param since - from when on it was looked
 */
export function paceOf(left: Steps, collected: Steps, since: number, now: number): LeakPace {
  const { last } = left;
  if (last === undefined) return { kind: 'resting', since };
  const pace = left.pace(now);
  if (pace === null) {
    const { at, count } = last;
    return { kind: 'once', at, count, collected: collected.since(at).count >= count };
  }
  if (left.restsAt(now)) return { kind: 'resting', since: last.at };
  const { from, perMinute } = pace;
  const taken = collected.since(from);
  const late = taken.steps > 1 && taken.count * 2 >= left.since(from).count;
  return { kind: late ? 'late' : 'growing', perMinute };
}
