import { app, type BaseWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../core/contract.ts';
import { visible } from '../core/format.ts';
import type { RecentFile } from '../core/view.ts';

export interface MenuChoices {
  readonly command: (command: MenuCommand, window: BaseWindow | undefined) => void;
  readonly recent: readonly RecentFile[];
  readonly openRecent: (file: string) => void;
  readonly clearRecent: () => void;
}

/** Before the app is ready: or else Electron builds a menu of its own first. */
export const noMenuYet = (): void => Menu.setApplicationMenu(null);

/**
 * The application menu. Plain letters as shortcuts are only shown here: the page handles them, which knows
 * whether somebody is typing.
 */
export function setMenu({ command, recent, openRecent, clearRecent }: MenuChoices): void {
  const item = (
    label: string,
    name: MenuCommand,
    accelerator?: string,
    registerAccelerator = false,
  ): MenuItemConstructorOptions => ({
    label,
    click: (_item, window) => command(name, window),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator }),
  });
  const mac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('Open snapshot…', 'open', 'CmdOrCtrl+O', true),
        {
          label: 'Open recent',
          enabled: recent.length > 0,
          submenu: [
            ...recent.map(({ file }) => ({
              // An ampersand underlines what follows it, unless there are two.
              label: visible(file).replaceAll('&', '&&'),
              click: () => openRecent(file),
            })),
            { type: 'separator' },
            { label: 'Forget these', click: clearRecent },
          ],
        },
        item('Compare with a snapshot…', 'compare'),
        item('Export…', 'export', 'CmdOrCtrl+E', true),
        { type: 'separator' },
        item('Look back', 'look-back', 'B'),
        item('Record to a file, or end that…', 'record'),
        { type: 'separator' },
        item('Settings…', 'settings', 'CmdOrCtrl+,', true),
        { type: 'separator' },
        item('The machine as it is', 'show-live'),
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        item('Processes', 'place:processes', '1'),
        item('Leaks', 'place:leaks', '2'),
        item('Lab', 'place:lab', '3'),
        item('Events', 'place:events', '4'),
        item('Snapshots', 'place:snapshots', '5'),
        { type: 'separator' },
        item('Search', 'search', 'CmdOrCtrl+F', true),
        item('Only zombies and their ancestors', 'zombies-only', 'Z'),
        { type: 'separator' },
        item('As a tree', 'layout:tree', 'T'),
        item('As a list', 'layout:list', 'L'),
        item('As a map', 'layout:map', 'M'),
        item('Columns…', 'columns'),
        item('Everything again', 'show-everything'),
        item('Hold the rows in place', 'freeze', 'F'),
        { type: 'separator' },
        item('Expand all', 'expand-all', 'E'),
        item('Collapse all', 'collapse-all', 'C'),
        item('Pause or go on', 'pause', 'Space'),
        item('To the next event of a recording', 'next-event', ']'),
        item('To the event before', 'previous-event', '['),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: '&Process',
      submenu: [
        item('Select all that is shown', 'select-all', 'CmdOrCtrl+A'),
        { type: 'separator' },
        item('End…', 'end', 'Delete'),
        item('End with all below…', 'end-tree', 'Shift+Delete'),
        item('Stop or continue', 'stop-or-continue', 'S'),
        item('Niceness…', 'nice', 'N'),
        item('Send signal…', 'signal', 'K'),
        item('Reap', 'reap', 'R'),
        { type: 'separator' },
        item('Focus: only these and what is below', 'focus', 'O'),
        item('Details', 'details', 'Enter'),
        item('Go to parent', 'go-to-parent', 'P'),
        item('Its events', 'its-events', 'H'),
        item('Expand all below', 'expand-below', 'Shift+Right'),
        item('Collapse all below', 'collapse-below', 'Shift+Left'),
        { type: 'separator' },
        item('Copy pid', 'copy-pid', 'CmdOrCtrl+C'),
        item('Copy command line', 'copy-command', 'CmdOrCtrl+Shift+C'),
        item('Copy key', 'copy-key'),
      ],
    },
    { role: 'windowMenu' },
    {
      label: '&Help',
      submenu: [
        item('Keyboard shortcuts', 'keys', '?'),
        item('What is what', 'welcome'),
        ...(mac ? [] : [{ label: `About Reaptree ${app.getVersion()}`, role: 'about' } as const]),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
