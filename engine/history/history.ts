import type { Delta, FullState } from '../../core/delta.ts';
import type { HistoryPage, Leak, LeakCourses } from '../../core/history.ts';
import type { ProcessKey } from '../../core/process.ts';
import { EventHistory, type HistoryQuestion } from './event-history.ts';
import { type CourseQuestion, LeakWatch } from './leak-watch.ts';
import { Living } from './living.ts';

/** What the samples so far tell of the past. It outlives the page, which may be loaded anew at any time. */
export class History {
  readonly #living = new Living();
  readonly #events = new EventHistory(this.#living);
  readonly #leaks = new LeakWatch(this.#living);

  take(delta: Delta): void {
    this.#living.apply(delta);
    this.#events.take(delta);
    this.#leaks.take(delta);
  }

  /** The sampler began anew: its first state holds everything. */
  reset(full: FullState): void {
    this.#living.reset(full.processes);
    this.#events.begin(full.facts.takenAt, full.processes);
    this.#leaks.reset(full.facts.takenAt, full.processes);
  }

  events(question: HistoryQuestion): HistoryPage {
    return this.#events.ask(question);
  }

  above(key: ProcessKey): ProcessKey[] {
    return this.#events.above(key);
  }

  leaks(): Leak[] {
    return this.#leaks.leaks();
  }

  courses(of: readonly CourseQuestion[]): LeakCourses {
    return this.#leaks.courses(of);
  }
}
