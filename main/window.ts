import { BrowserWindow, nativeTheme } from 'electron';
import { isLive, titleOf, type View } from '../core/view.ts';
import { PRELOAD_FILE } from './locations.ts';
import { PAGE_URL } from './page-protocol.ts';
import { rememberedWindow, rememberWindow } from './window-state.ts';

/** The ground colours of renderer/theme, so that the window never flashes in another one. */
const GROUND = { light: '#fbfbfc', dark: '#14161a' } as const;

/** The live window is where it was when it was closed; the others have its size, and stand where there is room. */
export function openWindow(view: View): BrowserWindow {
  const { maximized, x, y, ...size } = rememberedWindow();
  const live = isLive(view);
  const window = new BrowserWindow({
    title: titleOf(view),
    ...size,
    ...(live && x !== undefined && y !== undefined ? { x, y } : {}),
    minWidth: 640,
    minHeight: 400,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload: PRELOAD_FILE,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  // The page has one name; which view it shows is known here.
  window.on('page-title-updated', (event) => event.preventDefault());
  if (live) rememberWindow(window);
  window.once('ready-to-show', () => {
    if (live && maximized) window.maximize();
    window.show();
  });
  void window.loadURL(PAGE_URL);
  return window;
}
