import type { FullState } from './delta.ts';

/**
 * A whole state on its way from the sampler's thread to the page. As one string it is handed over three
 * borders (thread, process, context bridge) for the price of a copy; as thousands of rows each of the three
 * would take it apart and build it again.
 */
export interface WrittenState {
  readonly seq: number;
  /** JSON */
  readonly text: string;
}

export const writeState = (full: FullState): WrittenState => ({ seq: full.seq, text: JSON.stringify(full) });

/** Only for what `writeState` wrote: nothing is checked. */
export const readState = ({ text }: WrittenState): FullState => JSON.parse(text) as FullState;
