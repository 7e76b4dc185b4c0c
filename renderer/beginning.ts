import { bridge } from './bridge.ts';
import { ProcessStore } from './store/process-store.ts';
import { SamplerLink } from './store/sampler-link.ts';

/**
 * What the first tree waits for is asked for at once, while the rest of the page is still being set up: this
 * has to be the first import.
 */
export const about = bridge.request('app:about');
export const processes = new ProcessStore();
export const sampler = new SamplerLink(bridge, processes);
sampler.ask();
