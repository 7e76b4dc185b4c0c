import { ok } from '../../core/result.ts';
import type { Sampler } from '../../engine/collect/sampler.ts';
import type { History } from '../../engine/history/history.ts';
import type { SampleFeed } from '../sample-feed.ts';
import type { ShownView } from './shown-view.ts';

/** The machine as it is. */
export function liveView(sampler: Sampler, feed: SampleFeed, history: History): ShownView {
  return {
    view: { kind: 'live' },
    attach: () => feed.attach(),
    text: async () => {
      const state = await sampler.written(true);
      return state.ok ? ok({ form: 'sample', text: state.value.text }) : state;
    },
    events: (question) => ok(history.events(question)),
    leaks: () => ok(history.leaks()),
  };
}
