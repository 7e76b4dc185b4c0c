import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import * as z from 'zod';
import {
  REQUEST_CHANNELS,
  type RequestChannel,
  type RequestPayload,
  type Response,
} from '../core/contract.ts';
import { requestSchemas } from '../core/request-schemas.ts';
import { fail, type Result } from '../core/result.ts';
import { isTrusted } from './security.ts';
import { refusedWhereNotLive } from './views/refused-where-not-live.ts';
import type { ViewWindow } from './views/view-windows.ts';

/** What answers each request; `asker` is the window that it comes from, and what that shows. */
export type Handlers = {
  readonly [C in RequestChannel]: (
    payload: RequestPayload<C>,
    asker: ViewWindow,
  ) => Response<C> | Promise<Response<C>>;
};

type AnyHandler = (
  payload: unknown,
  asker: ViewWindow,
) => Response<RequestChannel> | Promise<Response<RequestChannel>>;

function senderOf(event: IpcMainInvokeEvent) {
  const frame = event.senderFrame;
  if (frame === null) return null;
  return { url: frame.url, isMainFrame: frame.parent === null, contentsId: event.sender.id };
}

/**
 * The one way in: checks who asks and what is asked, before a handler sees it. Never throws across.
 * @param windowOf - our own window with these contents
 * @param refusal - for what the app was told not to do
 */
export function serveRequests(
  handlers: Handlers,
  windowOf: (contentsId: number) => ViewWindow | null,
  refusal: (channel: RequestChannel) => Result<never> | null,
): void {
  for (const channel of REQUEST_CHANNELS) {
    const handler = handlers[channel] as AnyHandler;
    ipcMain.handle(channel, async (event, payload: unknown) => {
      const asker = windowOf(event.sender.id);
      if (asker === null || !isTrusted(senderOf(event), asker.window.webContents.id)) {
        return fail('refused', 'This page may not ask Reaptree for anything.');
      }
      const checked = requestSchemas[channel].safeParse(payload);
      if (!checked.success) {
        return fail('invalid', `${channel}: ${z.prettifyError(checked.error)}`);
      }
      try {
        return (
          refusedWhereNotLive(channel, asker.shown.view) ??
          refusal(channel) ??
          (await handler(checked.data, asker))
        );
      } catch (error) {
        console.error(`${channel}:`, error);
        return fail('io', `${channel} failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  }
}
