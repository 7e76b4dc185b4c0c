import { BrowserWindow } from 'electron';
import type { EventChannel, Events } from '../../core/contract.ts';
import { isLive } from '../../core/view.ts';
import { openWindow } from '../window.ts';
import type { ShownView } from './shown-view.ts';

/** A window and what it shows, for as long as it is open. */
export interface ViewWindow {
  readonly window: BrowserWindow;
  readonly shown: ShownView;
}

/** All windows; at most one of them is live. */
export class ViewWindows {
  readonly #open = new Map<number, ViewWindow>();

  open(shown: ShownView): BrowserWindow {
    const window = openWindow(shown.view);
    const { id } = window.webContents;
    this.#open.set(id, { window, shown });
    window.on('closed', () => {
      this.#open.delete(id);
      shown.close?.();
    });
    return window;
  }

  /** Whose page this is; `null` for one that we did not open. */
  of(contentsId: number): ViewWindow | null {
    return this.#open.get(contentsId) ?? null;
  }

  get live(): BrowserWindow | null {
    for (const { window, shown } of this.#open.values()) if (isLive(shown.view)) return window;
    return null;
  }

  /** Where something is to be asked or said that concerns no window in particular. */
  get front(): BrowserWindow | null {
    const focused = BrowserWindow.getFocusedWindow();
    return focused ?? this.live ?? [...this.#open.values()].at(-1)?.window ?? null;
  }
}

/** Brings a window to the eyes of the user. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Tells the page something, if there is one to tell. */
export function tell<C extends EventChannel>(
  window: BrowserWindow | null,
  channel: C,
  event: Events[C],
): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(channel, event);
}
