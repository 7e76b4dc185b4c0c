import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import {
  REQUEST_CHANNELS,
  type RequestChannel,
  type RequestPayload,
  type Response,
} from '../core/contract.ts';
import { fail } from '../core/result.ts';
import { isTrusted } from './security.ts';
import type { ViewWindow } from './views/view-windows.ts';

/** What answers each request; `asker` is the window that it comes from, and what that shows. */
export type Handlers = {
  readonly [C in RequestChannel]: (
    payload: RequestPayload<C>,
    asker: ViewWindow,
  ) => Response<C> | Promise<Response<C>>;
};

/** Answers any request, once it has checked what is asked. */
export type Answer = (
  channel: RequestChannel,
  payload: unknown,
  asker: ViewWindow,
) => Promise<Response<RequestChannel>>;

/** What every page asks first. Nothing is said with these, so there is nothing to check but that. */
export type FirstHandlers = Pick<Handlers, 'app:about' | 'sampler:attach'>;

/** Those that are answered once everything is there. */
export type LaterHandlers = Omit<Handlers, keyof FirstHandlers>;

const isAskedFirst = (channel: RequestChannel, handlers: FirstHandlers): channel is keyof FirstHandlers =>
  Object.hasOwn(handlers, channel);

function senderOf(event: IpcMainInvokeEvent) {
  const frame = event.senderFrame;
  if (frame === null) return null;
  return { url: frame.url, isMainFrame: frame.parent === null, contentsId: event.sender.id };
}

/**
 * The one way in: checks who asks, before anybody sees what. Never throws across.
 * @param windowOf - our own window with these contents
 */
export function serveRequests(
  windowOf: (contentsId: number) => ViewWindow | null,
  first: FirstHandlers,
  answer: Answer,
): void {
  for (const channel of REQUEST_CHANNELS) {
    ipcMain.handle(channel, async (event, payload: unknown) => {
      const asker = windowOf(event.sender.id);
      if (asker === null || !isTrusted(senderOf(event), asker.window.webContents.id)) {
        return fail('refused', 'This page may not ask Reaptree for anything.');
      }
      try {
        return payload === undefined && isAskedFirst(channel, first)
          ? await first[channel](payload, asker)
          : await answer(channel, payload, asker);
      } catch (error) {
        console.error(`${channel}:`, error);
        return fail('io', `${channel} failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  }
}
