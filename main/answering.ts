import * as z from 'zod';
import type { RequestChannel, Response } from '../core/contract.ts';
import { requestSchemas } from '../core/request-schemas.ts';
import { fail, type Result } from '../core/result.ts';
import type { Answer, LaterHandlers } from './ipc.ts';
import { refusedWhereNotLive } from './views/refused-where-not-live.ts';
import type { ViewWindow } from './views/view-windows.ts';

type AnyHandler = (
  payload: unknown,
  asker: ViewWindow,
) => Response<RequestChannel> | Promise<Response<RequestChannel>>;

/**
 * Checks what is asked before a handler sees it.
 * @param refusal - for what the app was told not to do
 */
export function answering(
  handlers: LaterHandlers,
  refusal: (channel: RequestChannel) => Result<never> | null,
): Answer {
  const byChannel: Partial<Record<RequestChannel, AnyHandler>> = handlers as Record<
    keyof LaterHandlers,
    AnyHandler
  >;
  return async (channel, payload, asker) => {
    const checked = requestSchemas[channel].safeParse(payload);
    if (!checked.success) return fail('invalid', `${channel}: ${z.prettifyError(checked.error)}`);
    const handler = byChannel[channel];
    if (handler === undefined) return fail('invalid', `${channel} is answered elsewhere.`);
    return refusedWhereNotLive(channel, asker.shown.view) ?? refusal(channel) ?? handler(checked.data, asker);
  };
}
