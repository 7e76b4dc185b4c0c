import { app, session, type WebContents } from 'electron';
import { PAGE_ORIGIN } from './page-protocol.ts';

/** Before the app is ready: nothing of Chromium's own looks anything up either. */
export function forbidNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('no-pings');
  // Chromium's network service has nothing to do here, and needs no process of its own to do it in.
  app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2');
}

const LOCAL = new Set(['reaptree:', 'devtools:', 'data:', 'blob:']);

/** When the app is ready: no request leaves, no permission is granted. */
export function lockSession(): void {
  const { defaultSession } = session;
  defaultSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !LOCAL.has(new URL(details.url).protocol) });
  });
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
}

/** Whatever page ever comes to be: it stays where it is, and opens nothing. */
export function lockContents(): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** What a message's sender must be. */
export interface Sender {
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly contentsId: number;
}

/** Only our own page, in the main frame of our own window, may ask for anything. */
export const isTrusted = (sender: Sender | null, windowContentsId: number | null): boolean =>
  sender?.isMainFrame === true &&
  sender.contentsId === windowContentsId &&
  sender.url.startsWith(`${PAGE_ORIGIN}/`);
