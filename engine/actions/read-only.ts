import type { RequestChannel } from '../../core/contract.ts';
import type { Result } from '../../core/result.ts';
import type { Actions } from './actions.ts';

/** What only looks. Everything else of the lab begins, ends or steers processes, whatever is added to it. */
const LOOKS: ReadonlySet<RequestChannel> = new Set<RequestChannel>([
  'lab:state',
  'lab:most',
  'lab:scenarios',
]);

/** The refusal of the read-only mode, for requests by which the lab would act; the actions refuse by themselves. */
export const refusedByLab = (channel: RequestChannel, actions: Actions): Result<never> | null =>
  channel.startsWith('lab:') && !LOOKS.has(channel) ? actions.refusal() : null;
