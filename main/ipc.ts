import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import {
  type EventChannel,
  type Events,
  REQUEST_CHANNELS,
  type RequestChannel,
  type RequestPayload,
  type Response,
} from '../core/contract.ts';
import { requestSchemas } from '../core/request-schemas.ts';
import { fail, type Result } from '../core/result.ts';
import { isTrusted } from './security.ts';

export type Handlers = {
  readonly [C in RequestChannel]: (payload: RequestPayload<C>) => Response<C> | Promise<Response<C>>;
};

type AnyHandler = (payload: unknown) => Response<RequestChannel> | Promise<Response<RequestChannel>>;

function senderOf(event: IpcMainInvokeEvent) {
  const frame = event.senderFrame;
  if (frame === null) return null;
  return { url: frame.url, isMainFrame: frame.parent === null, contentsId: event.sender.id };
}

/** The one way in: checks who asks and what is asked, before a handler sees it. Never throws across. */
export function serveRequests(
  handlers: Handlers,
  window: () => BrowserWindow | null,
  refusal: (channel: RequestChannel) => Result<never> | null,
): void {
  for (const channel of REQUEST_CHANNELS) {
    const handler = handlers[channel] as AnyHandler;
    ipcMain.handle(channel, async (event, payload: unknown) => {
      if (!isTrusted(senderOf(event), window()?.webContents.id ?? null)) {
        return fail('refused', 'This page may not ask Reaptree for anything.');
      }
      const checked = requestSchemas[channel].safeParse(payload);
      if (!checked.success) {
        return fail('invalid', `${channel}: ${z.prettifyError(checked.error)}`);
      }
      try {
        return refusal(channel) ?? (await handler(checked.data));
      } catch (error) {
        console.error(`${channel}:`, error);
        return fail('io', `${channel} failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  }
}

/** Tells the page something, if there is one to tell. */
export function tell<C extends EventChannel>(
  window: BrowserWindow | null,
  channel: C,
  event: Events[C],
): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(channel, event);
}
