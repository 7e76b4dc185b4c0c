import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { ProcessKey } from '../core/process.ts';
import { hasSessionBus } from '../engine/desktop/session-bus.ts';
import { type TrayItem, type TrayState, trayItems, zombieWords } from './tray-items.ts';
import { TRAY_PIXELS, trayPicture } from './tray-picture.ts';

export interface TrayChoices {
  readonly show: () => void;
  readonly showZombies: () => void;
  readonly showProcess: (key: ProcessKey) => void;
  readonly pause: (paused: boolean) => void;
}

/** On Linux a tray is a service on the session bus: without that bus there is none to ask. */
const mayHaveTray = (): boolean => process.platform !== 'linux' || hasSessionBus();

/** The number of zombies in the tray, for as long as that is wanted. */
export class TrayIcon {
  readonly #choices: TrayChoices;
  #tray: Tray | null = null;
  #zombies = -1;
  /** The items that hang there now, as text. */
  #items = '';

  constructor(choices: TrayChoices) {
    this.#choices = choices;
  }

  get there(): boolean {
    return this.#tray !== null;
  }

  set wanted(wanted: boolean) {
    if (wanted && this.#tray === null && mayHaveTray()) {
      this.#tray = new Tray(this.#picture(0));
      this.#tray.on('click', () => this.#choices.show());
      this.#zombies = -1;
      this.#items = '';
    } else if (!wanted) {
      this.#tray?.destroy();
      this.#tray = null;
    }
  }

  tell(state: TrayState): void {
    if (this.#tray === null) return;
    if (state.zombies !== this.#zombies) {
      this.#zombies = state.zombies;
      this.#tray.setImage(this.#picture(state.zombies));
      this.#tray.setToolTip(`Reaptree: ${zombieWords(state.zombies)}`);
    }
    const items = trayItems(state);
    const said = JSON.stringify(items);
    // A menu that is being looked at closes when another takes its place.
    if (said === this.#items) return;
    this.#items = said;
    this.#tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => this.#drawn(item))));
  }

  #drawn(item: TrayItem): MenuItemConstructorOptions {
    const { label } = item;
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'show':
        return { label, click: () => this.#choices.show() };
      case 'zombies':
        return { label, enabled: this.#zombies > 0, click: () => this.#choices.showZombies() };
      case 'leak':
        return { label, click: () => this.#choices.showProcess(item.key) };
      case 'pause':
        return {
          label,
          type: 'checkbox',
          checked: item.checked,
          click: () => this.#choices.pause(!item.checked),
        };
      case 'quit':
        return { label, click: () => app.quit() };
    }
  }

  #picture(zombies: number): Electron.NativeImage {
    return nativeImage.createFromBitmap(trayPicture(zombies), {
      width: TRAY_PIXELS,
      height: TRAY_PIXELS,
      scaleFactor: 2,
    });
  }
}
