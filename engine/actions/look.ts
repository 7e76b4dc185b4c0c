import { listAll } from './listing.ts';
import { listPortably } from './portable-listing.ts';
import { Look } from './select.ts';

/** Looks at every process now. */
export const lookAround = async (): Promise<Look> =>
  new Look(process.platform === 'linux' ? listAll() : await listPortably());
