import { app, type BaseWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { USUAL_COLUMNS } from '../core/columns.ts';
import { visible } from '../core/format.ts';
import { INTERVALS_MS } from '../core/limits.ts';
import type { MenuCommand } from '../core/menu-command.ts';
import type { RecentFile } from '../core/view.ts';
import { MENU_TITLES } from './menu-bar.ts';

export interface MenuChoices {
  readonly command: (command: MenuCommand, window: BaseWindow | undefined) => void;
  readonly openRecent: (file: string) => void;
  readonly clearRecent: () => void;
}

/** The application menu. Its ticks are those of the window in front, whose page says what is switched on there. */
export class ApplicationMenu {
  readonly #choices: MenuChoices;
  readonly #on = new WeakMap<BaseWindow, ReadonlySet<string>>();
  #front: BaseWindow | null = null;

  constructor(choices: MenuChoices) {
    this.#choices = choices;
    app.on('browser-window-focus', (_event, window) => this.#mark(window));
  }

  show(recent: readonly RecentFile[]): void {
    const { command, ...files } = this.#choices;
    const chosen = (name: MenuCommand, window: BaseWindow | undefined): void => {
      command(name, window);
      // The system has ticked it by itself. Whether it is so, the page will say.
      this.#mark(this.#front);
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(templateOf({ ...files, command: chosen }, recent)));
    this.#mark(this.#front);
  }

  /** What is switched on in a window. */
  tick(window: BaseWindow, on: readonly MenuCommand[]): void {
    this.#on.set(window, new Set(on));
    if (this.#front === null || this.#front.isDestroyed() || this.#front === window) this.#mark(window);
  }

  #mark(window: BaseWindow | null): void {
    this.#front = window;
    const on = window === null ? undefined : this.#on.get(window);
    if (on === undefined) return;
    for (const item of itemsOf(Menu.getApplicationMenu())) {
      if (item.type === 'checkbox') item.checked = on.has(item.id);
      // One of a group is ticked by taking the tick from the others.
      else if (item.type === 'radio' && on.has(item.id)) item.checked = true;
    }
  }
}

function itemsOf(menu: Menu | null): Electron.MenuItem[] {
  return menu?.items.flatMap((item) => [item, ...itemsOf(item.submenu ?? null)]) ?? [];
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

function templateOf(
  { command, openRecent, clearRecent }: MenuChoices,
  recent: readonly RecentFile[],
): MenuItemConstructorOptions[] {
  /**
   * @param accelerator - plain letters are only shown here: the page handles them, which knows whether somebody
   *   is typing
   */
  const item = (
    label: string,
    name: MenuCommand,
    accelerator?: string,
    registerAccelerator = false,
  ): MenuItemConstructorOptions => ({
    id: name,
    label,
    click: (_item, window) => command(name, window),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator }),
  });
  const check = (...of: Parameters<typeof item>): MenuItemConstructorOptions => ({
    ...item(...of),
    type: 'checkbox',
  });
  /** One of those that follow one another. */
  const radio = (...of: Parameters<typeof item>): MenuItemConstructorOptions => ({
    ...item(...of),
    type: 'radio',
  });
  const mac = process.platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: MENU_TITLES.file,
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
            SEPARATOR,
            { label: 'Forget these', click: clearRecent },
          ],
        },
        item('Compare with a snapshot…', 'compare'),
        item('Export…', 'export', 'CmdOrCtrl+E', true),
        SEPARATOR,
        item('Look back', 'look-back', 'B'),
        check('Record to a file', 'record'),
        SEPARATOR,
        check('Read-only mode', 'read-only'),
        item('Settings…', 'settings', 'CmdOrCtrl+,', true),
        SEPARATOR,
        item('The machine as it is', 'show-live'),
        SEPARATOR,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu', label: MENU_TITLES.edit },
    {
      label: MENU_TITLES.view,
      submenu: [
        radio('As a tree', 'layout:tree', 'T'),
        radio('As a list', 'layout:list', 'L'),
        radio('As a map', 'layout:map', 'M'),
        SEPARATOR,
        {
          label: 'Sort by',
          submenu: [
            radio('Pid, in the order of birth', 'sort:none'),
            ...USUAL_COLUMNS.map(({ id, title }) => radio(title, `sort:${id}` as MenuCommand)),
            SEPARATOR,
            check('The other way around', 'sort:reversed'),
          ],
        },
        item('Columns…', 'columns'),
        item('The usual columns', 'columns:usual'),
        {
          label: 'Map',
          submenu: [
            radio('Coloured by marks', 'map:marks'),
            radio('Coloured by CPU', 'map:cpu'),
            radio('Coloured by memory', 'map:memory'),
            SEPARATOR,
            item('Larger', 'map:zoom-in', '+'),
            item('Smaller', 'map:zoom-out', '-'),
            item('All of it', 'map:whole', '0'),
          ],
        },
        SEPARATOR,
        item('Expand all', 'expand-all', 'E'),
        item('Collapse all', 'collapse-all', 'C'),
        check('Hold the rows in place', 'freeze', 'F'),
        SEPARATOR,
        check('Paused', 'pause', 'Space'),
        {
          label: 'Samples',
          submenu: INTERVALS_MS.map((ms) => radio(`Every ${ms / 1000} s`, `rate:${ms}`)),
        },
        SEPARATOR,
        check('Details', 'details-pane'),
        check('Comfortable rows', 'comfortable'),
        {
          label: 'Theme',
          submenu: [
            radio('As the system', 'theme:system'),
            radio('Light', 'theme:light'),
            radio('Dark', 'theme:dark'),
            SEPARATOR,
            check('High contrast', 'contrast'),
          ],
        },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        // Where the plus needs Shift, nobody presses it.
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: MENU_TITLES.go,
      submenu: [
        radio('Processes', 'place:processes', '1'),
        radio('Leaks', 'place:leaks', '2'),
        radio('Lab', 'place:lab', '3'),
        radio('Events', 'place:events', '4'),
        radio('Snapshots', 'place:snapshots', '5'),
        SEPARATOR,
        item('Search', 'search', 'CmdOrCtrl+F', true),
        item('Go to a name', 'find-name', "'"),
        check('Only zombies and their ancestors', 'zombies-only', 'Z'),
        check('Only orphans and their ancestors', 'orphans-only'),
        check("Hide Reaptree's own", 'hide-own'),
        check('Keep what is below the matches', 'subtrees'),
        item('Everything again', 'show-everything'),
        SEPARATOR,
        item('To the next event of a recording', 'next-event', ']'),
        item('To the event before', 'previous-event', '['),
      ],
    },
    {
      label: MENU_TITLES.process,
      submenu: [
        item('Select all that is shown', 'select-all', 'CmdOrCtrl+A'),
        SEPARATOR,
        item('End…', 'end', 'Delete'),
        item('End with all below…', 'end-tree', 'Shift+Delete'),
        item('Stop or continue', 'stop-or-continue', 'S'),
        item('Niceness…', 'nice', 'N'),
        item('Send signal…', 'signal', 'K'),
        item('Reap', 'reap', 'R'),
        SEPARATOR,
        item('Focus: only these and what is below', 'focus', 'O'),
        item('Show the details', 'details', 'Enter'),
        item('Go to parent', 'go-to-parent', 'P'),
        item('Its events', 'its-events', 'H'),
        item('Expand all below', 'expand-below', 'Shift+Right'),
        item('Collapse all below', 'collapse-below', 'Shift+Left'),
        item('Expand those beside it', 'expand-siblings', '*'),
        SEPARATOR,
        item('Copy pid', 'copy-pid', 'CmdOrCtrl+C'),
        item('Copy command line', 'copy-command', 'CmdOrCtrl+Shift+C'),
        item('Copy key', 'copy-key'),
      ],
    },
    { role: 'windowMenu', label: MENU_TITLES.window },
    {
      role: 'help',
      label: MENU_TITLES.help,
      submenu: [
        item('Keyboard shortcuts', 'keys', '?'),
        item('How to search', 'search-help'),
        item('What is what', 'welcome'),
        ...(mac ? [] : [{ label: `About Reaptree ${app.getVersion()}`, role: 'about' } as const]),
      ],
    },
  ];
}
