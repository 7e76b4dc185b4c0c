import { z } from 'zod';
import type { RequestChannel, RequestPayload } from './contract.ts';
import { ATTENDED_MOST, CHILD_LIMITS, INTERVAL_MS } from './limits.ts';
import { isProcessKey, type ProcessKey } from './process.ts';
import { SIGNAL_NAMES } from './signals.ts';

const nothing = z.undefined();
const signal = z.enum(SIGNAL_NAMES);
const processKey = z.custom<ProcessKey>((text) => typeof text === 'string' && isProcessKey(text), {
  error: 'not a process key (pid@start)',
});

/**
 * What each request must carry, checked at run time: the compiler's word does not bind a page that was
 * broken into. Apart from contract.ts, so that the page and the preload script need no schemas.
 */
export const requestSchemas: { readonly [C in RequestChannel]: z.ZodType<RequestPayload<C>> } = {
  'app:about': nothing,
  'sampler:attach': nothing,
  'sampler:configure': z.strictObject({
    intervalMs: z.int().min(INTERVAL_MS.least).max(INTERVAL_MS.most).optional(),
    paused: z.boolean().optional(),
  }),
  'sampler:attend': z.strictObject({ keys: z.array(processKey).max(ATTENDED_MOST) }),
  'process:signal': z.strictObject({ key: processKey, signal }),
  'snapshot:export': nothing,
  'lab:state': nothing,
  'lab:startParent': nothing,
  'lab:fork': z.strictObject({
    parent: processKey,
    count: z.int().min(1).max(CHILD_LIMITS.mostAtOnce),
    afterMs: z.int().min(0).max(CHILD_LIMITS.mostMs),
    exitCode: z.int().min(0).max(255),
  }),
  'lab:wait': z.strictObject({ parent: processKey }),
  'lab:waitpid': z.strictObject({ parent: processKey, child: processKey.nullable(), nohang: z.boolean() }),
  'lab:kill': z.strictObject({ key: processKey, signal }),
  'lab:endParent': z.strictObject({ parent: processKey }),
  'lab:cleanUp': nothing,
};
