export interface SamplerSettings {
  readonly intervalMs: number;
  readonly paused: boolean;
}

/** What the sampler has to say about itself. */
export type SamplerHealth =
  | { readonly kind: 'well' }
  /** A sample failed, or the worker ended and is started again. */
  | { readonly kind: 'troubled'; readonly message: string };
