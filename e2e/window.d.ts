import type { ReaptreeApi } from '../core/contract.ts';

declare global {
  interface Window {
    readonly reaptree: ReaptreeApi;
  }
}
