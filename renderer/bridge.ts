import type { ReaptreeApi } from '../core/contract.ts';

declare global {
  interface Window {
    readonly reaptree: ReaptreeApi;
  }
}

/** All that this page can reach of the machine. */
export const bridge: ReaptreeApi = window.reaptree;
