import type { BrowserWindow } from 'electron';
import { type Delta, writeDelta } from '../core/delta.ts';
import { INTERVAL_MS } from '../core/limits.ts';
import { ok } from '../core/result.ts';
import { readState, type WrittenState } from '../core/written-state.ts';
import { Sampler } from '../engine/collect/sampler.ts';
import { History } from '../engine/history/history.ts';
import type { Arguments } from './arguments.ts';
import { NATIVE_PROGRAM, WORKER_FILE } from './locations.ts';
import { SampleFeed } from './sample-feed.ts';
import type { ShownView } from './views/shown-view.ts';
import { bringForward, tell, type ViewWindows } from './views/view-windows.ts';

/** The machine as it is: sampled from the very start, and shown in one window. */
export class LiveMachine {
  readonly sampler: Sampler;
  readonly feed: SampleFeed;
  /** Told of each sample after the first. */
  onSample: (delta: Delta) => void = () => {};
  readonly #windows: ViewWindows;
  readonly #history = new History();
  /** The state that the history goes on from. Reading it takes longer than the first tree should wait. */
  #unread: WrittenState | null = null;

  constructor({ source, intervalMs }: Pick<Arguments, 'source' | 'intervalMs'>, windows: ViewWindows) {
    this.#windows = windows;
    this.sampler = new Sampler({
      workerFile: WORKER_FILE,
      source,
      intervalMs: intervalMs ?? INTERVAL_MS.usual,
      own: process.pid,
      native: NATIVE_PROGRAM,
      onBegin: (full) => {
        this.#unread = full;
        this.feed.begin(full);
      },
      onDelta: (delta) => {
        this.history.take(delta);
        this.feed.push(delta);
        this.onSample(delta);
      },
      onTrouble: (message) =>
        tell(
          windows.live,
          'sampler:health',
          message === null ? { kind: 'well' } : { kind: 'troubled', message },
        ),
    });
    this.feed = new SampleFeed({
      send: (delta) => tell(windows.live, 'sampler:delta', writeDelta(delta)),
      sendFull: (full) => tell(windows.live, 'sampler:full', full),
      full: () => this.sampler.written(),
    });
  }

  get history(): History {
    if (this.#unread !== null) this.#history.reset(readState(this.#unread));
    this.#unread = null;
    return this.#history;
  }

  readonly shown: ShownView = {
    view: { kind: 'live' },
    attach: () => this.feed.attach(),
    text: async () => {
      const state = await this.sampler.written(true);
      return state.ok ? ok({ form: 'sample', text: state.value.text }) : state;
    },
    events: (question) => ok(this.history.events(question)),
    above: (key) => ok(this.history.above(key)),
    leaks: () => ok(this.history.leaks()),
  };

  /** Its window, in front of the others. */
  show(): BrowserWindow {
    const { live } = this.#windows;
    if (live === null) return this.#windows.open(this.shown);
    bringForward(live);
    return live;
  }
}
