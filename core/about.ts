import type { ReadOnlyState } from './actions.ts';
import type { SourceName } from './process.ts';
import type { SamplerSettings } from './sampler-state.ts';
import type { View } from './view.ts';

/** What a page asks first. */
export interface About {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  readonly source: SourceName;
  readonly sampler: SamplerSettings;
  readonly readOnly: ReadOnlyState;
  /** What the window that asks shows. */
  readonly view: View;
}
