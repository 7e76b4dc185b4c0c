import { Menu } from 'electron';

/** What the menus are called: the same before there is anything in them and afterwards. */
export const MENU_TITLES = {
  file: '&File',
  edit: '&Edit',
  view: '&View',
  go: '&Go',
  process: '&Process',
  window: '&Window',
  help: '&Help',
} as const;

/** Before the app is ready: or else Electron builds a menu of its own first. */
export const noMenuYet = (): void => Menu.setApplicationMenu(null);

/**
 * The bar alone. It has to be there before the window is seen, as it takes its room from the page; what hangs in it
 * takes longer to make than the first tree should wait.
 */
export function showMenuBar(): void {
  const titles = Object.values(MENU_TITLES).map((label) => ({ label, submenu: [] }));
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...(mac ? [{ role: 'appMenu' } as const] : []), ...titles]),
  );
}
