import { BrowserWindow, nativeTheme } from 'electron';
import { PRELOAD_FILE } from './locations.ts';
import { PAGE_URL } from './page-protocol.ts';
import { rememberedWindow, rememberWindow } from './window-state.ts';

/** The ground colours of renderer/theme, so that the window never flashes in another one. */
const GROUND = { light: '#fbfbfc', dark: '#14161a' } as const;

export function openWindow(): BrowserWindow {
  const { maximized, ...bounds } = rememberedWindow();
  const window = new BrowserWindow({
    title: 'Reaptree',
    ...bounds,
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
  rememberWindow(window);
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  void window.loadURL(PAGE_URL);
  return window;
}
