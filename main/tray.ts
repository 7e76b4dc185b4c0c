import { existsSync } from 'node:fs';
import { geteuid } from 'node:process';
import { app, Menu, nativeImage, Tray } from 'electron';
import { counted } from '../core/format.ts';
import { TRAY_PIXELS, trayPicture } from './tray-picture.ts';

export interface TrayChoices {
  readonly show: () => void;
  readonly showZombies: () => void;
}

/** On Linux a tray is a service on the session bus: without that bus there is none to ask. */
function hasTray(): boolean {
  if (process.platform !== 'linux') return true;
  return (process.env.DBUS_SESSION_BUS_ADDRESS ?? '') !== '' || existsSync(`/run/user/${geteuid?.()}/bus`);
}

/** The number of zombies in the tray, for as long as that is wanted. */
export class TrayIcon {
  readonly #choices: TrayChoices;
  #tray: Tray | null = null;
  #zombies = -1;

  constructor(choices: TrayChoices) {
    this.#choices = choices;
  }

  set wanted(wanted: boolean) {
    if (wanted && this.#tray === null && hasTray()) {
      this.#tray = new Tray(this.#picture(0));
      this.#tray.on('click', () => this.#choices.show());
      this.#zombies = -1;
      this.count(0);
    } else if (!wanted) {
      this.#tray?.destroy();
      this.#tray = null;
    }
  }

  count(zombies: number): void {
    if (this.#tray === null || zombies === this.#zombies) return;
    this.#zombies = zombies;
    const words = zombies === 0 ? 'no zombies' : counted(zombies, 'zombie');
    this.#tray.setImage(this.#picture(zombies));
    this.#tray.setToolTip(`Reaptree: ${words}`);
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words, enabled: zombies > 0, click: () => this.#choices.showZombies() },
        { type: 'separator' },
        { label: 'Show Reaptree', click: () => this.#choices.show() },
        { label: 'Quit', click: () => app.quit() },
      ]),
    );
  }

  #picture(zombies: number): Electron.NativeImage {
    return nativeImage.createFromBitmap(trayPicture(zombies), {
      width: TRAY_PIXELS,
      height: TRAY_PIXELS,
      scaleFactor: 2,
    });
  }
}
