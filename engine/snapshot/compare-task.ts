import type { Pair } from './compared.ts';

/** What the thread of a comparison is started with. */
export type CompareTask =
  | { readonly kind: 'view'; readonly pair: Pair }
  | { readonly kind: 'text'; readonly pair: Pair }
  | { readonly kind: 'json'; readonly pair: Pair; readonly path: string };
