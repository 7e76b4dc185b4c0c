import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, type Rectangle, screen } from 'electron';
import { writeAtomically } from '../engine/files/write-atomically.ts';
import { type Bounds, placed, USUAL_SIZE } from './window-bounds.ts';

interface WindowState {
  readonly bounds: Bounds;
  readonly maximized: boolean;
}

/** Moving a window tells of each step; written is where it came to rest. */
const REST_MS = 500;

const file = (): string => join(app.getPath('userData'), 'window.json');

function remembered(): WindowState | null {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(file(), 'utf8'));
    const numbers = [bounds.x, bounds.y, bounds.width, bounds.height];
    return numbers.every(Number.isInteger) ? { bounds, maximized: maximized === true } : null;
  } catch {
    // The first start, or a file that cannot be read: nothing in it is needed.
    return null;
  }
}

/** Where the window was when it was last closed, as far as there still is a screen there. */
export function rememberedWindow(): Partial<Rectangle> & { readonly maximized: boolean } {
  const state = remembered();
  if (state === null) return { ...USUAL_SIZE, maximized: false };
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  return { ...placed(state.bounds, areas), maximized: state.maximized };
}

let writing: Promise<unknown> = Promise.resolve();

/** Answers when what was to be remembered is on the disk: an app that ends before leaves half a file behind. */
export const windowsRemembered = (): Promise<unknown> => writing;

/** Keeps where the window is for the next start. */
export function rememberWindow(window: BrowserWindow): void {
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    writing = writing.then(() => writeAtomically(file(), JSON.stringify(state)));
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, REST_MS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', write);
}
