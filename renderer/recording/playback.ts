import type { ReaptreeApi } from '../../core/contract.ts';
import type { ProcessKey } from '../../core/process.ts';
import { MARK_KINDS, type MarkKind, marksIn, nextMark, type TimeMark } from '../../core/recording/marks.ts';
import { type EventName, momentAt, momentOf, type RecordingOverview } from '../../core/recording/playback.ts';
import type { Failure } from '../../core/result.ts';
import type { RecordingView } from '../../core/view.ts';
import { readState } from '../../core/written-state.ts';
import type { TreeView } from '../processes/tree-view.ts';
import type { ProcessStore } from '../store/process-store.ts';
import { Value } from '../store/value.ts';

export const PLAY_SPEEDS = [0.5, 1, 2, 5, 10, 30] as const;
export type PlaySpeed = (typeof PLAY_SPEEDS)[number];

/** So often the time goes on while it is played. */
const TICK_MS = 100;
/** Where nothing was recorded for longer, nobody waits. */
const GAP_MS = 5_000;

/** Ends are so many on a busy machine that they would be all there is to see. */
const USUAL_KINDS: ReadonlySet<MarkKind> = new Set(MARK_KINDS.filter((kind) => kind !== 'ended'));

/** Which moment of a recording is shown, and how it goes on from there. */
export class Playback {
  readonly overview = new Value<RecordingOverview | null>(null);
  readonly marks = new Value<readonly TimeMark[]>([]);
  /** The number of the sample that is shown, or is about to be. */
  readonly moment = new Value(0);
  readonly playing = new Value(false);
  readonly speed = new Value<PlaySpeed>(1);
  /** Which events are marked, and jumped to. */
  readonly kinds = new Value<ReadonlySet<MarkKind>>(USUAL_KINDS);
  readonly failure = new Value<Failure | null>(null);
  readonly #api: ReaptreeApi;
  readonly #store: ProcessStore;
  readonly #tree: TreeView;
  /** What the store holds; `null` before the first answer. */
  #shown: number | null = null;
  #wanted: number | null = null;
  /** Whom to select as soon as the moment is there. */
  #about: ProcessKey | null = null;
  #seeking = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Where the playing has come to, by the clock of the recording. */
  #clock = 0;
  #ticked = 0;

  constructor(api: ReaptreeApi, store: ProcessStore, tree: TreeView) {
    this.#api = api;
    this.#store = store;
    this.#tree = tree;
  }

  async start({ opensAt, about }: Pick<RecordingView, 'opensAt' | 'about'>): Promise<void> {
    // Nothing vanishes by itself from a moment that stands still.
    this.#store.hold('pause', true);
    const answer = await this.#api.request('recording:overview');
    if (!answer.ok) {
      this.failure.set(answer.error);
      return;
    }
    this.marks.set(marksIn(answer.value));
    this.overview.set(answer.value);
    this.#about = about;
    this.seek(opensAt);
  }

  get #last(): number {
    return (this.overview.get()?.times.length ?? 1) - 1;
  }

  timeOf(moment: number): number {
    return this.overview.get()?.times[moment] ?? 0;
  }

  /** Shows a moment, and stands still there. */
  seek(moment: number): void {
    this.pause();
    this.#go(moment);
  }

  /** Shows the moment of an event, and to whom it happened. */
  visit(event: EventName): void {
    const overview = this.overview.get();
    if (overview === null) return;
    this.#about = event.key;
    this.seek(momentOf(overview, event));
  }

  seekTime(time: number): void {
    this.seek(momentAt(this.overview.get()?.times ?? [], time));
  }

  /** By so many samples. */
  step(by: number): void {
    this.seek(this.moment.get() + by);
  }

  /** To the next moment at which something happened; `false` where there is none. */
  jump(direction: 1 | -1): boolean {
    const to = nextMark(this.marks.get(), this.kinds.get(), this.moment.get(), direction);
    if (to === null) return false;
    this.seek(to);
    return true;
  }

  toggleKind(kind: MarkKind): void {
    const kinds = new Set(this.kinds.get());
    if (!kinds.delete(kind)) kinds.add(kind);
    this.kinds.set(kinds);
  }

  toggle(): void {
    if (this.playing.get()) this.pause();
    else this.play();
  }

  /** From the beginning where it has come to the end. */
  play(): void {
    if (this.moment.get() >= this.#last) this.#go(0);
    this.#clock = this.timeOf(this.moment.get());
    this.#ticked = performance.now();
    this.playing.set(true);
    this.#store.hold('pause', false);
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  pause(): void {
    clearInterval(this.#timer);
    this.playing.set(false);
    this.#store.hold('pause', true);
  }

  #tick(): void {
    const now = performance.now();
    this.#clock += (now - this.#ticked) * this.speed.get();
    this.#ticked = now;
    const moment = this.moment.get();
    const next = this.timeOf(moment + 1);
    if (next - this.timeOf(moment) > GAP_MS) this.#clock = Math.max(this.#clock, next);
    const to = momentAt(this.overview.get()?.times ?? [], this.#clock);
    if (to > moment) this.#go(to);
    if (to >= this.#last) this.pause();
  }

  #go(moment: number): void {
    const to = Math.min(this.#last, Math.max(0, moment));
    this.moment.set(to);
    this.#wanted = to;
    if (!this.#seeking) void this.#follow();
  }

  /** Asks for the moment that is wanted last: those that a hand passes over meanwhile are left out. */
  async #follow(): Promise<void> {
    this.#seeking = true;
    while (this.#wanted !== null) {
      const to = this.#wanted;
      this.#wanted = null;
      const from = this.playing.get() ? this.#shown : null;
      const answer = await this.#api.request('recording:seek', { from, to });
      this.failure.set(answer.ok ? null : answer.error);
      if (!answer.ok) {
        this.#shown = null;
        continue;
      }
      if (answer.value.kind === 'anew') this.#anew(readState(answer.value.state));
      for (const delta of answer.value.deltas) this.#store.apply(delta);
      this.#shown = to;
      this.#tree.selection.renew();
      if (this.#about !== null && this.#wanted === null) {
        this.#tree.show(this.#about);
        this.#about = null;
      }
    }
    this.#seeking = false;
  }

  #anew(state: ReturnType<typeof readState>): void {
    this.#store.clear();
    this.#store.reset(state);
  }
}
